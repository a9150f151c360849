"""The floor: start Python, read the essays, parse them with pyromark, write the same bytes.

``floor.py SOURCE TARGET``. Nothing that takes Markdown apart in Python can be faster.
"""

import sys
from pathlib import Path

import pyromark

OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_DEFINITION_LIST
    | pyromark.Options.ENABLE_GFM
)

source, target = map(Path, sys.argv[1:])
for path in sorted(source.rglob("*.md")):
    content = path.read_bytes()
    for _ in pyromark.events_with_range(content.decode(), options=OPTIONS):
        pass
    to = target / path.relative_to(source)
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_bytes(content)
