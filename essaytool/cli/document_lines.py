"""What people are told of documents that come in: essays, and translations that are aligned with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from essaytool.cli.numbers import number
from essaytool.workflow.results import Added, Aligned, Pairing

Show = Callable[[str], str]
_SHOWN = 60


def added_line(added: Added) -> str:
    """What was found in a document and done to it."""
    named = f"{added.form}, {added.encoding}" if added.encoding else added.form
    found = [number(added.paragraphs, "paragraph")]
    found += [number(added.headings, "heading")] if added.headings else []
    found += [number(added.items, "list item")] if added.items else []
    done = [
        f"{number(added.guessed, 'heading')} guessed" if added.guessed else "",
        f"{number(added.rebuilt, 'list')} rebuilt" if added.rebuilt else "",
        f"{number(added.mended, 'blank')} mended" if added.mended else "",
        f"{number(added.dropped, 'thing')} left out (pictures, links)" if added.dropped else "",
    ]
    told = "; ".join([", ".join(found), *(part for part in done if part)])
    return f"{added.essay} ({named}): {told}"


def added_result(added: Added, show: Show) -> list[str]:
    """The file that was written, or what would be in it."""
    if added.markdown:
        return added.markdown.removesuffix("\n").split("\n")
    return [show(added.path)] if added.changed else []


def aligned_remarks(aligned: Aligned, show: Show) -> Iterator[str]:
    """The pairs that a person should look at, and what is in no pair, in the order of the documents."""
    for pair in aligned.pairs:
        if pair.outcome == "alone":
            yield from _alone(aligned, pair, show)
        elif pair.doubts:
            place = f"{aligned.document}:{pair.translated_lines[0]}"
            fate = {"fuzzy": "comes in as fuzzy", "copy": "left out"}.get(pair.outcome, "left out")
            certain = f"{pair.confidence:.0%} certain"
            yield f"{place}: {fate} ({certain}): {'; '.join(pair.doubts)}: {_shortened(pair.translations[0])}"


def _alone(aligned: Aligned, pair: Pairing, show: Show) -> Iterator[str]:
    for line, text in zip(pair.lines, pair.texts, strict=True):
        yield f"{show(aligned.source)}:{line}: no translation found: {_shortened(text)}"
    for line, text in zip(pair.translated_lines, pair.translations, strict=True):
        yield f"{aligned.document}:{line}: translates nothing that was found: {_shortened(text)}"


def aligned_summary(aligned: Aligned) -> str:
    outcomes = Counter(pair.outcome for pair in aligned.pairs)
    names = {
        "entry": "taken as they are",
        "fuzzy": "fuzzy",
        "kept": "there already",
        "copy": "not translated",
        "alone": "without a pair",
    }
    told = [f"{outcomes[key]} {name}" for key, name in names.items() if outcomes[key]]
    return ", ".join(told) or "nothing to align"


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
