"""What hostile and huge input costs: CPU seconds, and the most memory, of one `build`.

The inputs are those of tests/reliability/test_huge.py, then catalogs and essays of growing size, which show
whether time grows in step with them.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.reliability.test_huge import CATALOG, ESSAY, HEADER, LEGAL, REFUSED
from tests.reliability.verbs import make_garden

_CHILD = """\
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL, capture_output=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(done.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)
"""
Content = str | Callable[[Path], None]


def entries(count: int) -> str:
    return HEADER + "".join(
        f'msgid "Text number {n} of it, as it is."\nmsgstr "Texto número {n}, tal cual."\n\n'
        for n in range(count)
    )


def paragraphs(count: int) -> str:
    return "".join(
        f"A paragraph, number {n}, with *marks* and a [link](https://x.y).\n\n" for n in range(count)
    )


GROWING: dict[str, tuple[str, Content]] = {
    **{f"a catalog of {count:,} entries": (CATALOG, entries(count)) for count in (10_000, 20_000, 40_000)},
    **{f"an essay of {count:,} paragraphs": (ESSAY, paragraphs(count)) for count in (5_000, 10_000, 20_000)},
}


def cost(garden: Path, place: str, content: Content) -> tuple[float, str, float, str]:
    """Megabytes that come in, the exit code, CPU seconds, and the most megabytes of memory."""
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(shutil.copytree(garden, Path(scratch, "garden")))
        path = root / place
        path.unlink(missing_ok=True)
        if isinstance(content, str):
            path.write_text(content, "utf-8", newline="")
        else:
            content(path)
        command = [sys.executable, "-P", "-m", "essaytool", "build"]
        run = subprocess.run(
            [sys.executable, "-c", _CHILD, *command], cwd=root, capture_output=True, text=True, check=True
        )
        code, seconds, peak = run.stdout.split()
        return path.stat().st_size / 1e6, code, float(seconds), peak


def main() -> None:
    cases = {name: (place, content) for name, (place, content, _) in REFUSED.items()}
    print(f"{'input':<30}{'MB':>9}{'exit':>6}{'CPU s':>8}{'peak MB':>9}")
    with tempfile.TemporaryDirectory() as scratch:
        garden = make_garden(Path(scratch)).root
        for name, (place, content) in {**cases, **LEGAL, **GROWING}.items():
            size, code, seconds, peak = cost(garden, place, content)
            print(f"{name:<30}{size:>9.1f}{code:>6}{seconds:>8.1f}{peak:>9}", flush=True)


if __name__ == "__main__":
    main()
