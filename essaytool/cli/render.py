"""From a verb's results to what is printed and to the exit code: lines for people, one document for
programs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from essaytool.cli import console
from essaytool.cli.gate import DONE, NO, gravest
from essaytool.cli.lines import change_lines, progress, remarks, result_lines, summary
from essaytool.errors import EssaytoolError
from essaytool.model import Finding, Severity
from essaytool.paths import shown
from essaytool.project import Project
from essaytool.reports.coverage import LanguageCoverage
from essaytool.reports.forms import states, tables, to_json, to_markdown
from essaytool.workflow import results as kinds

_BUILD = {
    kinds.Built: "files",
    kinds.Withheld: "withheld",
    kinds.Unplaced: "not_shown",
    kinds.Lost: "lost_images",
}
_UPDATE = {kinds.Updated: "catalogs", kinds.Orphan: "orphans"}
_LISTS: Mapping[str, Mapping[type, str]] = {
    "extract": {kinds.Extracted: "templates"},
    "update": _UPDATE,
    "update --dry-run": _UPDATE,
    "import": {
        kinds.Imported: "catalogs",
        kinds.Doubtful: "doubtful",
        kinds.NotFound: "not_found",
        kinds.Aligned: "aligned",
    },
    "add": {kinds.Added: "essays"},
    "add --dry-run": {kinds.Added: "essays"},
    "export": {kinds.Exported: "files"},
    "draft": {
        kinds.Planned: "planned",
        kinds.Drafted: "drafted",
        kinds.Undrafted: "undrafted",
        kinds.GaveUp: "gave_up",
        kinds.Sent: "sent",
    },
    "coverage": {kinds.Lag: "lagging", kinds.Reported: "files"},
    "build": _BUILD,
    "build --check": _BUILD,
    "engines": {kinds.Offer: "engines", kinds.Choice: "choices"},
}
"""For each verb the kinds of its results, and the key under which its document lists them."""

_WITHOUT_LINES = ("json", "github", "sarif", "none")
"""The forms that tell nothing of a result by itself."""
_ALWAYS_TOLD = (kinds.Sending, kinds.Lag)
"""The kinds whose remarks are told in every form; they have no lines of the result."""


def show(
    verb: str, project: Project, steps: Iterable[Any], form: str, told: set[str] | None = None
) -> list[Any]:
    """Go through a verb's results, print them as they come, and hand them on.

    `form` is ``text`` or ``table``, ``markdown``, ``json``, ``github``, ``sarif``, ``brief`` for the sum of
    them only, or ``none``. Told in every form are errors, but not those in `told`, which takes them up, and
    the remarks that a person has to see whatever reads the result.
    """
    results = []
    told = set() if told is None else told
    for result in console.track(steps, lambda step: progress(verb, step)):
        if isinstance(result, kinds.Failure):
            _tell_once(result.error, told)
        elif form not in _WITHOUT_LINES or isinstance(result, _ALWAYS_TOLD):
            _tell(verb, result, project, form)
        if not isinstance(result, kinds.Progress):
            results.append(result)
    if form == "json":
        console.document(document(verb, results))
    elif form in ("github", "sarif"):
        from essaytool.cli.forms import print_findings

        print_findings(form, project, findings(results))
    elif form != "none":
        _sum_up(verb, results, form)
    return results


def _tell_once(error: EssaytoolError, told: set[str]) -> None:
    if str(error) not in told:
        told.add(str(error))
        console.error(error)


def _tell(verb: str, result: Any, project: Project, form: str) -> None:
    def place(path: str) -> str:
        return shown(project.root / path)

    if verb == "update --dry-run" and isinstance(result, kinds.Updated):
        console.result(*result_lines(result, place), *change_lines(result))
        return
    if form != "brief" or isinstance(result, kinds.Checked):
        console.result(*result_lines(result, place))
    console.say(*remarks(result, place))


def _sum_up(verb: str, results: Sequence[Any], form: str) -> None:
    _tell_coverage(results, form)
    _tell_engines(results)
    summed = summary(verb, results)
    if summed and form == "brief":
        console.result(f"{verb}: {summed}")
    elif summed:
        console.say(summed)


def _tell_coverage(results: Sequence[Any], form: str) -> None:
    languages = counted(results)
    if form == "markdown":
        since = next((result.revision for result in results if isinstance(result, kinds.Compared)), "")
        console.result(*to_markdown(languages, since))
    elif languages:
        first, *others = [states(languages)] if form == "brief" else tables(languages)
        console.table(first.headings, first.rows, bars=first.bars)
        for table in others:
            console.result("")
            console.table(table.headings, table.rows)


def _tell_engines(results: Sequence[Any]) -> None:
    offers = [result for result in results if isinstance(result, kinds.Offer)]
    if offers:
        columns = [column for column in _OFFERS if any(map(column[1], offers)) or column[0] == "lacks"]
        rows = [tuple(cell(offer) for _, cell in columns) for offer in offers]
        console.table([heading for heading, _ in columns], rows, numbers=False)
    for choice in (result for result in results if isinstance(result, kinds.Choice)):
        taken = f"{choice.engine}, on {choice.destination}" if choice.engine else "no engine here"
        console.result(f"{choice.language}: {', then '.join([taken, *choice.then])}")


_OFFERS: Sequence[tuple[str, Callable[[kinds.Offer], str]]] = (
    ("engine", lambda offer: offer.engine),
    ("text goes to", lambda offer: offer.destination),
    ("can draft", lambda offer: ", ".join(offer.languages)),
    ("model", lambda offer: offer.model),
    ("a million", lambda offer: f"{offer.price_per_million:g}" if offer.price_per_million else ""),
    ("lacks", lambda offer: offer.lacks),
)
"""The columns of the table of engines; one in which nothing stands is left out."""


def counted(results: Iterable[Any]) -> list[LanguageCoverage]:
    return [result for result in results if isinstance(result, LanguageCoverage)]


def findings(results: Iterable[Any]) -> list[Finding]:
    """What the checks found in all catalogs."""
    checked = [result for result in results if isinstance(result, kinds.Checked)]
    return [finding for catalog in checked for finding in catalog.findings]


def exit_code(results: Iterable[Any]) -> int:
    """The gravest of the results' own: an error's code, and 1 for a finding that is an error."""
    return gravest(map(_code, results))


def _code(result: Any) -> int:
    if isinstance(result, kinds.Failure):
        return result.error.exit_code
    wrong = any(finding.severity is Severity.ERROR for finding in findings([result]))
    return NO if wrong else DONE


def document(verb: str, results: Sequence[Any]) -> dict[str, Any]:
    """The verb's results as JSON has them; a list that holds nothing is there, too."""
    if verb.startswith("check"):
        fixed = [plain(result) for result in results if isinstance(result, kinds.Fixed)]
        return {"findings": plain(findings(results)), **({"fixed": fixed} if fixed else {})}
    if verb == "coverage":
        since = [plain(result) for result in results if isinstance(result, kinds.Compared)]
        return {**to_json(counted(results)), **_lists(verb, results), "since": since[0] if since else None}
    return _lists(verb, results)


def _lists(verb: str, results: Sequence[Any]) -> dict[str, Any]:
    kinds_told = {**_LISTS[verb], kinds.Failure: "errors"}
    links = {"findings": plain(findings(results))} if _LISTS[verb] is _BUILD else {}
    return links | {
        key: [plain(result) for result in results if isinstance(result, kind)]
        for kind, key in kinds_told.items()
    }


def plain(value: Any) -> Any:
    """A result as JSON has it: the names of its fields are the keys."""
    match value:
        case kinds.Failure():
            return plain(value.error)
        case EssaytoolError():
            return {"path": value.path, "line": value.line, "message": value.sentence, "hint": value.hint}
        case tuple() | list():
            return [plain(item) for item in value]
        case _ if is_dataclass(value):
            return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
        case _:
            return value
