"""What people are told of results: lines of the result, remarks beside it, and a sentence that sums it up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from essaytool.cli.console import Moving
from essaytool.cli.document_lines import added_line, added_result, aligned_remarks, aligned_summary
from essaytool.cli.draft_lines import Show, draft_lines, draft_remarks, draft_summary
from essaytool.cli.numbers import number
from essaytool.model import Finding
from essaytool.workflow.results import (
    Added,
    Aligned,
    Built,
    Change,
    Changed,
    Checked,
    Doubtful,
    Drafted,
    Exported,
    Extracted,
    Fixed,
    GaveUp,
    Imported,
    Lag,
    Lost,
    Mended,
    NotFound,
    Orphan,
    Planned,
    Progress,
    Reported,
    Sending,
    Sent,
    Undrafted,
    Unplaced,
    Updated,
    Withheld,
)

_SHOWN = 60
"""Characters of a text that a remark shows."""


def result_lines(result: Any, show: Show) -> list[str]:
    """What the result is, a line each; nothing where nothing changed."""
    match result:
        case Extracted(changed=True):
            return [f"{show(result.path)}: {number(result.entries, 'entry')}"]
        case Updated(changed=True):
            return [f"{show(result.path)}: {_merged(result)}"]
        case Exported():
            told = f"{number(result.texts, 'text')}, in {', '.join(result.languages) or 'no language'}"
            return [f"{result.path}: {told}"]
        case Imported() | Aligned() | Added():
            return _brought(result, show)
        case Fixed() | Checked():
            return _judged(result, show)
        case Planned() | Drafted():
            return draft_lines(result, show)
        case Built(change=Change.WRITTEN):
            return [show(result.path)]
        case Built(change=Change.REMOVED):
            return [f"{show(result.path)}: removed"]
        case _:
            return []


def _brought(result: Imported | Aligned | Added, show: Show) -> list[str]:
    """What came in from outside."""
    if isinstance(result, Added):
        return added_result(result, show)
    return [f"{show(result.path)}: {number(result.filled, 'entry')} filled"]


def _judged(result: Fixed | Checked, show: Show) -> list[str]:
    """What the checks found, or had repaired."""
    if isinstance(result, Fixed):
        return [_mended(item, show(result.path)) for item in result.mended]
    return [_finding(finding, show) for finding in result.findings]


def remarks(result: Any, show: Show) -> list[str]:
    """What a person should know besides, and what to do about it."""
    match result:
        case Orphan():
            fate = "its essay is gone, so it is left alone: delete it, or, if the essay was renamed, extract"
            return [f"{show(result.path)}: {fate}"]
        case Lag():
            return [f"{show(result.path)} lags behind {show(result.behind)}: run `essaytool {result.verb}`"]
        case Added():
            return [added_line(result)]
        case Aligned():
            return list(aligned_remarks(result, show))
        case Built() | Withheld() | Unplaced() | Lost():
            return _left_out(result, show)
        case Sending() | Sent() | GaveUp() | Drafted() | Undrafted():
            return draft_remarks(result, show)
        case Extracted() | Updated():
            changes = result.changes if isinstance(result, Updated) else ()
            trivial = [f"{show(result.path)}: {_change(change)}" for change in changes if change.edits]
            return [*_renamed(result, show), *trivial]
        case Reported(changed=True):
            return [f"{result.path}: written"]
        case Doubtful() | NotFound():
            return [f"{result.path}:{result.line}: {_fate(result)}: {_shortened(result.text)}"]
        case _:
            return []


def _left_out(result: Built | Withheld | Unplaced | Lost, show: Show) -> list[str]:
    """What a build did not do, and why."""
    match result:
        case Built(change=Change.KEPT):
            return [f"{show(result.path)}: changed by hand, so it is left alone: delete it to have it built"]
        case Built():
            return []
        case Withheld():
            missed = f"{result.shown} % of it would be translated, publish_at is {result.publish_at}"
            cure = ": its catalog lags behind the essay: extract and update first" if result.behind else ""
            return [f"{result.language} {result.essay}: not built: {missed}{cure}"]
        case Unplaced():
            return [f"{show(result.path)}:{result.line}: {result.reason}"]
        case Lost():
            return [f"{show(result.path)}: shown by {result.essay}, but {result.reason}"]


def progress(verb: str, step: Any) -> Moving:
    """What a moving line shows meanwhile."""
    if not isinstance(step, Progress):
        return Moving(verb)
    size = f", {step.size}" if step.size else ""
    return Moving(f"{verb}: {step.work}: {step.done} of {step.total}{size}", step.done, step.total)


def summary(verb: str, results: Sequence[Any]) -> str:
    """One sentence on all of it."""
    match verb:
        case "extract":
            return _written(Extracted, results, "template")
        case "update" | "update --dry-run":
            return _written(Updated, results, "catalog", would="would be " if verb != "update" else "")
        case "import":
            aligned = [aligned_summary(result) for result in results if isinstance(result, Aligned)]
            return "; ".join(aligned) or _imported(results)
        case "draft":
            return draft_summary(results)
        case "check" | "check --fix --dry-run":
            return _checked(results, would="would be " if verb != "check" else "")
        case "build" | "build --check":
            changes = Counter(result.change for result in results if isinstance(result, Built))
            return _built(changes, would="would be " if verb == "build --check" else "")
        case _:
            return ""


def _written(kind: type[Extracted | Updated], results: Sequence[Any], noun: str, would: str = "") -> str:
    changed = [result.changed for result in results if isinstance(result, kind)]
    told = f"{sum(changed)} {would}written" if any(changed) else "nothing to write"
    return f"{number(len(changed), noun)}, {told}"


def _imported(results: Sequence[Any]) -> str:
    found: Counter[str] = Counter()
    for result in results:
        match result:
            case Imported():
                found.update(exact=result.exact, normalised=result.normalised, close=result.close)
            case NotFound():
                found["not found"] += 1
    return ", ".join(f"{found[how]} {how}" for how in ("exact", "normalised", "close", "not found"))


def _checked(results: Sequence[Any], would: str) -> str:
    catalogs = [result for result in results if isinstance(result, Checked)]
    mended = sum(len(result.mended) for result in results if isinstance(result, Fixed))
    found = Counter(finding.severity for checked in catalogs for finding in checked.findings)
    told = " and ".join(number(count, severity) for severity, count in sorted(found.items()))
    repairs = f", {number(mended, 'repair')} {would}made" if mended else ""
    count = sum(checked.is_catalog for checked in catalogs)
    return f"{number(count, 'catalog')}{repairs}, {told or 'nothing wrong'}" if count else "no catalogs"


def _built(changes: Counter[Change], would: str) -> str:
    names = {Change.WRITTEN: f"{would}written", Change.REMOVED: f"{would}removed", Change.KEPT: "left alone"}
    told = [f"{changes[change]} {name}" for change, name in names.items() if changes[change]]
    return f"{number(changes.total(), 'file')}, {', '.join(told) or 'nothing to write'}"


def _merged(updated: Updated) -> str:
    counts = {
        "kept": updated.kept,
        "new": updated.new,
        "fuzzy": updated.fuzzy,
        "obsolete": updated.obsolete,
        "back again": updated.revived,
        "kept after a trivial edit": updated.trivial,
    }
    return ", ".join(f"{count} {name}" for name, count in counts.items() if count)


def _renamed(result: Extracted | Updated, show: Show) -> list[str]:
    """An essay with another name takes its files along, which is told."""
    if not result.renamed_from:
        return []
    return [f"{show(result.renamed_from)} goes on as {show(result.path)}: the essay has another name"]


def change_lines(updated: Updated) -> list[str]:
    """What an update makes of each entry that it changes, with the words that come and go."""
    return [f"  {_change(change)}" for change in updated.changes]


def _change(change: Changed) -> str:
    match change.outcome:
        case "fuzzy":
            return f"fuzzy {change.ratio:.2f}: {_words(change.before, change.text)}"
        case "trivial":
            return f"trivial ({', '.join(change.edits)}): {_words(change.before, change.text)}"
        case _:
            return f"{change.outcome}: {_shortened(change.text)}"


def _finding(finding: Finding, show: Show) -> str:
    place = f"{show(finding.path)}:{finding.line}:{finding.column}"
    return f"{place}: {finding.severity}: {finding.message} [{finding.check}]"


def _mended(item: Mended, path: str) -> str:
    return f"{path}:{item.line}: repaired: {_words(item.before, item.after)} [{item.check}]"


def _words(before: str, after: str) -> str:
    """The words that come and go."""
    from essaytool.reports.diff import word_diff

    return word_diff(before, after)


def _fate(text: Doubtful | NotFound) -> str:
    """What became of a text that was to be imported."""
    return "not found" if isinstance(text, NotFound) else f"comes in as fuzzy: {'; '.join(text.reasons)}"


def _shortened(text: str) -> str:
    """The beginning of a text, as much as a line holds beside what is said of it."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
