"""What starting costs: CPU time of ``--version``, ``--help`` and a completion, as ratios to
``python -c "import click"``.

CPU time, not wall time, and the best of many runs in turn, so that other work on the machine matters little.
"""

from __future__ import annotations

import os
import subprocess
import sys
from resource import RUSAGE_CHILDREN, getrusage

RUNS = 15
BASELINE = "import click"
COMMANDS = {
    BASELINE: ["-c", "import click"],
    "essaytool --version": ["-m", "essaytool", "--version"],
    "essaytool --help": ["-m", "essaytool", "--help"],
    "completing coverage -l": ["-m", "essaytool"],
}
ASKED = {"_ESSAYTOOL_COMPLETE": "bash_complete", "COMP_WORDS": "essaytool coverage -l e", "COMP_CWORD": "3"}
LIMITS = {"essaytool --version": 1.5, "essaytool --help": 2.0}


def cpu_seconds(arguments: list[str]) -> float:
    """The user and system time of one Python that runs to its end."""
    before = getrusage(RUSAGE_CHILDREN)
    environ = {**os.environ, **(ASKED if arguments[1:] == ["essaytool"] else {})}
    subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, env=environ, check=True)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main() -> None:
    best = dict.fromkeys(COMMANDS, float("inf"))
    for _ in range(RUNS):
        for name, arguments in COMMANDS.items():
            best[name] = min(best[name], cpu_seconds(arguments))
    print(f"Start-up: CPU time, best of {RUNS}")
    print(f"{'command':<22}{'ms':>8}{'ratio':>8}{'limit':>8}")
    for name, seconds in best.items():
        limit = LIMITS.get(name, "")
        print(f"{name:<22}{seconds * 1000:>8.0f}{seconds / best[BASELINE]:>8.2f}{limit:>8}")


if __name__ == "__main__":
    main()
