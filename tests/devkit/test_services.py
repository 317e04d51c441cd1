"""Several `./dev` of one checkout share the services: the first starts them, the last stops them."""

import pytest

from devkit import services


@pytest.fixture
def log(monkeypatch, tmp_path):
    """What happened to the services, in order; signals are left alone."""
    happened: list[str] = []
    monkeypatch.setattr(services, "LOCAL", tmp_path)
    monkeypatch.setattr(services, "ignore_signals", lambda: None)
    monkeypatch.setattr(services, "start", lambda: happened.append("start") or {})
    monkeypatch.setattr(services, "stop", lambda: happened.append("stop"))
    return happened


def test_one_starts_and_stops(log):
    with services.running():
        assert log == ["start"]
    assert log == ["start", "stop"]


def test_the_last_one_out_turns_off_the_light(log):
    with services.running():
        with services.running():
            pass
        assert "stop" not in log
    assert log.count("stop") == 1


def test_a_failure_inside_stops_them_too(log):
    with pytest.raises(ZeroDivisionError), services.running():
        raise ZeroDivisionError
    assert log == ["start", "stop"]


def test_a_lock_is_held_by_one(tmp_path):
    with open(tmp_path / "lock", "w") as first, open(tmp_path / "lock", "w") as second:
        assert services.try_lock(first)
        assert not services.try_lock(second)


def test_what_the_terminal_sets_wins(monkeypatch, tmp_path):
    monkeypatch.setattr(services.state, "LOCAL", tmp_path)
    monkeypatch.setattr(services.state, "STATE_FILE", tmp_path / "state.json")
    monkeypatch.setenv("SECRET_KEY", "from the terminal")
    assert services.project_environment()["SECRET_KEY"] == "from the terminal"


def test_the_file_for_people_is_private(monkeypatch, tmp_path):
    monkeypatch.setattr(services, "ENVIRONMENT_FILE", tmp_path / ".dev.env")
    names = ["SECRET_KEY", "FIELD_KEY", "ALLOWED_HOSTS", "DEVELOPMENT", "MESSAGING_CHANNEL", "REDIS_URL"]
    services.write_environment_file(dict.fromkeys([*names, "DATABASE_URL"], "x"))
    assert "DATABASE_URL='x'\n" in services.ENVIRONMENT_FILE.read_text()
    assert services.ENVIRONMENT_FILE.stat().st_mode & 0o777 == 0o600
