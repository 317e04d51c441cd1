"""The commands of `./dev`: what each one needs, in which order."""

import argparse
import os

from devkit import assets, checks, environment, proving, services, site, system
from devkit.places import LOCAL, PYTHON, ROOT
from devkit.processes import call, interrupt_on_signals
from devkit.terminal import Stop, say, say_failure

INTERRUPTED = 130  # what a shell expects after Ctrl-C


def main(arguments: list[str]) -> int:
    """Run one command and return the exit code."""
    os.chdir(ROOT)
    interrupt_on_signals()
    options = parse(arguments)
    try:
        return options.command(options)
    except Stop as refusal:
        say_failure(str(refusal))
        return 1
    except PermissionError as error:
        say_failure(f"No permission for {error.filename}: was ./dev used here before as another user?")
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED


def parse(arguments: list[str]) -> argparse.Namespace:
    """Our own options; what follows a command of PASSING_ON belongs to the tool behind it, untouched."""
    if arguments and arguments[0] in PASSING_ON:
        return argparse.Namespace(command=COMMANDS[arguments[0]][0], rest=arguments[1:])
    parser = argparse.ArgumentParser(prog="./dev", description="Everything one does with this project.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    parsers = {name: commands.add_parser(name, help=sentence) for name, (_, sentence) in COMMANDS.items()}
    for name, (function, _) in COMMANDS.items():
        parsers[name].set_defaults(command=function)
    parsers["run"].add_argument("--check", action="store_true", help="prove that every part works, then stop")
    parsers["run"].add_argument("--host", default="127.0.0.1", help="listen on another address")
    parsers["run"].add_argument("--port", type=int, default=8000, help="the first port to try")
    look_options(parsers["look"])
    return parser.parse_args(arguments)


def look_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--only", default="", help="pages whose app, route or person has this in its name")
    parser.add_argument("--sizes", default="375,1280,200", help="widths in px; 200 is 1280 px with twice the text")
    parser.add_argument("--sample", type=int, default=0, help="only so many pages, chosen by the seed")
    parser.add_argument("--seed", type=int, default=0, help="which pages are the sample")


def set_up(*extra: system.SystemPackage) -> None:
    """Packages of the system, of Python and of the pages; quick when all are there. One `./dev` at a time."""
    with services.one_at_a_time("set-up", otherwise="Waiting for another ./dev that sets this checkout up"):
        system.ensure([*system.DOCUMENTS, *extra])
        environment.ensure()
        assets.ensure()


def run(options: argparse.Namespace) -> int:
    set_up()
    with services.running() as variables:
        if running := site.find_running():
            return join(running, options, variables)
        with services.one_at_a_time("site", otherwise="Waiting for another ./dev run of this checkout"):
            site.prepare(variables)
            return serve(options, variables)


def serve(options: argparse.Namespace, variables: dict[str, str]) -> int:
    with site.serving(variables, options.host, options.port) as (here, supervisor):
        if options.check:
            return site.check(here, variables)
        site.say_welcome(here, variables)
        try:
            return supervisor.watch()
        except KeyboardInterrupt:
            return 0


def join(running: site.Site, options: argparse.Namespace, variables: dict[str, str]) -> int:
    """Another `./dev run` already serves this checkout: check that one, or say where it is."""
    if options.check:
        return site.check(running, variables)
    raise Stop(f"This checkout is already served at {running.address}.")


def test(options: argparse.Namespace) -> int:
    set_up(*system.TESTS)
    assets.ensure_tools()
    alone = services.one_at_a_time("test", otherwise="Waiting for another ./dev test of this checkout")
    with alone, services.running() as variables:
        return call([PYTHON, "-m", "pytest", *(options.rest or ["-n", "2"])], variables)


def look(options: argparse.Namespace) -> int:
    """Photographs and measures the pages; says where the pictures lie, whatever it found."""
    set_up(*system.TESTS)
    assets.ensure_tools()
    asked = [f"--look-{name}={getattr(options, name)}" for name in ("only", "sizes", "sample", "seed")]
    alone = services.one_at_a_time("test", otherwise="Waiting for another ./dev test of this checkout")
    with alone, services.running() as variables:
        code = call([PYTHON, "-m", "pytest", "-q", "-p", "no:xdist", "tests/look/every_page.py", *asked], variables)
    say(f"Pictures, and contact sheets for eyes: {LOCAL / 'look'}")
    result = LOCAL / "look" / "result.txt"
    say("; ".join(result.read_text().splitlines()) if result.exists() else "The look broke off.")
    return code


def check(options: argparse.Namespace) -> int:
    set_up()
    with services.running() as variables:
        return checks.run(variables)


def fix(options: argparse.Namespace) -> int:
    environment.ensure()
    return checks.fix()


def bench(options: argparse.Namespace) -> int:
    return with_services("-m", "bench", *options.rest)


def mutate(options: argparse.Namespace) -> int:
    return with_services("-m", "devkit.mutation", *options.rest)


def rehearse(options: argparse.Namespace) -> int:
    return with_services("-m", "rehearsal", *options.rest)


def prove(options: argparse.Namespace) -> int:
    return proving.run(options.rest)


def docs(options: argparse.Namespace) -> int:
    return with_services("manage.py", "generate_docs", *options.rest)


def manage(options: argparse.Namespace) -> int:
    return with_services("manage.py", *options.rest)


def with_services(*arguments: str) -> int:
    """Run Python in the project with both services up."""
    set_up()
    with services.running() as variables:
        return call([PYTHON, *arguments], variables)


COMMANDS = {
    "run": (run, "set everything up and serve the demo on 127.0.0.1; Ctrl-C stops it"),
    "test": (test, "set everything up and run the tests; arguments go to pytest"),
    "look": (look, "photograph every page at three sizes and name what is wrong with it"),
    "check": (check, "style, layers, types, migrations, generated documents, compose file"),
    "fix": (fix, "mend style and format"),
    "bench": (bench, "measure, as docs/performance.md says; arguments go to bench"),
    "mutate": (mutate, "tell small lies about the product and see whether the tests notice (docs/testing.md)"),
    "rehearse": (rehearse, "let invented counties live a while, and ask every evening what must be true"),
    "prove": (prove, "run the long proofs, or those named, and write their results into docs/proofs.md"),
    "docs": (docs, "write the generated documents"),
    "manage": (manage, "run a management command with the services up"),
}
PASSING_ON = ("test", "bench", "mutate", "rehearse", "prove", "docs", "manage")
