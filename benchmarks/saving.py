"""What a safe write costs, and how long the moment is in which an editor's save could still be written over.

That moment begins when the file is opened to be compared with what was read, and ends when it is replaced:
both are seen by the interpreter's audit hook. It prints the median of many writes.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from essaytool.files import write_if_changed

SIZES = (15_000, 100_000, 1_000_000, 50_000_000)
OPENED, REPLACED = "open", "os.rename"


def main() -> None:
    seen: dict[str, float] = {}
    target = ""

    def listen(event: str, arguments: tuple[object, ...]) -> None:
        if event == OPENED and str(arguments[0]) == target:
            seen[OPENED] = time.perf_counter()
        elif event == REPLACED:
            seen[REPLACED] = time.perf_counter()

    sys.addaudithook(listen)
    for size in SIZES:
        with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
            path = Path(folder, "a.po")
            target = str(path)
            moments, writes, plain = [], [], []
            before = None
            for number in range(5 if size > 10_000_000 else 200):
                content = f"{number:08}".encode() + bytes(size - 8)
                begun = time.perf_counter()
                write_if_changed(path, content, Path(folder), seen=before)
                writes.append(time.perf_counter() - begun)
                if before:
                    moments.append(seen[REPLACED] - seen[OPENED])
                before = content
                begun = time.perf_counter()
                Path(folder, "b.po").write_bytes(content)
                Path(folder, "b.po").replace(Path(folder, "c.po"))
                plain.append(time.perf_counter() - begun)
        print(
            f"{size:>11,} bytes: replaced {median(moments) * 1e6:,.0f} µs after the comparison began;"
            f" {median(writes) * 1e3:.2f} ms a write, {median(plain) * 1e3:.2f} ms without fsync"
        )


if __name__ == "__main__":
    main()
