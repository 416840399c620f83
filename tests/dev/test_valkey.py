import os
import signal

import pytest
import redis

from poshmark.dev import valkey
from poshmark.dev.places import Places
from tests.dev.processes import gone


def test_it_keeps_its_data_over_a_kill(places: Places) -> None:
    with valkey.running(places) as (url, server):
        with redis.Redis.from_url(url) as client:
            client.set("kept", "yes")
            client.waitaof(1, 0, 5000)
        os.kill(server.process.pid, signal.SIGKILL)
        assert gone(server.process.pid)

    with valkey.running(places) as (url, server), redis.Redis.from_url(url) as client:
        assert client.get("kept") == b"yes"

    assert server.ended == 0


def test_it_starts_after_its_last_write_was_cut_short(places: Places) -> None:
    with valkey.running(places) as (url, _server), redis.Redis.from_url(url) as client:
        client.set("first", "1")
    (newest,) = (places.valkey / "appendonlydir").glob("*.incr.aof")
    newest.write_bytes(newest.read_bytes() + b"*3\r\n$3\r\nSET\r\n$6\r\nsec")

    with valkey.running(places) as (url, _server), redis.Redis.from_url(url) as client:
        assert client.get("first") == b"1"


def test_it_lets_nobody_in_without_the_password(places: Places) -> None:
    with valkey.running(places, throwaway=True) as (url, _server):
        without = url.replace(f":{places.secret('valkey')}@", "")

        with (
            redis.Redis.from_url(without) as client,
            pytest.raises(redis.AuthenticationError),
        ):
            client.ping()


def test_it_listens_on_loopback_and_evicts_nothing(places: Places) -> None:
    text = valkey.configuration(places.valkey, port=1234, password="secret")

    assert "bind 127.0.0.1\n" in text
    assert "port 1234\n" in text
    assert "requirepass secret\n" in text
    assert "maxmemory-policy noeviction\n" in text
    assert "appendonly yes\n" in text
