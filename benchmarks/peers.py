"""essaytool beside its peers, on one book in one run: extracting it, and making Markdown of full catalogs.

Peers are installed in environments of their own, as `peers.toml` pins them, below a folder that git ignores;
what cannot be had is said and left out. The table goes into docs/speed.md. Ratios are of processor time,
which other work on the machine disturbs least. The fastest peer is the fastest by its own commands; of a peer
whose commands take one file, the library is measured as well, called for all files from one process.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polib
from rig.clock import Run, run
from rig.docs import markdown_table, megabytes, seconds_of, write_region
from rig.places import BENCH
from rig.projects import accented, book, filled_file

RIG = Path(__file__).resolve().parent / "rig"
TRIES, LONG = 3, 5.0
"""How often each is run, but for what takes this many seconds."""
EXTRACT, EDIT = "extract", "Markdown from full catalogs"
AIMS = {EXTRACT: 4, EDIT: 8}
"""How many times as fast as the fastest peer we mean to be."""
OF_FLOOR = 3
OURS, FLOOR = "essaytool", "floor"


@dataclass(frozen=True)
class Tool:
    """How one tool is asked for both works on the book in the folder ``book`` of its own folder."""

    extract: Callable[[Path], list[str | Path]]
    edit: Callable[[Path], list[str | Path]]
    catalogs: str = "catalogs"
    """Where its catalogs lie, which are filled in between."""


def main() -> None:
    shutil.rmtree(BENCH / "peers", ignore_errors=True)
    what = book(BENCH / "peers" / "book")
    print(what)
    tools = dict(available())
    found = {name: measured(name, tool) for name, tool in tools.items()}
    tables = [table(work, {name: runs[work] for name, runs in found.items()}) for work in (EXTRACT, EDIT)]
    write_region("peers", f"{what}.\n\n" + "\n\n".join(tables))


def measured(name: str, tool: Tool) -> dict[str, Run]:
    """What both works cost by one tool, whose editions have to be translated."""
    folder = BENCH / "peers" / name.replace(" ", "-").replace(",", "")
    shutil.copytree(BENCH / "peers" / "book", folder / "book")
    if name == OURS:
        (folder / "essaytool.toml").write_text('languages = ["nl"]\nsource = "book"\npublish_at = 0\n')
    extracting = least(tool.extract(folder), folder, [tool.catalogs, ".essaytool"])
    if name == OURS:
        run([*essaytool(), "update"], folder)
    for path in sorted((folder / tool.catalogs).rglob("*.po*")):
        filled(path)
    editing = least(tool.edit(folder), folder, ["editions", "output", ".essaytool"])
    if name != FLOOR:
        proven(name, folder)
    return {EXTRACT: extracting, EDIT: editing}


def least(command: Sequence[str | Path], folder: Path, made: Sequence[str]) -> Run:
    """The least cost of a command that finds nothing of what it makes."""
    best: Run | None = None
    for _ in range(TRIES):
        for name in made:
            shutil.rmtree(folder / name, ignore_errors=True)
        (folder / made[0]).mkdir()
        now = run(command, folder)
        best = now.best(best) if best else now
        if now.cpu > LONG:
            break
    assert best is not None
    return best


def filled(path: Path) -> None:
    """A catalog with every entry translated: ours by ourselves, others as polib reads them."""
    if "LC_MESSAGES" in path.parts:
        filled_file(path)
        return
    catalog = polib.pofile(str(path))
    for entry in catalog:
        entry.msgstr = accented(entry.msgid)
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    catalog.metadata |= {"Language": "nl", "Content-Type": "text/plain; charset=UTF-8"}
    catalog.save(str(path.with_suffix(".po")))


def proven(name: str, folder: Path) -> None:
    """Leave if the editions are not there, or hold no translation."""
    own = folder / ("output/nl" if name == OURS else "editions")
    texts = [path.read_text("utf-8") for path in own.rglob("*.md")]
    wanted = len(list((folder / "book").rglob("*.md")))
    plain, accents = (sum(sum(map(text.count, letters)) for text in texts) for letters in ("aeiou", "áéíóú"))
    share = accents / (plain + accents or 1)
    print(f"{name:24} {len(texts)} of {wanted} editions, {share:.0%} of their vowels translated")
    if len(texts) < wanted or share < 0.5:
        sys.exit(f"{name} made no editions that could be compared")


def table(work: str, found: Mapping[str, Run]) -> str:
    floor = found[FLOOR]
    peers = {name: cost for name, cost in found.items() if name not in (OURS, FLOOR) and LIBRARY not in name}
    fastest = min((cost.cpu for cost in peers.values()), default=0.0)
    rows = [
        (
            name,
            seconds_of(cost.cpu),
            seconds_of(cost.wall),
            megabytes(cost.memory),
            f"{cost.cpu / floor.cpu:.1f}",
            f"{fastest / cost.cpu:.1f}" if fastest else "",
        )
        for name, cost in found.items()
    ]
    headings = (work, "CPU s", "wall s", "MB", "times the floor", "times as fast as the fastest peer")
    drawn = markdown_table(headings, rows)
    ours = found[OURS].cpu
    print(f"\n{drawn}\n{ours / floor.cpu:.1f} times the floor (at most {OF_FLOOR})")
    if fastest:
        print(f"{fastest / ours:.1f} times as fast as the fastest peer (at least {AIMS[work]} are asked)")
    return drawn


# --- the tools, and how they are had ------------------------------------------------------------------------


def essaytool() -> list[str | Path]:
    return [sys.executable, "-m", "essaytool"]


def available() -> Iterator[tuple[str, Tool]]:
    """The floor, ourselves, and the peers that this machine has or can install; of the others, why not."""
    yield (
        FLOOR,
        Tool(
            lambda folder: [sys.executable, RIG / "floor.py", folder / "book", folder / "catalogs"],
            lambda folder: [sys.executable, RIG / "floor.py", folder / "book", folder / "editions"],
        ),
    )
    yield (
        OURS,
        Tool(
            lambda _: [*essaytool(), "extract", "--jobs", "1"],  # so that one process has all of the cost
            lambda _: [*essaytool(), "build", "--to", "md", "--jobs", "1"],
            "locales",
        ),
    )
    for name, pin in tomllib.loads((RIG.parent / "peers.toml").read_text("utf-8")).items():
        programs = None if "why_not" in pin else installed(name, pin)
        if programs:
            for how, tool in PEERS[name].items():
                yield f"{name} {pin['version']}{how}", tool(programs)
        else:
            print(f"skipped: {name} {pin['version']}: {pin.get('why_not', 'it cannot be installed here')}")


def installed(name: str, pin: Mapping[str, str]) -> Path | None:
    """The folder of a peer's programs; None if it cannot be installed."""
    if "apt" in pin:
        if shutil.which(pin["apt"]) is None and os.geteuid() == 0 and shutil.which("apt-get"):
            tried(["apt-get", "install", "-y", "-qq", pin["apt"]])
        found = shutil.which(pin["apt"])
        return Path(found).parent if found else None
    folder = BENCH / f"{name}-{pin['version']}"
    if not (folder / "ready").is_file():
        python = folder / "bin" / "python"
        if not tried([sys.executable, "-m", "venv", "--clear", folder]):
            return None
        if not tried([python, "-m", "pip", "install", "--quiet", pin["pip"]]):
            return None
        (folder / "ready").touch()
    return folder / "bin"


