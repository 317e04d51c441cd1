"""Ports, passwords and keys are made once, kept private, and replaced only when they no longer serve."""

import socket

import pytest

from devkit import state


@pytest.fixture(autouse=True)
def own_folder(monkeypatch, tmp_path):
    monkeypatch.setattr(state, "LOCAL", tmp_path)
    monkeypatch.setattr(state, "STATE_FILE", tmp_path / "state.json")


@pytest.fixture
def taken_port():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_a_secret_is_made_once():
    assert state.secret("app_password") == state.secret("app_password")
    assert len(state.secret("app_password")) == 64
    assert state.secret("app_password") != state.secret("owner_password")


def test_only_we_may_read_the_state():
    state.secret("app_password")
    assert state.STATE_FILE.stat().st_mode & 0o777 == 0o600


def test_a_port_is_chosen_once():
    assert state.port("postgres_port") == state.port("postgres_port")


def test_a_port_that_a_stranger_took_is_replaced(taken_port):
    state.write({"postgres_port": taken_port})
    chosen = state.port("postgres_port")
    assert chosen != taken_port
    assert state.read()["postgres_port"] == chosen


def test_the_next_free_port_is_taken(taken_port):
    assert state.free_port(taken_port) > taken_port
