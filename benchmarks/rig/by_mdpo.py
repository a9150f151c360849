"""mdpo on a whole folder, in one process: ``by_mdpo.py extract SOURCE CATALOGS`` or ``edit SOURCE CATALOGS
TARGET``. Its own commands take a process for each file.
"""

import sys
from pathlib import Path

from mdpo.md2po import markdown_to_pofile
from mdpo.po2md import pofile_to_markdown

verb, source, *folders = sys.argv[1:]
catalogs, *target = map(Path, folders)
for path in sorted(Path(source).rglob("*.md")):
    name = path.relative_to(source)
    catalog = (catalogs / name).with_suffix(".po")
    if verb == "extract":
        catalog.parent.mkdir(parents=True, exist_ok=True)
        markdown_to_pofile(str(path), po_filepath=str(catalog), save=True)
    else:
        edition = target[0] / name
        edition.parent.mkdir(parents=True, exist_ok=True)
        pofile_to_markdown(str(path), [str(catalog)], save=str(edition))
