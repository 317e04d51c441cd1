"""How the terminal's words reach the tools behind the commands, and how a refusal looks."""

import pytest

from devkit import commands
from devkit.terminal import Stop


@pytest.fixture(autouse=True)
def leave_signals_alone(monkeypatch):
    monkeypatch.setattr(commands, "interrupt_on_signals", lambda: None)


def test_arguments_of_pytest_pass_untouched():
    options = commands.parse(["test", "-k", "walls", "--", "-x", "tests/test_walls.py"])
    assert options.command is commands.test
    assert options.rest == ["-k", "walls", "--", "-x", "tests/test_walls.py"]


def test_run_knows_its_own_options():
    options = commands.parse(["run", "--check", "--port", "9000"])
    assert (options.command, options.check, options.port, options.host) == (commands.run, True, 9000, "127.0.0.1")


def test_look_at_everything_or_at_a_choice():
    everything, some = commands.parse(["look"]), commands.parse(["look", "--only", "providers", "--sizes", "375"])
    assert (everything.only, everything.sizes, everything.sample) == ("", "375,1280,200", 0)
    assert (some.command, some.only, some.sizes) == (commands.look, "providers", "375")


@pytest.mark.parametrize("words", [[], ["fly"], ["run", "--quickly"], ["check", "everything"]])
def test_unknown_words_are_refused(words, capsys):
    with pytest.raises(SystemExit) as refusal:
        commands.parse(words)
    assert refusal.value.code == 2


def test_a_refusal_is_one_sentence(monkeypatch, capsys):
    def refuse(options):
        raise Stop("There is no network.")

    monkeypatch.setitem(commands.COMMANDS, "docs", (refuse, ""))
    assert commands.main(["docs"]) == 1
    assert capsys.readouterr().err == "✗ There is no network.\n"


def test_ctrl_c_ends_like_a_shell_expects(monkeypatch):
    def interrupted(options):
        raise KeyboardInterrupt

    monkeypatch.setitem(commands.COMMANDS, "docs", (interrupted, ""))
    assert commands.main(["docs"]) == commands.INTERRUPTED
