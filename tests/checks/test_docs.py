"""The page on checks: a section for every check, with an example and how to silence it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from essaytool.checks import CHECKS
from essaytool.checks.repairs import REPAIRABLE
from essaytool.checks.table import OF_PAIRS

DOCS = Path(__file__).resolve().parent.parent.parent / "docs"
PAGE = (DOCS / "checks.md").read_text("utf-8")


def test_every_check_has_a_section() -> None:
    sections = dict(re.findall(r"^### (\S+)\n\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL))
    assert list(sections) == [row.id for row in CHECKS]
    for check, section in sections.items():
        assert "    msgid:" in section, check
        assert f"ignore={check}" in section or f'ignore = ["{check}"]' in section or check == "syntax", check


def test_the_table_says_what_the_code_says() -> None:
    refusing = {row.id for row in OF_PAIRS if row.no_draft}
    rows = [
        f"| [{row.id}](#{row.id}) | {row.severity}{' ◆' * (row.id in refusing)} | {row.title} |"
        for row in CHECKS
    ]
    assert [line for line in PAGE.splitlines() if re.match(r"\| \[[\w-]+\]\(#", line)] == rows


def test_the_table_alone_loads_none_of_the_checks() -> None:
    code = "import sys, essaytool.checks.table; print('essaytool.checks.numbers' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"


def test_the_list_of_repairs_is_whole() -> None:
    assert set(re.findall(r"^- \[(\S+)\]", PAGE, re.MULTILINE)) == REPAIRABLE


def test_the_settings_lead_there() -> None:
    assert "(checks.md)" in (DOCS / "settings.md").read_text("utf-8")
