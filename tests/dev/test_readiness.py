import http.server
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from poshmark.dev import ports, readiness

Answers = list[tuple[int, object]]


@contextmanager
def _site(answers: Answers) -> Iterator[int]:
    """A site that gives these answers in turn, the last one again and again."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = answers.pop(0) if len(answers) > 1 else answers[0]
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer((ports.HOST, 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


def test_the_missing_parts_are_named() -> None:
    with _site([(503, {"missing": ["worker", "model"]})]) as port:
        assert readiness.missing_parts(port) == ("worker", "model")


def test_nothing_is_missing_on_200() -> None:
    with _site([(200, {"missing": []})]) as port:
        assert readiness.missing_parts(port) == ()


@pytest.mark.parametrize("answer", [(404, "no"), (500, {"other": 1}), (503, None)])
def test_an_answer_that_is_not_readyz_means_web_is_missing(answer: tuple[int, object]) -> None:
    with _site([answer]) as port:
        assert readiness.missing_parts(port) == ("web",)


def test_nobody_there_means_web_is_missing() -> None:
    assert readiness.missing_parts(ports.free_port()) == ("web",)


def test_it_waits_until_all_is_there() -> None:
    looks: list[int] = []
    with _site([(503, {"missing": ["beat"]}), (200, {"missing": []})]) as port:
        assert readiness.wait(port, meanwhile=lambda: looks.append(1)) == ()

    assert looks == [1]


def test_it_gives_up_and_says_what_is_missing() -> None:
    with _site([(503, {"missing": ["model"]})]) as port:
        assert readiness.wait(port, meanwhile=lambda: None, patience=0) == ("model",)
