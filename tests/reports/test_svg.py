from careplan.reports.svg import tidy

SOURCE = """<svg width="10" height="10" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10">
<defs><pattern id="zr9-p1"><rect width="1" height="1" onclick="x()"/></pattern></defs><style>.a{fill:red}</style><script>alert(1)</script>
<foreignObject><p>x</p></foreignObject><image xlink:href="file:///etc/passwd"/><a href="http://x"><text>no</text></a>
<rect fill="url(#zr9-p1)" stroke="url(http://x/y)" class="a"/><text style="font:bold 12px Noto Sans;fill:#222">甲&lt;</text></svg>"""


def test_tidy_keeps_only_what_we_know() -> None:
    result = tidy(SOURCE, title="图 <1>", prefix="f1")
    for word in ("style", "script", "foreignObject", "image", "file:", "http://x", "onclick", "class="):
        assert word not in result


def test_tidy_puts_the_title_first() -> None:
    result = tidy(SOURCE, title="图 <1>", prefix="f1")
    assert result.partition(">")[2].lstrip().startswith("<title>图 &lt;1&gt;</title>")


def test_tidy_names_ids_anew_with_their_references() -> None:
    result = tidy(SOURCE, title="t", prefix="f7")
    assert 'id="f7-0"' in result
    assert 'fill="url(#f7-0)"' in result


def test_tidy_turns_style_into_attributes() -> None:
    result = tidy(SOURCE, title="t", prefix="f1")
    assert 'font-weight="bold"' in result and 'font-size="12px"' in result and 'fill="#222"' in result
