"""The phrases of which messages are made, in both languages. Pure.

They stand here and not among the pages' words: a message speaks the receiver's language, not the reader's of the page.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    """What a message says; braces are filled in."""

    greeting: str
    head: str
    first_head: str
    sudden_head: str
    rest: str
    please: str
    added: str
    take_over: str
    joined: str
    parted: str
    joins: str
    parts: str
    back: str
    dropped: str
    relieved: str
    moved: str
    changed: str
    place: str
    place_changed: str
    post: str
    post_changed: str
    post_new: str
    post_gone: str
    you_are: str
    you: str
    what: str
    many: str
    when: str
    comma: str
    listed: str
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    subject: str
    test: str


DEMO_MARK = "【演示】"
"""Before whatever leaves an invented school."""

PHRASES = {
    "zh": Phrases(
        greeting="{name}老师，您好：",
        head="活动安排有调整（第{number}版），与您有关的有{count}处：",
        sudden_head="有活动临时变动，与您有关的有{count}处：",
        first_head="活动安排已发布（第{number}版），与您有关的活动有{count}次，最近的是：",
        rest="其余{count}次请在系统的“队日活动”里查看。",
        please="看到后，请在系统首页点一下“收到”，谢谢！",
        added="【新增】",
        take_over="【接手】",
        joined="【合并】您的中队一起参加：",
        parted="【不再合并】{when}，{what}，您的中队不去参加了",
        joins="{squads}也来一起参加",
        parts="{squads}不再来参加",
        back="【恢复】",
        dropped="【取消】{when}，{what}不再安排",
        relieved="【换人】{when}，{what}不用您参加了，{posts}",
        moved="【改期】{what}，由{before}改到{after}，",
        changed="【变动】{when}，{what}，",
        place="地点：{venue}",
        place_changed="地点由{before}改为{after}",
        post="{role}：{people}",
        post_changed="{role}由{before}改为{after}",
        post_new="新增{role}：{after}",
        post_gone="不再设{role}（原为{before}）",
        you_are="您担任{roles}",
        you="您",
        what="{squads}“{title}”",
        many="{first}等{count}个中队",
        when="{month}月{day}日（周{weekday}）第{lessons}节",
        comma="，",
        listed="、",
        weekdays=("一", "二", "三", "四", "五", "六", "日"),
        months=(),
        subject="活动安排通知（第{number}版）",
        test="这是一条测试消息：活动安排的通知会发到这里。收到即表示设置成功。",
    ),
    "en": Phrases(
        greeting="Dear {name},",
        head="The schedule of sessions has changed (version {number}). For you ({count}):",
        sudden_head="A session has changed at short notice. For you ({count}):",
        first_head="The schedule of sessions is out (version {number}). You have {count} sessions; the next are:",
        rest="The other {count} stand in your list of sessions.",
        please="Please tap “Got it” on the first page once you have read this. Thank you!",
        added="New: ",
        take_over="You take over: ",
        joined="Merged, your squad takes part in: ",
        parted="No longer merged: {when}, {what}, your squad does not go there",
        joins="{squads} takes part too",
        parts="{squads} does not take part any more",
        back="Takes place after all: ",
        dropped="Dropped: {when}, {what} does not take place",
        relieved="No longer yours: {when}, {what}, {posts}",
        moved="Moved: {what}, from {before} to {after}, ",
        changed="Changed: {when}, {what}, ",
        place="place: {venue}",
        place_changed="place {after} instead of {before}",
        post="{role}: {people}",
        post_changed="{role} {after} instead of {before}",
        post_new="new post {role}: {after}",
        post_gone="no {role} any more (was {before})",
        you_are="you are {roles}",
        you="you",
        what="{squads} “{title}”",
        many="{first} and {more} more squads",
        when="{weekday} {day} {month}, lesson {lessons}",
        comma=", ",
        listed=", ",
        weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
        months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
        subject="Schedule of sessions, version {number}",
        test="This is a test message: notices of the schedule will come here. If you read this, it works.",
    ),
}
