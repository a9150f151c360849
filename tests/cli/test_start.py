"""Starting is cheap: a verb that is not called is not imported."""

from __future__ import annotations

import resource
import subprocess
import sys

import pytest


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
