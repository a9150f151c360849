"""Starting is cheap: a verb that is not called is not imported."""

from __future__ import annotations

import resource
import subprocess
import sys

import pytest

from tests.test_architecture import HEAVY


@pytest.mark.parametrize(("option", "ratio"), [("--version", 1.5), ("--help", 2.0)])
def test_it_starts_about_as_fast_as_click_alone(option: str, ratio: float) -> None:
    for _ in range(3):  # a loaded machine may need another look
        click = cpu_seconds("-c", "import click")
        ours = cpu_seconds("-m", "essaytool", option)
        if ours <= ratio * click:
            return
    pytest.fail(f"{option} takes {ours / click:.2f} times as long as click")


def cpu_seconds(*arguments: str) -> float:
    """The least processor time of ten runs."""
    return min(once(*arguments) for _ in range(10))


def once(*arguments: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_help_of_a_verb_imports_none_of_its_work() -> None:
    shown = "import sys; from essaytool.cli.verbs import essaytool\ntry: essaytool(['build', '--help'])\n"
    shown += "except SystemExit: sys.stderr.write(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", shown], capture_output=True, encoding="utf-8", check=True)
    imported = set(done.stderr.split())
    assert "essaytool.cli.editions" in imported
    assert not {
        name for name in imported if name.startswith(("essaytool.workflow", "essaytool.editions", "babel"))
    }


WATCHED = (
    *HEAVY,
    *"asyncio csv email http.client sqlite3 ssl unittest urllib.request xml zipfile".split(),
    *"checks.run drafting editions.epub editions.page engines.http git glossary ingest".split(),
    *"markdown.code markdown.protect memory review updating".split(),
)
"""What is worth leaving alone: libraries, and rooms of ours by their names below ``essaytool``."""
KNOWING = "babel polib pyromark yaml"
"""What it takes to know a project, its essays and its catalogs."""
REMEMBERING = f"{KNOWING} sqlite3"
"""The same, for a verb that remembers what came of it."""
MEMORY = f"{KNOWING} memory xml"
CHECKS = f"{MEMORY} checks.run csv glossary markdown.protect"
PAGES = f"{KNOWING} editions.page filelock jinja2 markdown.code nh3 xml"
USED = {
    "--version": "",
    "--help": "",
    "merge-driver --help": "",
    "init other": "babel git",
    "new another": f"{KNOWING} filelock ingest zipfile",
    "extract": f"{REMEMBERING} filelock",
    "update": f"{REMEMBERING} filelock memory updating",
    "import memory.tmx -l es": f"{MEMORY} filelock ingest updating zipfile",
    "export --tmx memory.tmx": f"{MEMORY} filelock",
    "coverage": REMEMBERING,
    "check": f"{CHECKS} git sqlite3",
    "review --csv answers.csv": f"{CHECKS} git review",
    "glossary suggest": f"{MEMORY} csv glossary rapidfuzz",
    "draft --dry-run": f"{CHECKS} drafting sqlite3",
    "engines": "babel csv email engines.http xml zipfile",
    "build": f"{PAGES} sqlite3",
    "publish": f"{CHECKS} {PAGES} drafting git sqlite3 updating",
}
"""What each verb uses of `WATCHED`, where nothing is left to do; all else it does not load."""


@pytest.mark.usefixtures("drafted")
@pytest.mark.parametrize("line", USED)
def test_a_verb_loads_nothing_that_it_does_not_use(line: str) -> None:
    program = (
        f"import sys; from essaytool.cli.verbs import essaytool\ntry: essaytool({line.split()!r})\n"
        "except SystemExit: sys.stderr.write('\\n' + ' '.join(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
    modules = {name.removeprefix("essaytool.") for name in done.stderr.splitlines()[-1].split()}
    assert "cli.verbs" in modules
    assert modules & set(WATCHED) - set(USED[line].split()) == set()
