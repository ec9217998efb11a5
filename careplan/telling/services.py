"""The services through which messages go out: their own hosts and no others, and what a school enters for each. Pure.

A school pastes a robot's address as the service shows it; only its key is kept. An address of another host, with a
port, a user, or anything beside the key is refused: nobody can make the server call a place of their choice.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

GROUP_BYTES = {"dingtalk": 6000, "wecom": 2000, "feishu": 9000}
"""A post's most bytes of UTF-8. DingTalk takes 20,000 of JSON, in which a Chinese character is six; WeCom 2,048 of
text; Feishu 20,000 of JSON with the characters as they are."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """A channel as the door needs it. key: the robot's key or the mail account's password."""

    kind: str
    key: str
    signature: str = ""
    host: str = ""
    account: str = ""
    sender: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of it. reason: "" taken · refused · unreachable · forbidden (another host) · login · broken."""

    reason: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Robot:
    """A chat service's robot. key_in: the query's name of the key, "" where it is the end of the path."""

    code: str
    hosts: frozenset[str]
    path: str
    key_in: str
    key: re.Pattern[str]
    example: str


ROBOTS: Mapping[str, Robot] = {
    one.code: one
    for one in (
        Robot(
            "dingtalk",
            frozenset({"oapi.dingtalk.com"}),
            "/robot/send",
            "access_token",
            re.compile(r"[A-Za-z0-9]{16,128}"),
            "https://oapi.dingtalk.com/robot/send?access_token=…",
        ),
        Robot(
            "wecom",
            frozenset({"qyapi.weixin.qq.com"}),
            "/cgi-bin/webhook/send",
            "key",
            re.compile(r"[A-Za-z0-9_-]{16,64}"),
            "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…",
        ),
        Robot(
            "feishu",
            frozenset({"open.feishu.cn"}),
            "/open-apis/bot/v2/hook/",
            "",
            re.compile(r"[A-Za-z0-9_-]{16,64}"),
            "https://open.feishu.cn/open-apis/bot/v2/hook/…",
        ),
    )
}
MAIL = "mail"
KINDS = (*ROBOTS, MAIL)
SIGNATURE = re.compile(r"SEC[A-Za-z0-9]{16,128}")
"""What DingTalk calls 加签."""

MAIL_HOSTS: Mapping[str, str] = {
    "smtp.qq.com": "QQ邮箱 QQ Mail",
    "smtp.exmail.qq.com": "腾讯企业邮 Tencent Exmail",
    "smtp.163.com": "网易163邮箱 NetEase 163",
    "smtp.126.com": "网易126邮箱 NetEase 126",
    "smtp.qiye.aliyun.com": "阿里企业邮箱 Alibaba Mail",
    "smtp.139.com": "中国移动139邮箱 China Mobile 139",
    "smtp.189.cn": "中国电信189邮箱 China Telecom 189",
}
"""The mail services a school can choose; all of them take encrypted connections at port 465."""
MAIL_PORT = 465
MAIL_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63}){1,4}")


def robot_key(kind: str, address: str) -> str | None:
    """The key in a robot's address as its service shows it, None where it is not such an address."""
    robot = ROBOTS[kind]
    try:
        parts = urlsplit(address)
        plain = parts.scheme == "https" and parts.netloc in robot.hosts and not parts.fragment
    except ValueError:
        return None
    if not plain:
        return None
    key = (
        _key_of_query(robot, parts.path, parts.query) if robot.key_in else _key_of_path(robot, parts.path, parts.query)
    )
    return key if key and robot.key.fullmatch(key) else None


def _key_of_query(robot: Robot, path: str, query: str) -> str | None:
    try:
        given = parse_qs(query, strict_parsing=True, max_num_fields=3)
    except ValueError:
        return None
    if path != robot.path or set(given) != {robot.key_in} or len(given[robot.key_in]) != 1:
        return None
    return given[robot.key_in][0]


def _key_of_path(robot: Robot, path: str, query: str) -> str | None:
    if query or not path.startswith(robot.path):
        return None
    return path.removeprefix(robot.path).removesuffix("/")


def is_own_host(kind: str, host: str) -> bool:
    """Whether the service of this kind answers under this name."""
    return host in MAIL_HOSTS if kind == MAIL else kind in ROBOTS and host in ROBOTS[kind].hosts


def is_mail_address(text: str) -> bool:
    """A plain address: no name beside it, no second one."""
    return bool(MAIL_ADDRESS.fullmatch(text))
