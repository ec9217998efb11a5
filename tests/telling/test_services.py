"""Only a service's own addresses are taken, and of them only the key."""

from __future__ import annotations

import pytest

from careplan.telling.services import is_mail_address, is_own_host, robot_key

KEY = "0123456789abcdefABCDEF0123456789"


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        ("dingtalk", f"https://oapi.dingtalk.com/robot/send?access_token={KEY}"),
        ("wecom", f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}"),
        ("feishu", f"https://open.feishu.cn/open-apis/bot/v2/hook/{KEY}"),
    ],
)
def test_the_key_is_found_in_an_address_as_the_service_shows_it(kind: str, address: str) -> None:
    assert robot_key(kind, address) == KEY


@pytest.mark.parametrize(
    "address",
    [
        f"http://oapi.dingtalk.com/robot/send?access_token={KEY}",
        f"https://oapi.dingtalk.com:8443/robot/send?access_token={KEY}",
        f"https://evil.cn@oapi.dingtalk.com/robot/send?access_token={KEY}",
        f"https://oapi.dingtalk.com@evil.cn/robot/send?access_token={KEY}",
        f"https://oapi.dingtalk.com.evil.cn/robot/send?access_token={KEY}",
        f"https://127.0.0.1/robot/send?access_token={KEY}",
        f"https://169.254.169.254/robot/send?access_token={KEY}",
        f"https://[::1]/robot/send?access_token={KEY}",
        f"https://oapi.dingtalk.com/robot/send/../x?access_token={KEY}",
        f"https://oapi.dingtalk.com/robot/send?access_token={KEY}&redirect=yes",
        f"https://oapi.dingtalk.com/robot/send?access_token={KEY}&access_token={KEY}",
        f"https://oapi.dingtalk.com/robot/send?access_token={KEY}#x",
        "https://oapi.dingtalk.com/robot/send?access_token=a%2Fb",
        "https://oapi.dingtalk.com/robot/send",
        "https://[oapi.dingtalk.com/robot/send?access_token=x",
        "dingtalk://token",
        "²",
    ],
)
def test_every_other_address_is_refused(address: str) -> None:
    assert robot_key("dingtalk", address) is None


def test_a_path_of_feishu_is_its_own_and_nothing_more() -> None:
    assert robot_key("feishu", f"https://open.feishu.cn/open-apis/bot/v2/hook/{KEY}/../{KEY}") is None
    assert robot_key("feishu", f"https://open.feishu.cn/open-apis/bot/v2/hook/{KEY}?x=1") is None


def test_mail_goes_through_the_mail_services_offered() -> None:
    assert is_own_host("mail", "smtp.qq.com")
    assert not is_own_host("mail", "127.0.0.1") and not is_own_host("mail", "oapi.dingtalk.com")
    assert not is_own_host("sms", "smtp.qq.com")


@pytest.mark.parametrize(
    "text", ["a", "a@b", "a@b.cn,c@d.cn", "A <a@b.cn>", "a@b.cn\nBcc: c@d.cn", "@b.cn", "a b@c.cn"]
)
def test_one_plain_mail_address_or_none(text: str) -> None:
    assert is_mail_address("li.ming+1@school.edu.cn") and not is_mail_address(text)
