"""Fuzzing by hand: ``python -m tests.fuzz [TARGET …] --seconds 600 --seed 1``; without targets, all of them.

By atheris where it is installed, else by hypothesis. An input that breaks a target is kept in ``.fuzz/``,
with what atheris learnt of its way there; mend the fault, then move the input to ``crashes/`` with its story.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded

from tests.fuzz.inputs import MOST_BYTES, crashes, dictionary, inputs, seeds, words
from tests.fuzz.limits import TooSlow, timed
from tests.fuzz.targets import TARGETS

WORK = Path(__file__).parent.parent.parent / ".fuzz"
SECONDS = 1.0
"""How long an input may take; none is longer than `MOST_BYTES`."""
_ROUND = 500
"""Inputs that hypothesis draws between two looks at the clock."""
_EXECUTED = re.compile(r"stat::number_of_executed_units:\s*(\d+)")

Fuzz = Callable[[str, float, int], tuple[int, bool]]
"""Target, seconds and seed to the number of executions, and whether all of them went well."""


def by_atheris(name: str, seconds: float, seed: int) -> tuple[int, bool]:
    folder, known = WORK / name, WORK / name / "seeds"
    for made in (known, folder / "found", folder / "crashes"):
        made.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate([*seeds(name), *(path.read_bytes() for path in crashes(name))]):
        (known / f"{number:04}").write_bytes(data)
    options = [f"-max_total_time={seconds:.0f}", f"-seed={seed}", f"-max_len={MOST_BYTES}", "-timeout=60"]
    options += [f"-artifact_prefix={folder}/crashes/", "-print_final_stats=1", "-rss_limit_mb=2048"]
    options += [f"-dict={dictionary(name)}"] if words(name) else []
    command = [sys.executable, "-m", "tests.fuzz.guided", name, *options, f"{folder}/found", str(known)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as running:
        assert running.stdout is not None
        said = running.stdout.read().decode("utf-8", "replace")
    if running.returncode:
        print(said[-6000:])
    count = _EXECUTED.search(said)
    return int(count[1]) if count else 0, running.returncode == 0


def by_hypothesis(name: str, seconds: float, seed: int) -> tuple[int, bool]:
    target, begun, count = timed(TARGETS[name], SECONDS), time.monotonic(), 0

    def each(data: bytes) -> None:
        nonlocal count
        count += 1
        last[:] = [data]
        target(data)

    last: list[bytes] = []
    while time.monotonic() - begun < seconds:
        quick = settings(
            max_examples=_ROUND,
            database=None,
            deadline=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        )
        seed += 1
        try:
            seeded(seed)(quick(given(inputs(name))(each)))()
        except (Exception, TooSlow):
            traceback.print_exc()
            folder = WORK / name / "crashes"
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"crash-{seed}").write_bytes(last[0])
            return count, False
    return count, True


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--seconds", type=float, default=60, help="for each target")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--by", choices=["atheris", "hypothesis"])
    asked = parser.parse_args()
    if unknown := set(asked.targets) - TARGETS.keys():
        parser.error(f"there is no target {min(unknown)}: {', '.join(TARGETS)}")
    by = asked.by or ("atheris" if find_spec("atheris") else "hypothesis")
    fuzz: Fuzz = by_atheris if by == "atheris" else by_hypothesis
    bad = 0
    for name in asked.targets or TARGETS:
        begun = time.monotonic()
        count, good = fuzz(name, asked.seconds, asked.seed)
        took = time.monotonic() - begun
        found = "nothing found" if good else f"broken: see {WORK.name}/{name}/crashes"
        print(f"{name}: {count:,} executions in {took:.0f} s by {by}, seed {asked.seed}: {found}", flush=True)
        bad += not good
    return 1 if bad else 0


sys.exit(main())
