"""A file with a Chinese name has a plain one beside it, wherever it is sent from."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask import Flask, send_file
from werkzeug.http import parse_options_header

from careplan.web.downloads import install_downloads


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("年度工作报告-20261121-1.pdf", "reports-20261121-1.pdf"),
        ("指标集-2026—2027学年-第2版.xlsx", "reports-2026-2027-2.xlsx"),
        ("学生名册模板.xlsx", "reports.xlsx"),
        ("名 “A” b.docx", "reports-A-b.docx"),
        ("公开数据.p—df", "reports.pdf"),
    ],
)
def test_chinese_name_has_a_plain_one_beside_it(name: str, plain: str) -> None:
    said = disposition(name)
    assert said.startswith("attachment; filename=" + plain + "; filename*=UTF-8''")
    assert parse_options_header(said)[1]["filename"] == name


def test_plain_name_stays_as_it_is() -> None:
    assert disposition("certificate-7.pdf") == "attachment; filename=certificate-7.pdf"


def disposition(name: str) -> str:
    app = Flask("files")
    install_downloads(app)
    app.add_url_rule("/", "reports.download", lambda: send_file(BytesIO(b"x"), "a/b", True, name))
    return app.test_client().get("/").headers["Content-Disposition"]
