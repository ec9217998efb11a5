"""The services' places taken by servers on this machine: what they are sent is kept, what they answer is chosen.

There is no network where these tests run, so the real services are never called: the libraries' own requests come here.
"""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from careplan.telling import service_door, services

PATHS = {
    "dingtalk": "/robot/send?access_token={token}",
    "wecom": "/cgi-bin/webhook/send?key={key}",
    "feishu": "/open-apis/bot/v2/hook/{token}",
}


@dataclass
class ChatService:
    """One server for the three chat services. answer: (status, body, headers) of the next posts."""

    origin: str = ""
    status: int = 200
    body: str = '{"errcode": 0, "code": 0}'
    headers: dict[str, str] = field(default_factory=dict)
    posts: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    gets: list[str] = field(default_factory=list)

    @property
    def texts(self) -> list[str]:
        return [(body.get("text") or body.get("content") or {}).get("content") or body["content"]["text"]
                for _path, body in self.posts]  # fmt: skip


@contextmanager
def chat_service(monkeypatch: pytest.MonkeyPatch) -> Iterator[ChatService]:
    """Until the end of the block the chat services' addresses lead here."""
    chat = ChatService()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            chat.posts.append((self.path, json.loads(self.rfile.read(length))))
            self._answer()

        def do_GET(self) -> None:
            chat.gets.append(self.path)
            self._answer()

        def _answer(self) -> None:
            data = chat.body.encode()
            self.send_response(chat.status)
            for name, value in {**chat.headers, "Content-Length": str(len(data))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_words: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    chat.origin = f"http://127.0.0.1:{server.server_port}"
    for kind, plugin in service_door.PLUGINS.items():
        monkeypatch.setitem(service_door.ORIGINS, kind, frozenset({chat.origin}))
        monkeypatch.setattr(plugin, "notify_url", chat.origin + PATHS[kind])
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield chat
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def mail_service(monkeypatch: pytest.MonkeyPatch, *, lets_in: bool = True) -> Iterator[list[str]]:
    """A mail server for plain connections; yields what it was sent."""
    mails: list[str] = []
    listener = socket.create_server(("127.0.0.1", 0))
    monkeypatch.setattr(services, "MAIL_HOSTS", {**services.MAIL_HOSTS, "127.0.0.1": "here"})
    way = {"port": listener.getsockname()[1], "secure": False, "secure_mode": "insecure"}
    monkeypatch.setattr(service_door, "MAIL_WAY", way)
    thread = threading.Thread(target=_serve, args=(listener, mails, lets_in), daemon=True)
    thread.start()
    try:
        yield mails
    finally:
        listener.close()


def _serve(listener: socket.socket, mails: list[str], lets_in: bool) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with connection, connection.makefile("rwb") as line:
            _talk(line, mails, lets_in)


def _talk(line: Any, mails: list[str], lets_in: bool) -> None:
    def say(words: str) -> None:
        line.write(words.encode() + b"\r\n")
        line.flush()

    answers: dict[str, Callable[[], None]] = {
        "EHLO": lambda: say("250-here\r\n250 AUTH PLAIN LOGIN"),
        "AUTH": lambda: say("235 in" if lets_in else "535 Login Fail. Please enter your authorization code"),
        "DATA": lambda: say("354 go on"),
        "QUIT": lambda: say("221 bye"),
    }
    say("220 here")
    for raw in line:
        verb = raw.decode().strip().upper()[:4]
        answers.get(verb, lambda: say("250 ok"))()
        if verb == "DATA":
            mails.append(_until_dot(line))
            say("250 taken")
        if verb == "QUIT":
            return


def _until_dot(line: Any) -> str:
    found = []
    for raw in line:
        if raw.rstrip() == b".":
            break
        found.append(raw.decode())
    return "".join(found)
