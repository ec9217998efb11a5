from careplan.reports.chart_options import option
from careplan.reports.charts import Bars, ChartSpec, Donut, HeatMap, Lines, Series, table_of

SPECS: tuple[ChartSpec, ...] = (
    Bars(("一", "二"), (Series("甲", (1, None)), Series("乙", (3, 4))), "次"),
    Bars(("一", "二"), (Series("甲", (1, None)),), "%", lying=True, maximum=100),
    Bars(("一", "二"), (Series("甲", (1, 2)), Series("乙", (3, 4))), stacked=True),
    Lines(("9月", "10月"), (Series("甲", (1, None)),)),
    Donut((("甲", 1), ("乙", 2)), "人"),
    HeatMap(("甲",), ("一", "二"), ((None, 3),), "次"),
)


def test_labels_have_no_outline_which_would_hide_them_in_print() -> None:
    for spec in SPECS:
        for series in option(spec)["series"]:
            assert series["label"]["show"] is True
            assert series["label"]["textBorderWidth"] == 0


def test_bars_are_told_apart_without_colour() -> None:
    assert option(SPECS[0])["aria"]["decal"]["show"] is True
    dashes = [
        series["lineStyle"]["type"]
        for series in option(Lines(("9月",), tuple(Series(str(i), (1,)) for i in range(4))))["series"]
    ]
    assert len({str(dash) for dash in dashes}) == 4


def test_no_data_is_a_gap_and_never_zero() -> None:
    assert option(SPECS[0])["series"][0]["data"] == [1, "-"]
    assert option(SPECS[3])["series"][0]["data"] == [1, "-"]
    assert option(SPECS[1])["yAxis"]["data"] == ["一", "二（无数据）"]
    assert option(SPECS[5])["series"][0]["data"][0]["label"]["formatter"] == "无数据"


def test_table_of_says_no_data_in_words() -> None:
    assert table_of(SPECS[0]) == [["", "甲", "乙"], ["一", "1次", "3次"], ["二", "无数据", "4次"]]
    assert table_of(SPECS[4]) == [["", "数量"], ["甲", "1人"], ["乙", "2人"]]
    assert table_of(SPECS[5]) == [["", "一", "二"], ["甲", "无数据", "3次"]]
