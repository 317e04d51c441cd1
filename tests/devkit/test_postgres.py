"""Which binaries, and where the data goes, so that an unprivileged user can run the server."""

import pytest

from devkit import postgres


def test_a_private_folder_is_out_of_reach_for_others(tmp_path):
    private = tmp_path / "private" / "inside"
    private.mkdir(parents=True)
    private.parent.chmod(0o700)
    assert not postgres.others_can_reach(private)


def test_a_public_folder_is_within_reach():
    assert postgres.others_can_reach(postgres.Path("/usr/bin"))


@pytest.mark.parametrize(
    ("major", "expected"),
    [(15, ["--locale=C.UTF-8"]), (18, ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"])],
)
def test_the_same_order_on_every_version(monkeypatch, major, expected):
    monkeypatch.setattr(postgres, "major_version", lambda folder: major)
    assert postgres.Cluster(postgres.Path("/opt")).collation() == expected


def test_the_version_is_read_from_the_binary(monkeypatch):
    monkeypatch.setattr(postgres, "output_of", lambda command: "postgres (PostgreSQL) 18.6")
    assert postgres.major_version(postgres.Path("/opt")) == 18


def test_a_server_that_never_started_is_not_running(monkeypatch, tmp_path):
    monkeypatch.setattr(postgres.Cluster, "data", tmp_path)
    assert not postgres.Cluster(postgres.Path("/opt")).is_running()
