"""The table: every check, by what it looks at. docs/checks.md has a section on each."""

from __future__ import annotations

from dataclasses import dataclass

from essaytool.checks import characters, echo, file, length, loss, machine, markup, numbers, terms, tongues
from essaytool.checks.pairs import PairLook
from essaytool.checks.subject import Look
from essaytool.model import Severity

_E, _W = Severity.ERROR, Severity.WARNING


@dataclass(frozen=True, slots=True)
class Check:
    """One row: what findings carry as their id, and what finds them."""

    id: str
    severity: Severity
    title: str


@dataclass(frozen=True, slots=True)
class PairCheck(Check):
    """Looks at a msgid and a msgstr."""

    look: PairLook
    no_draft: bool = False
    """Whether a machine's text that fails it is no draft."""


@dataclass(frozen=True, slots=True)
class CatalogCheck(Check):
    """Looks at a catalog as a whole."""

    look: Look


OF_PAIRS = (
    PairCheck("bidi", _E, "a bidi control without its partner, or an override", characters.bidi, True),
    PairCheck("blank", _E, "the msgstr holds nothing but blanks", markup.blank, True),
    PairCheck("chatter", _E, "an engine speaks beside its translation", machine.chatter, True),
    PairCheck("control-character", _E, "a control character", characters.control_character, True),
    PairCheck("glossary", _W, "a term is not translated as the glossary has it", terms.glossary),
    PairCheck("invisible", _W, "a character that nobody sees", characters.invisible),
    PairCheck("kashida", _W, "a word is stretched with tatweel", characters.kashida),
    PairCheck(
        "leaked-placeholder", _E, "a placeholder of the drafting is left", machine.leaked_placeholder, True
    ),
    PairCheck("length", _W, "far shorter or longer than the source", length.length, True),
    PairCheck("line-break", _E, "a line break at one end of one text only", markup.line_break),
    PairCheck("markup", _E, "a link, code span, footnote or tag is lost or new", markup.markup, True),
    PairCheck("max-length", _W, "longer than the entry's flag allows", length.too_long),
    PairCheck("mixed-script", _W, "a word mixes letters of two scripts", tongues.mixed_script, True),
    PairCheck("mojibake", _E, "letters that a wrong charset made", characters.mojibake, True),
    PairCheck("not-composed", _W, "not in Unicode's normal form C", characters.not_composed),
    PairCheck("number-lost", _W, "a number of the source is not there", numbers.number_lost),
    PairCheck("numbers", _W, "a number is another one", numbers.numbers, True),
    PairCheck("partly-untranslated", _W, "a part of the source is left as it was", echo.partly_untranslated),
    PairCheck("refusal", _E, "an engine's excuse in place of a translation", machine.refusal, True),
    PairCheck("repeated-text", _E, "a phrase over and over", machine.repeated_text, True),
    PairCheck("term-lost", _E, "a term that stays as it is was translated", terms.term_lost, True),
    PairCheck("truncated", _W, "the text breaks off early", length.truncated, True),
    PairCheck("unchanged", _W, "the source, unchanged", echo.unchanged, True),
    PairCheck("wrapped", _W, "the whole text in quotation marks or a fence", machine.wrapped, True),
    PairCheck("wrong-language", _E, "another language than the catalog's", tongues.wrong_language, True),
    PairCheck(
        "wrong-script", _E, "letters of a script that is not the language's", tongues.wrong_script, True
    ),
)
OF_CATALOGS = (
    CatalogCheck("conflict", _E, "two people's translations wait for a choice", loss.conflicts),
    CatalogCheck("duplicate", _W, "an entry stands in the file twice", file.duplicates),
    CatalogCheck("language", _E, "the header names another language than the folder", file.language),
    CatalogCheck("note-lost", _E, "a note that was there at --since is gone", loss.lost_notes),
    CatalogCheck("plural-forms", _E, "the plural forms are not those of the header", file.plural_forms),
    CatalogCheck("structure", _E, "the msgstr would change the essay's structure", markup.structure),
    CatalogCheck("wiped", _E, "a translation that was there at --since is gone", loss.wiped),
)
CHECKS: tuple[Check, ...] = tuple(sorted((*OF_PAIRS, *OF_CATALOGS), key=lambda row: row.id))
