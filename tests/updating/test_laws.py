"""The laws of updating, on essays and catalogs that hypothesis makes up: no loss and no noise."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from essaytool.catalog.po import parse_catalog, serialize_catalog
from essaytool.catalog.provenance import sign
from essaytool.model import Catalog, Entry, Origin, State
from essaytool.updating.merge import merge
from tests.catalog.samples import catalog_of, catalogs

WORDS = 'open "weights" lie on every [table](a) where readers of "many" languages [take](b) them home'.split()
sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)
essays = st.lists(sentences, max_size=8, unique=True)
newlines = st.sampled_from([b"\n", b"\r\n"])


def template_of(msgids: Iterable[str]) -> Catalog:
    return catalog_of([Entry(msgid, comments=("paragraph",), references=("essay.md",)) for msgid in msgids])


def human_words(catalog: Catalog) -> set[str]:
    """All that a person may have written: translations, notes, flags of their own."""
    return {
        word
        for entry in catalog.all_entries
        for word in (*entry.texts, *entry.notes, *entry.flags)
        if word and word != "fuzzy"
    }


@given(catalogs, newlines)
def test_the_template_of_a_catalog_itself_changes_no_byte_of_it(catalog: Catalog, newline: bytes) -> None:
    data = serialize_catalog(catalog).replace(b"\n", newline)
    read = parse_catalog(data)
    assert serialize_catalog(merge(Catalog("essay.pot", read.entries), read)) == data


@given(catalogs, catalogs)
def test_no_word_of_a_person_is_lost_whatever_the_template(template: Catalog, catalog: Catalog) -> None:
    merged = parse_catalog(serialize_catalog(merge(template, catalog)))
    assert human_words(catalog) <= human_words(merged)
    assert [entry.key for entry in merged.entries] == [entry.key for entry in template.entries]


@given(catalogs, catalogs)
def test_merging_twice_changes_nothing_more(template: Catalog, catalog: Catalog) -> None:
    once = serialize_catalog(merge(template, catalog))
    assert serialize_catalog(merge(template, parse_catalog(once))) == once


def bare(text: str) -> str:
    """A text without what a trivial edit changes in these essays: the style of quotes, targets of links."""
    return re.sub(r"\]\(\w*\)", "]()", text).replace("“", '"').replace("”", '"')


class Life(RuleBasedStateMachine):
    """An essay that its author edits and a catalog that a translator and a machine edit, with updates in
    between.
    """

    @initialize(essay=essays, newline=newlines)
    def begin(self, essay: list[str], newline: bytes) -> None:
        self.essay = essay
        self.file = serialize_catalog(template_of(essay)).replace(b"\n", newline)
        self.written: dict[str, set[str]] = defaultdict(set)
        """What a person stands for, without targets, and the texts that they stand for it under."""
        self.count = 0

    @property
    def catalog(self) -> Catalog:
        return parse_catalog(self.file)

    @rule(at=st.integers(0, 8), sentence=sentences)
    def insert(self, at: int, sentence: str) -> None:
        self.change([*self.essay[:at], sentence, *self.essay[at:]])

    @rule(at=st.integers(0, 8), to=st.integers(0, 8))
    def move(self, at: int, to: int) -> None:
        moved = self.essay[at : at + 1]
        rest = [*self.essay[:at], *self.essay[at + 1 :]]
        self.change([*rest[:to], *moved, *rest[to:]])

    @rule(at=st.integers(0, 8))
    def delete(self, at: int) -> None:
        self.change([*self.essay[:at], *self.essay[at + 1 :]])

    @rule(at=st.integers(0, 8), word=st.sampled_from(WORDS))
    def edit(self, at: int, word: str) -> None:
        self.rewrite(at, lambda text: f"{text} {word}")

    @rule(at=st.integers(0, 8))
    def typeset(self, at: int) -> None:
        self.rewrite(at, lambda text: re.sub(r'"(\w+)"', r"“\1”", text))

    @rule(at=st.integers(0, 8), place=st.sampled_from("abc"))
    def lead_elsewhere(self, at: int, place: str) -> None:
        self.rewrite(at, lambda text: re.sub(r"\]\(\w\)", f"]({place})", text))

    def rewrite(self, at: int, change: Callable[[str], str]) -> None:
        self.change([*self.essay[:at], *map(change, self.essay[at : at + 1]), *self.essay[at + 1 :]])

    def change(self, essay: list[str]) -> None:
        self.essay = list(dict.fromkeys(essay))

    @rule(at=st.integers(0, 8), fuzzy=st.booleans(), note=st.booleans())
    def translate(self, at: int, fuzzy: bool, note: bool) -> None:
        """A translation, or a note, where none is yet, or only a machine's."""
        for entry in self.catalog.entries[at : at + 1]:
            if not entry.msgstr or entry.state is State.DRAFT:
                self.count += 1
                msgstr = self.links_of(entry, f"text {self.count}")
                flags = ("fuzzy", "mine") if fuzzy else ("mine",)
                notes = (*entry.notes, f"note {self.count}") if note else entry.notes
                self.written[bare(msgstr)].add(bare(entry.msgid))
                self.save(replace(entry, msgstr=msgstr, flags=flags, notes=notes, source=b""))

    @rule(at=st.integers(0, 8))
    def draft(self, at: int) -> None:
        for entry in self.catalog.entries[at : at + 1]:
            if entry.state is State.MISSING:
                self.count += 1
                text = replace(entry, msgstr=self.links_of(entry, f"machine's {self.count}"))
                self.save(sign(text, "machine", dt.date(2026, 11, 23)))

    @rule(at=st.integers(0, 8))
    def approve(self, at: int) -> None:
        """A person takes a draft or a doubtful text for right, which makes it theirs."""
        for entry in self.catalog.entries[at : at + 1]:
            if entry.fuzzy and entry.msgstr:
                self.written[bare(entry.msgstr)].add(bare(entry.msgid))
                flags = tuple(flag for flag in entry.flags if flag != "fuzzy")
                self.save(replace(entry, flags=flags, previous_msgid=None, source=b""))

    def links_of(self, entry: Entry, text: str) -> str:
        links = re.findall(r"\[\w+\]\(\w\)", entry.msgid)
        return " ".join([text, *links])

    def save(self, entry: Entry) -> None:
        self.file = serialize_catalog(self.catalog.with_entries([entry]))

    @rule()
    def update(self) -> None:
        before = self.catalog
        template = template_of(self.essay)
        self.file = serialize_catalog(merge(template, before))
        after = self.catalog
        assert [entry.msgid for entry in after.entries] == self.essay
        assert set(map(bare, human_words(before))) <= set(map(bare, human_words(after)))
        assert serialize_catalog(merge(template, after)) == self.file

    @invariant()
    def no_translation_is_gone(self) -> None:
        assert set(self.written) <= set(map(bare, human_words(self.catalog)))

    @invariant()
    def none_stands_as_reviewed_under_a_text_that_it_was_not_made_for(self) -> None:
        for entry in self.catalog.all_entries:
            if entry.state is State.REVIEWED:
                assert bare(entry.msgid) in self.written[bare(entry.msgstr)]

    @invariant()
    def what_a_machine_wrote_is_known_for_it(self) -> None:
        for entry in self.catalog.all_entries:
            if entry.msgstr.startswith("machine's"):
                assert entry.origin in (Origin.DRAFT, Origin.APPROVED_DRAFT)


test_a_life_of_edits_and_updates_loses_no_translation = Life.TestCase
Life.TestCase.settings = settings(stateful_step_count=20)
