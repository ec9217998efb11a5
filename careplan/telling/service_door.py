"""The one door through which messages leave the school: Apprise's services, and nothing but their own hosts.

Apprise writes the messages in each service's form. What its robots send goes through `_Door`, which looks at the
address at the moment of sending (https, the service's own host, no redirect) and hears what the service answered:
DingTalk and WeCom refuse with HTTP 200 and a code. Nothing is logged here: addresses hold keys.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

import requests
from apprise import AppriseAsset, NotifyFormat
from apprise.plugins.base import NotifyBase
from apprise.plugins.dingtalk import NotifyDingTalk
from apprise.plugins.email.base import NotifyEmail
from apprise.plugins.feishu import NotifyFeishu
from apprise.plugins.wecombot import NotifyWeComBot

from careplan.telling.services import MAIL, MAIL_PORT, ROBOTS, Outcome, Outlet, is_own_host

ORIGINS: dict[str, frozenset[str]] = {
    kind: frozenset(f"https://{host}" for host in robot.hosts) for kind, robot in ROBOTS.items()
}
MAIL_WAY: dict[str, Any] = {"port": MAIL_PORT, "secure": True, "secure_mode": "ssl"}
ANSWER_LENGTH = 160
ASSET = AppriseAsset(
    app_id="careplan", app_desc="careplan", app_url="", http_redirects=False, async_mode=False, plugin_paths=[]
)
PLUGINS = {"dingtalk": NotifyDingTalk, "wecom": NotifyWeComBot, "feishu": NotifyFeishu}


_heard: ContextVar[Outcome | None] = ContextVar("heard", default=None)


class _Door:
    """Stands for `requests` in a robot's file."""

    def __init__(self, kind: str) -> None:
        self._kind = kind

    def __getattr__(self, name: str) -> Any:
        return getattr(requests, name)

    def post(self, url: str, **words: Any) -> requests.Response:
        """Only to the service's own host; never on to where it points."""
        parts = urlsplit(url)
        if f"{parts.scheme}://{parts.netloc}" not in ORIGINS[self._kind]:
            _heard.set(Outcome("forbidden"))
            raise requests.RequestException("not the service's own host")
        answer = requests.post(url, **{**words, "allow_redirects": False})
        _heard.set(_understood(answer))
        return answer


for _kind, _plugin in PLUGINS.items():
    import_module(_plugin.__module__).requests = _Door(_kind)  # type: ignore[attr-defined]  # the name it calls


def _understood(answer: requests.Response) -> Outcome:
    if answer.status_code != requests.codes.ok:
        return Outcome("refused", f"HTTP {answer.status_code}")
    try:
        said = answer.json()
    except ValueError:
        return Outcome("refused", "HTTP 200")
    code = said.get("errcode", said.get("code", 0)) if isinstance(said, dict) else None
    if code == 0:
        return Outcome()
    words = str(said.get("errmsg") or said.get("msg") or "") if isinstance(said, dict) else ""
    return Outcome("refused", f"{code} {words}".strip()[:ANSWER_LENGTH])


def send_out(outlet: Outlet, *, subject: str, text: str, to: str = "") -> Outcome:
    """Send one post, or one mail to one person. Never raises for what the service or the network does."""
    with _silent() as errors:
        try:
            if outlet.kind == MAIL:
                return _mail(outlet, subject, text, to, errors)
            return _post(outlet, text)
        except (
            Exception
        ):  # a fault of the library must not end the job, nor its words reach a log: they may hold the key
            return Outcome("broken")


def _post(outlet: Outlet, text: str) -> Outcome:
    words = {"key" if outlet.kind == "wecom" else "token": outlet.key}
    if outlet.kind == "dingtalk" and outlet.signature:
        words["secret"] = outlet.signature
    plugin: NotifyBase = PLUGINS[outlet.kind](asset=ASSET, **words)
    _heard.set(None)
    taken = plugin.notify(body=text, body_format=NotifyFormat.TEXT)
    heard = _heard.get()
    if heard is None:
        return Outcome("unreachable")
    if heard.reason:
        return _without(heard, outlet)
    return heard if taken else Outcome("refused")


def _without(heard: Outcome, outlet: Outlet) -> Outcome:
    """The answer without the key, should a service repeat it."""
    answer = heard.answer
    for secret in (outlet.key, outlet.signature):
        answer = answer.replace(secret, "…") if secret else answer
    return Outcome(heard.reason, answer)


def _mail(outlet: Outlet, subject: str, text: str, to: str, errors: _Errors) -> Outcome:
    if not is_own_host(MAIL, outlet.host):
        return Outcome("forbidden")
    plugin = NotifyEmail(  # type: ignore[no-untyped-call]
        asset=ASSET,
        host=outlet.account.partition("@")[2],
        user=outlet.account,
        password=outlet.key,
        smtp_host=outlet.host,
        **MAIL_WAY,
        from_addr=f"{outlet.sender} <{outlet.account}>" if outlet.sender else outlet.account,
        targets=[to],
    )
    if plugin.notify(title=subject, body=text, body_format=NotifyFormat.TEXT):
        return Outcome()
    if errors.code is None:
        return Outcome("unreachable")
    return Outcome("login" if errors.code in LOGIN_CODES else "refused", f"SMTP {errors.code}")


LOGIN_CODES = {"530", "534", "535"}
_SMTP_CODE = re.compile(r"\(?\b([245]\d\d)\b[,:]")


class _Errors(logging.Handler):
    """Takes the mail server's code out of what the library notes; keeps nothing else of it."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.code: str | None = None

    def emit(self, entry: logging.LogRecord) -> None:
        found = _SMTP_CODE.search(entry.getMessage()) if "Exception" in str(entry.msg) else None
        if found:
            self.code = found[1]


@contextmanager
def _silent() -> Iterator[_Errors]:
    """While something goes out, the libraries' notes reach no log: they hold addresses with keys."""
    errors, loggers = _Errors(), [logging.getLogger(name) for name in ("apprise", "urllib3", "urllib3.connectionpool")]
    before = [(one, one.level, one.propagate, one.handlers[:]) for one in loggers]
    for one in loggers:
        one.handlers, one.propagate = [], False
        one.setLevel(logging.DEBUG if one.name == "apprise" else logging.CRITICAL)
    loggers[0].addHandler(errors)
    try:
        yield errors
    finally:
        for one, level, propagate, handlers in before:
            one.handlers, one.propagate = handlers, propagate
            one.setLevel(level)
