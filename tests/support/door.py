"""A webhook door of our own on loopback that keeps what was posted, for tests of the fake provider and signatures."""

from __future__ import annotations

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl

Post = tuple[str, dict[str, str], list[tuple[str, str]]]
"""Path with query, headers (lower-case names) and the form's fields."""


class Door:
    """`answer` gives the HTTP status for each post; 0 closes the connection without one."""

    def __init__(self, answer: Callable[[Post], int] = lambda post: 200) -> None:
        self.posts: list[Post] = []
        door, lock = self, threading.Lock()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                size = int(self.headers["Content-Length"])
                form = parse_qsl(self.rfile.read(size).decode(), keep_blank_values=True)
                post = (self.path, {name.lower(): value for name, value in self.headers.items()}, form)
                with lock:
                    door.posts.append(post)
                    status = answer(post)
                if status:
                    self.send_response(status)
                    self.end_headers()

            def log_message(self, *args: object) -> None:
                """Stay quiet: a test's output is for its failures."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
