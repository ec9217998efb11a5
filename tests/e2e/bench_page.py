"""A page with every behaviour of the front end on it, served under the program's own content policy."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, jsonify, request
from werkzeug.serving import make_server

from careplan.web.headers import install_headers
from tools.places import DIST

PAGE = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><title>Behaviours</title>
<meta name="csrf-token" content="the-token" data-user="7">
<link rel="icon" href="data:,"><link rel="stylesheet" href="/static/app.css"><link rel="stylesheet" href="/static/calendar.css">
<script src="/static/app.js" defer></script><script src="/static/calendar.js" defer></script></head>
<body><main><h1>Behaviours</h1>
<form id="remove" method="post" action="/told" data-confirm="真的要撤销吗？"><button name="what" value="remove">撤销</button></form>
<form id="choose" method="get" action="/"><label for="size">大小</label>
<select id="size" name="size" data-autosubmit><option value="1">一</option><option value="2">二</option></select></form>
<form id="note" method="post" action="/told" data-guard-unsaved><input type="hidden" name="csrf_token" value="old">
<label for="what">情况</label><input id="what" name="what"><button>保存</button></form>
<label for="leader">负责人</label>
<select id="leader" data-combobox><option value="">请选择</option><option>李翀</option><option>王堃</option></select>
<button id="ask" hx-post="/part" hx-target="#part">取</button><div id="part"></div>
<form id="plan" method="get" action="/" data-repeatable><label for="squad">中队</label>
<select id="squad" name="squad"><option value="">全部</option><option value="s1">一（1）</option></select></form>
<nav><a href="/slow/4">慢页</a> <a href="/slow/20">极慢页</a></nav>
<template id="patience" data-places="/slow/4 /slow/20 "><div class="patience" role="status"><span data-seconds>0</span><button type="button">停止</button></div></template>
<div data-calendar data-events-url="/events" data-date="2026-11-02" data-view="dayGridWeek" data-filters="#plan"></div>
</main></body></html>"""


def make_app() -> Flask:
    app = Flask("behaviours", static_folder=str(DIST), static_url_path="/static")
    install_headers(app)
    told: list[str] = []

    @app.get("/")
    def page() -> str:
        return PAGE.format(lang=request.args.get("lang", "zh-CN"))

    @app.get("/slow/<int:seconds>")
    def slow(seconds: int) -> str:
        time.sleep(seconds)
        return "<!doctype html><title>slow</title><link rel=icon href='data:,'><h1>Slow</h1>"

    @app.post("/told")
    def tell() -> str:
        told.append(" ".join(filter(None, (request.form["what"], request.form.get("csrf_token")))))
        return f"<!doctype html><title>told</title><link rel=icon href='data:,'><p id=told>{' '.join(told)}</p>"

    @app.get("/accounts/still-in")
    def still_in() -> dict[str, object]:
        return {"user": app.config.get("IN", 7), "csrf": "new"}

    @app.get("/in/<who>")
    def change(who: str) -> str:
        app.config["IN"] = int(who) or None
        return "changed"

    @app.post("/part")
    def part() -> tuple[str, int]:
        return f"<p id=token>{request.headers.get('X-CSRFToken')}</p>", 422

    @app.get("/events")
    def events():  # type: ignore[no-untyped-def]
        squad = request.args.get("squad", "")
        title = f"{squad or '全校'} {request.args['start']}—{request.args['end']}"
        start, end = "2026-11-03T14:00:00", "2026-11-03T14:40:00"
        return jsonify(
            [{"id": "1", "title": title, "start": start, "end": end, "url": "/?opened=1", "detail": "14:00 室内"}]
        )

    return app


@contextmanager
def served() -> Iterator[str]:
    """The page's address on this machine."""
    server = make_server("127.0.0.1", 0, make_app(), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
