"""Coverage of a large project, against nothing but parsing its catalogs, in the same run, as ratios.

The project is made anew: 100 essays of 60 units in 20 languages, of which a part is reviewed, drafted, stale
and missing, as in a project that people work on.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from rig.clock import processor, report, seconds
from rig.projects import make_project

from essaytool.catalog.po import parse_catalog
from essaytool.project import find_project
from essaytool.workflow.coverage import coverage


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        make_project(root)
        project = find_project(root)
        languages, essays = project.languages(), project.essays()
        catalogs = [project.catalog_path(name, language) for language in languages for name in essays]
        floor = seconds(lambda: [parse_catalog(path.read_bytes()).entries for path in catalogs], 3, processor)
        report("parsing the catalogs", floor, floor)
        report("coverage", seconds(lambda: list(coverage(project, languages, essays)), 3, processor), floor)


if __name__ == "__main__":
    main()
