"""What starting costs: CPU time of the commands that shells and people wait for, as ratios to
``python -c "import click"``: version, help, a completion, and every reading verb on a project of one essay.

CPU time, not time on the clock, and the best of many runs in turn, so that other work on the machine matters
little.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from rig.clock import Run, run
from rig.docs import markdown_table, write_region

RUNS = 15
BASELINE = "import click"
PYTHON = [sys.executable, "-m", "essaytool"]
ASKED = ["_ESSAYTOOL_COMPLETE=bash_complete", "COMP_WORDS=essaytool coverage -l e", "COMP_CWORD=3"]
COMMANDS = {
    BASELINE: [sys.executable, "-c", "import click"],
    "essaytool --version": [*PYTHON, "--version"],
    "essaytool --help": [*PYTHON, "--help"],
    "completing coverage -l": ["env", *ASKED, *PYTHON],
    **{f"essaytool {verb}": [*PYTHON, *verb.split()] for verb in ("coverage", "extract", "check", "build")},
}
LIMITS = {
    "essaytool --version": 1.5,
    "essaytool --help": 2.0,
    "completing coverage -l": 2.0,
    "essaytool coverage": 3.0,
}
ESSAY = "---\ntitle: Bread\n---\n\n# Bread\n\nYeast eats *sugar*, see [the oven](https://example.org/oven).\n"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = f"{folder}/cache"
        root = Path(folder, "project")
        make(root)
        best: dict[str, Run] = {}
        for _ in range(RUNS):
            for name, command in COMMANDS.items():
                now = run(command, root)
                best[name] = now.best(best.get(name, now))
    rows = [row(name, cost.cpu, best[BASELINE].cpu) for name, cost in best.items()]
    drawn = markdown_table(("command", "ms", "ratio", "at most"), rows)
    print(f"Start-up: CPU time, best of {RUNS}\n{drawn}")
    write_region("startup", drawn)


def make(root: Path) -> None:
    """A project with one essay in one language, all of it drafted."""
    root.mkdir()
    (root / "source").mkdir()
    (root / "essaytool.toml").write_text('languages = ["es"]\nengine = "pseudo"\n', "utf-8")
    (root / "source" / "bread.md").write_text(ESSAY, "utf-8")
    run([*PYTHON, "publish"], root)


def row(name: str, seconds: float, baseline: float) -> tuple[str, ...]:
    limit = LIMITS.get(name)
    return name, f"{seconds * 1000:.0f}", f"{seconds / baseline:.2f}", f"{limit:.1f}" if limit else ""


if __name__ == "__main__":
    main()
