"""How a packet is laid out on paper."""

from __future__ import annotations

from careplan.passing.document import Packet, unbroken


def test_short_columns_keep_one_line_and_long_ones_share_the_rest() -> None:
    packet = Packet(
        number=1, tier="report", title="表", school="校", recipient="局", purpose="", basis="", made_on="", expires_on="",
        mark="", notes=(), file_name="", columns=("姓名", "身份证号（部分）", "监护人电话", "现住址"),
        rows=(("单于家铭", "999903********0010", "父亲 10054449382；母亲 10089996825", "清源县青石镇集镇社区7组"),),
    )  # fmt: skip
    assert unbroken(packet) == {0, 1}
