"""What is wrong with a file, in Chinese: one line for each sentence that the readers of files say in English. Pure."""

from __future__ import annotations

import re

KINDS = {
    "absent": "空",
    "true or false": "真假值",
    "a number": "数字",
    "a number too large": "过大的数",
    "a text": "文字",
    "a list": "列表",
    "an object": "对象",
    "too large a number": "过大的数",
}
PLACES = (
    (r"the file", "文件"),
    (r"standard output", "标准输出"),
    (r"line (\d+) column (\d+)", "第{0}行第{1}列"),
    (r"byte (\d+)", "第{0}个字节"),
)
SENTENCES = (
    (r"must be an object, is (.+)", "应是一个对象，现在是{0}"),
    (r"must be a list, is (.+)", "应是一个列表，现在是{0}"),
    (r"must be a text, is (.+)", "应是文字，现在是{0}"),
    (r"must be a whole number, is (.+)", "应是整数，现在是{0}"),
    (r"must be true or false, is (.+)", "应是 true 或 false，现在是{0}"),
    (r"must be from (-?\d+) to (\d+), is (.+)", "应在{0}到{1}之间，现在是{2}"),
    (r"must be a date like (\S+), is (.+)", "应是 {0} 这样的日期，现在是{1}"),
    (r"must be a number of seconds", "应是秒数"),
    (r"must be ('.+')", "应是 {0}"),
    (r"must not be empty", "不能为空"),
    (r"must name a squad", "至少要写一个中队"),
    (r"names a squad twice", "同一个中队写了两次"),
    (r"must name (\d+) people, one for each post; names (\d+)", "应写{0}个人，每个岗位一人；现在写了{1}个"),
    (r"has no ('.+')", "缺少 {0}"),
    (r"no status (.+)", "没有 {0} 这种状态"),
    (r"no kind of repair (.+)", "没有 {0} 这种办法"),
    (r"holds half a character \(a lone surrogate\)", "有半个字符（单独的代理码位）"),
    (r"holds a number that is too long: thousands of digits", "有一个几千位的数，太长了"),
    (r"is nested too deeply", "层次套得太深"),
    (r"gives the key (.+) twice in one object", "同一个对象里写了两次 {0}"),
    (r"(\S+) is no number: write a whole number, or leave the key out", "{0} 不是数：请写整数，或者去掉这个键"),
    (r"is not JSON: (.+)", "不是 JSON（{0}）"),
    (r"is not UTF-8: open it.*", "不是 UTF-8：请用编辑器打开，另存为 UTF-8"),
    (r"is not UTF-8, by its look (.+?): open it.*", "不是 UTF-8，看起来是 {0}：请用编辑器打开，另存为 UTF-8"),
    (r"cannot be read: (.+)", "读不出来：{0}"),
    (r"cannot be written: (.+)", "写不进去：{0}"),
    (r"cannot be written", "写不进去"),
    (r"no such folder", "没有这个文件夹"),
    (r"is a folder", "是一个文件夹"),
    (r"is the problem itself", "就是题目文件本身"),
    (r"is closed", "已关闭"),
    (r"[Nn]o space left on device", "磁盘已满"),
    (r"kept as it was, for it holds a plan and this search found none", "保持原样：里面有一份安排，而这次没有排出"),
    (r"(.+) is not one of the (\w+)", "{0} 不在 {1} 之中"),
    (r"(.+) is there twice", "{0} 出现了两次"),
    (r"has the date and period of (.+)", "与 {0} 的日期和节次相同"),
    (r"(\S+) already lies in week (\d+)", "{0} 已经在第{1}周"),
    (r"week (\d+) already lies in term (.+)", "第{0}周已经在学期 {1}"),
    (r"(\S+) lies in week (\d+), but (\S+) before it in week (\d+)", "{0} 在第{1}周，而它前面的 {2} 在第{3}周"),
    (r"no slot lies in term (.+)", "没有课时在学期 {0}"),
    (r'"(.+?)" is not a key of this format', "这个格式没有“{0}”这个键"),
    (r'"(.+?)" is not a key of this format; did you mean "(.+?)"\?', "这个格式没有“{0}”这个键；是不是“{1}”？"),
    (r'"(.+?)" is not a key of this format \(and (\d+) more like it\)', "这个格式没有“{0}”这个键（另有{1}处相同）"),
    (
        r'"(.+?)" is not a key of this format; did you mean "(.+?)"\? \(and (\d+) more like it\)',
        "这个格式没有“{0}”这个键；是不是“{1}”？（另有{2}处相同）",
    ),
)


def told(words: str, language: str) -> str:
    """A refusal in the language asked for: zh, or the readers' own English."""
    return in_chinese(words) if language == "zh" else words


def in_chinese(words: str) -> str:
    """A refusal in Chinese, its place before it where it has one; what is not known stays as it is."""
    whole = _said(words, SENTENCES)
    if whole is not None:
        return whole
    place, colon, what = words.partition(": ")
    said = in_chinese(what) if colon else words
    return f"{_said(place, PLACES) or place}：{said}" if colon else words


def _said(words: str, table: tuple[tuple[str, str], ...]) -> str | None:
    for pattern, chinese in table:
        if found := re.fullmatch(pattern, words, re.DOTALL):
            return chinese.format(*(KINDS.get(part, part) for part in found.groups(default="")))
    return None
