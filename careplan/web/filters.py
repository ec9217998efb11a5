"""How values look on a page: dates, money, shares, the vocabulary's words."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from flask import Flask, current_app, g, request, url_for
from flask_babel import format_date, get_locale
from flask_babel import gettext as _
from jinja2 import StrictUndefined

from careplan.clock import local, today
from careplan.i18n import LANGUAGES
from careplan.seeds.load import shipped_vocabulary
from careplan.web.guard import rule_for

WEEKDAYS_ZH = "一二三四五六日"


def install_filters(app: Flask) -> None:
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        day=day, moment=moment, yuan=yuan, percent=percent, named=named, number=number, word=word
    )
    app.jinja_env.globals.update(
        may=may,
        today=today,
        languages=LANGUAGES,
        page_url=page_url,
        in_english=in_english,
        colon=colon,
        vocabulary=shipped_vocabulary,
    )


def in_english() -> bool:
    locale = get_locale()
    return bool(locale and locale.language == "en")


def colon(label: object = "") -> str:
    """What stands after a label: ： / ": "; only a space where the label ends with a mark itself."""
    if str(label).rstrip().endswith(("?", "？", ":", "：")):
        return " "
    return ": " if in_english() else "："


def day(value: date | None, style: str = "medium") -> str:
    """2026年9月1日 / 1 Sep 2026; style "weekday" adds 周二 / Tue; "short" leaves out the year."""
    if value is None:
        return "—"
    if in_english():
        return format_date(value, {"weekday": "EEE d MMM y", "short": "d MMM"}.get(style, "d MMM y"))
    text = f"{value.month}月{value.day}日" if style == "short" else f"{value.year}年{value.month}月{value.day}日"
    return f"{text} 周{WEEKDAYS_ZH[value.weekday()]}" if style == "weekday" else text


def moment(value: datetime | None) -> str:
    """A stored moment on the school's wall clock: 2026-11-23 15:04."""
    return "—" if value is None else local(value).strftime("%Y-%m-%d %H:%M")


def yuan(fen: int | None) -> str:
    """Whole fen as yuan: 123450 → ¥1,234.50; None → —."""
    return "—" if fen is None else f"¥{fen / 100:,.2f}".removesuffix(".00")


def percent(rate: float | None, digits: int = 0) -> str:
    """A rate 0–1 as a percentage; None is no data."""
    return _("no data") if rate is None else f"{rate * 100:.{digits}f}%"


def number(value: float | None, digits: int = 1) -> str:
    """A figure with at most `digits` decimals, none when whole; None is no data."""
    if value is None:
        return _("no data")
    return f"{value:,.{digits}f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}"


def named(thing: Any) -> str:
    """The name of a row or noun with `name` (zh) and `name_en`, or `title` and `title_en`, in the reader's language."""
    english, chinese = (
        next((found for attribute in attributes if (found := getattr(thing, attribute, ""))), "")
        for attributes in (("name_en", "en", "title_en"), ("name", "zh", "title"))
    )
    return (english or chinese) if in_english() else chinese


def word(code: str, kind: str) -> str:
    """The vocabulary's word for a code in the reader's language: `"game" | word("method")`."""
    return shipped_vocabulary().word(kind, code).name("en" if in_english() else "zh")


def may(endpoint: str, method: str = "GET") -> bool:
    """Whether the signed-in person's role may call the endpoint: for showing or leaving out a link."""
    rule = rule_for(current_app, endpoint, method)
    return bool(rule and rule.allows(frozenset(g.user.roles) if g.get("user") else None))


def page_url(**changes: Any) -> str:
    """This page's address with some of its query changed (None takes one out).

    What somebody typed into the address and url_for would read as its own (`_anchor`, `endpoint`) goes.
    """
    typed = {k: v for k, v in request.args.to_dict().items() if k != "endpoint" and not k.startswith("_")}
    query = {**typed, **changes, **(request.view_args or {})}
    return url_for(request.endpoint or "home.today", **{k: v for k, v in query.items() if v is not None})
