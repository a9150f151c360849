"""The table: every check, by what it looks at. docs/checks.md has a section on each.

A row names the function that looks, ``module.function`` of this room, and loads it when it first looks: most
verbs need no more of the checks than their ids.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from essaytool.model import Severity

if TYPE_CHECKING:
    from essaytool.checks.pairs import PairLook
    from essaytool.checks.subject import Look

_E, _W = Severity.ERROR, Severity.WARNING


@dataclass(frozen=True)
class Check:
    """One row: what findings carry as their id, and what finds them."""

    id: str
    severity: Severity
    title: str


@dataclass(frozen=True)
class PairCheck(Check):
    """Looks at a msgid and a msgstr."""

    at: str
    no_draft: bool = False
    """Whether a machine's text that fails it is no draft."""

    @cached_property
    def look(self) -> PairLook:
        look: PairLook = _function(self.at)
        return look


@dataclass(frozen=True)
class CatalogCheck(Check):
    """Looks at a catalog as a whole."""

    at: str

    @cached_property
    def look(self) -> Look:
        look: Look = _function(self.at)
        return look


def _function(at: str) -> Any:
    module, _, name = at.partition(".")
    return getattr(import_module(f"essaytool.checks.{module}"), name)


OF_PAIRS = (
    PairCheck("bidi", _E, "a bidi control without its partner, or an override", "characters.bidi", True),
    PairCheck("blank", _E, "the msgstr holds nothing but blanks", "markup.blank", True),
    PairCheck("chatter", _E, "an engine speaks beside its translation", "machine.chatter", True),
    PairCheck("control-character", _E, "a control character", "characters.control_character", True),
    PairCheck(
        "empty-link", _E, "a link without words, or an image without its text", "marks.empty_link", True
    ),
    PairCheck(
        "leaked-placeholder", _E, "a placeholder of the drafting is left", "machine.leaked_placeholder", True
    ),
    PairCheck("line-break", _E, "a line break at one end of one text only", "markup.line_break"),
    PairCheck("link-gap", _E, "a blank between ] and ( makes a link none", "spacing.link_gap", True),
    PairCheck("markup", _E, "a link, code span, footnote or tag is lost or new", "markup.markup", True),
    PairCheck("mojibake", _E, "letters that a wrong charset made", "characters.mojibake", True),
    PairCheck("refusal", _E, "an engine's excuse in place of a translation", "machine.refusal", True),
    PairCheck("repeated-text", _E, "a phrase over and over", "machine.repeated_text", True),
    PairCheck("shortcode", _E, "a shortcode or formula is lost or new", "marks.shortcode", True),
    PairCheck("stray-markup", _E, "marks of Markdown that a reader would see", "marks.stray_markup", True),
    PairCheck("term-lost", _E, "a term that stays as it is was translated", "terms.term_lost", True),
    PairCheck("wrong-language", _E, "another language than the catalog's", "tongues.wrong_language", True),
    PairCheck(
        "wrong-script", _E, "letters of a script that is not the language's", "tongues.wrong_script", True
    ),
    PairCheck("address", _W, "a URL, an address or a file's name differs", "addresses.address"),
    PairCheck(
        "block-mark", _W, "a heading's, list's or quote's mark begins the text", "marks.block_mark", True
    ),
    PairCheck("brackets", _W, "a bracket without its partner", "quotes.brackets"),
    PairCheck("capitals", _W, "all in capitals, or no longer", "words.capitals"),
    PairCheck("double-space", _W, "two blanks in a row", "spacing.double_space"),
    PairCheck("emphasis", _W, "emphasis is lost, or there is more of it", "marks.emphasis"),
    PairCheck("end-blank", _W, "a blank at one end of one text only", "spacing.end_blanks"),
    PairCheck(
        "end-punctuation",
        _W,
        "the ends differ: full stop, colon, question mark",
        "punctuation.end_punctuation",
    ),
    PairCheck("escapes", _W, "a backslash escape that a reader would see", "marks.escapes"),
    PairCheck("formula", _W, "a spreadsheet would take the text for a formula", "punctuation.formula"),
    PairCheck(
        "french-spacing",
        _W,
        "a no-break space is missing beside French punctuation",
        "spacing.french_spacing",
    ),
    PairCheck("glossary", _W, "a term is not translated as the glossary has it", "terms.glossary"),
    PairCheck("glued", _W, "no blank between a word and code", "spacing.glued"),
    PairCheck("hard-breaks", _W, "another number of forced line breaks", "marks.hard_breaks"),
    PairCheck(
        "inverted-marks", _W, "a Spanish question or exclamation is not opened", "punctuation.inverted_marks"
    ),
    PairCheck("invisible", _W, "a character that nobody sees", "characters.invisible"),
    PairCheck("kashida", _W, "a word is stretched with tatweel", "characters.kashida"),
    PairCheck("length", _W, "far shorter or longer than the source", "length.length", True),
    PairCheck("max-length", _W, "longer than the entry's flag allows", "length.too_long"),
    PairCheck("mixed-script", _W, "a word mixes letters of two scripts", "tongues.mixed_script", True),
    PairCheck("name-drift", _W, "a name is spelt otherwise than in the source", "words.name_drift"),
    PairCheck("not-composed", _W, "not in Unicode's normal form C", "characters.not_composed"),
    PairCheck(
        "number-form", _W, "a number is written as in the source's language", "number_forms.number_form"
    ),
    PairCheck("number-lost", _W, "a number of the source is not there", "numbers.number_lost"),
    PairCheck("numbers", _W, "a number is another one", "numbers.numbers", True),
    PairCheck(
        "partly-untranslated", _W, "a part of the source is left as it was", "echo.partly_untranslated"
    ),
    PairCheck(
        "punctuation-form", _W, "a mark has the form of another script", "punctuation.punctuation_form"
    ),
    PairCheck("quote-style", _W, "quotation marks of another language", "quotes.quote_style"),
    PairCheck("quotes", _W, "a quotation mark without its partner", "quotes.quotes"),
    PairCheck("repeated-word", _W, "a word stands twice", "words.repeated_word"),
    PairCheck("sentences", _W, "fewer sentences than in the source", "length.sentences"),
    PairCheck("space-after", _W, "no blank after a mark of punctuation", "spacing.space_after"),
    PairCheck("space-before", _W, "a blank before a mark of punctuation", "spacing.space_before"),
    PairCheck("start-capital", _W, "the text begins with a small letter", "words.start_capital"),
    PairCheck(
        "start-punctuation",
        _W,
        "the symbol that the source begins with is lost",
        "punctuation.start_punctuation",
    ),
    PairCheck("tab", _W, "another number of tabs", "spacing.tab"),
    PairCheck("truncated", _W, "the text breaks off early", "length.truncated", True),
    PairCheck("unchanged", _W, "the source, unchanged", "echo.unchanged", True),
    PairCheck("wrapped", _W, "the whole text in quotation marks or a fence", "machine.wrapped", True),
)
OF_CATALOGS = (
    CatalogCheck("conflict", _E, "two people's translations wait for a choice", "loss.conflicts"),
    CatalogCheck("duplicate", _W, "an entry stands in the file twice", "file.duplicates"),
    CatalogCheck("format", _E, "the arguments of a format differ, as msgfmt has it", "formats.formats"),
    CatalogCheck("inconsistent", _W, "one text, two translations", "across.inconsistent"),
    CatalogCheck("language", _E, "the header names another language than the folder", "file.language"),
    CatalogCheck("note-lost", _E, "a note that was there at --since is gone", "loss.lost_notes"),
    CatalogCheck("plural-forms", _E, "the plural forms are not those of the header", "file.plural_forms"),
    CatalogCheck("reused", _W, "two texts, one translation", "across.reused"),
    CatalogCheck("structure", _E, "the msgstr would change the essay's structure", "markup.structure"),
    CatalogCheck("wiped", _E, "a translation that was there at --since is gone", "loss.wiped"),
)
ELSEWHERE = (
    Check("multiple-failures", _W, "several languages fail alike: the source may be to blame"),
    Check("syntax", _E, "the catalog cannot be read"),
)
"""What `essaytool.workflow.check` finds over several catalogs, or where there is none to look at."""
CHECKS: tuple[Check, ...] = tuple(sorted((*OF_PAIRS, *OF_CATALOGS, *ELSEWHERE), key=lambda row: row.id))
