"""markdown-gettext on a whole folder, in one process: ``by_markdown_gettext.py extract SOURCE CATALOGS`` or
``edit SOURCE CATALOGS TARGET``. Its own commands take a process for each file.
"""

import sys
from argparse import Namespace
from pathlib import Path

from markdown_gettext.cli import extract, generate

verb, source, *folders = sys.argv[1:]
catalogs, *target = map(Path, folders)
for path in sorted(Path(source).rglob("*.md")):
    name = path.relative_to(source)
    catalog = (catalogs / name).with_suffix(".po")
    if verb == "extract":
        extract(Namespace(md=str(path), pot=str(catalog), package="book", report_addr="", team_addr=""))
    else:
        generate(Namespace(lang="nl", po=str(catalog), in_md=str(path), out_md=str(target[0] / name)))