def tried(command: Sequence[str | Path]) -> bool:
    done = subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        print(f"{command[0]}: {(done.stderr.strip().splitlines() or ['failed'])[-1]}", file=sys.stderr)
    return done.returncode == 0


def po4a(programs: Path) -> Tool:
    options = ["-f", "text", "-o", "markdown", "-o", "neverwrap", "-M", "UTF-8"]

    def extract(folder: Path) -> list[str | Path]:
        paths = sorted((folder / "book").rglob("*.md"))
        masters = [word for path in paths for word in ("-m", path)]
        return [programs / "po4a-updatepo", *options, *masters, "-p", folder / "catalogs" / "book.pot"]

    def edit(folder: Path) -> list[str | Path]:
        lines = ["[po4a_langs] nl", "[po4a_paths] catalogs/book.pot $lang:catalogs/book.po"]
        for path in sorted((folder / "book").rglob("*.md")):
            name = path.relative_to(folder / "book")
            lines.append(
                f'[type: text] book/{name} nl:editions/{name} opt:"-o markdown -o neverwrap -M UTF-8 -k 0"'
            )
        (folder / "po4a.cfg").write_text("\n".join(lines) + "\n", "utf-8")
        return [programs / "po4a", "--quiet", "--no-update", "po4a.cfg"]

    return Tool(extract, edit)


def translate_toolkit(programs: Path) -> Tool:
    quietly = ["--progress=none", "--errorlevel=none"]
    return Tool(
        lambda _: [programs / "md2po", "-P", *quietly, "-i", "book", "-o", "catalogs"],
        lambda _: [programs / "po2md", *quietly, "-t", "book", "-i", "catalogs", "-o", "editions"],
    )


def by_file(extract: str, edit: str) -> Callable[[Path], Tool]:
    """A peer whose commands take one file: a shell runs them for each, with its name, its catalog, and its
    edition as ``$f``, ``$c`` and ``$e``.
    """

    def loop(programs: Path, command: str) -> list[str | Path]:
        names = 'f=book/$n c=catalogs/${n%.md}.po e=editions/$n; mkdir -p "${c%/*}" "${e%/*}"'
        script = f"cd book; set -- $(find . -name '*.md'); cd ..; for n; do {names}; {command}; done"
        return ["sh", "-ec", f"PATH={programs}:$PATH; {script}"]

    return lambda programs: Tool(lambda _: loop(programs, extract), lambda _: loop(programs, edit))


def by_library(script: str) -> Callable[[Path], Tool]:
    """A peer's library, called for all files from one process, as no command of its own does."""
    return lambda programs: Tool(
        lambda _: [programs / "python", RIG / script, "extract", "book", "catalogs"],
        lambda _: [programs / "python", RIG / script, "edit", "book", "catalogs", "editions"],
    )


LIBRARY = ", its library from one process"
PEERS: Mapping[str, Mapping[str, Callable[[Path], Tool]]] = {
    "po4a": {"": po4a},
    "translate-toolkit": {"": translate_toolkit},
    "mdpo": {
        "": by_file('md2po --save --quiet --po-filepath "$c" "$f"', 'po2md --quiet -p "$c" -s "$e" "$f"'),
        LIBRARY: by_library("by_mdpo.py"),
    },
    "markdown-gettext": {
        "": by_file('md-gettext extract "$f" "$c"', 'md-gettext generate -l nl "$f" "$c" "$e"'),
        LIBRARY: by_library("by_markdown_gettext.py"),
    },
}


if __name__ == "__main__":
    main()
