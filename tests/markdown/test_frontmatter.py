"""Front matter: what is one, and that a translation changes the bytes of its own value only."""

from __future__ import annotations

import tomllib

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from essaytool.errors import Refusal, SourceError
from essaytool.markdown.contexts import canon
from essaytool.markdown.frontmatter import read_front_matter, require_front_matter
from essaytool.markdown.segment import segment
from essaytool.markdown.verify import place

YAML_ESSAY = b"""---
title: Plain   # a comment
subtitle: 'It''s single'
description: "A \\"double\\""
summary: >
  Folded
  text

tags: [one, "two", 'three']
weight: 3
---
Body
"""

TOML_ESSAY = b"""+++
title = "A basic \\"one\\""  # a comment
description = 'literal'
tags = [
  "one",  # the first
  'two',
]

[extra]
title = "another table's"
+++
Body
"""


def translated(source: bytes, msgstr: str) -> bytes:
    essay = segment(source)
    return place(essay, dict.fromkeys(range(len(essay.slots) - 1), msgstr)).edition.markdown


def test_all_kinds_of_yaml_scalars_are_values() -> None:
    values = [
        scalar.value
        for scalar in read_front_matter(
            YAML_ESSAY, ("title", "subtitle", "description", "summary", "tags")
        ).scalars
    ]
    assert values == ["Plain", "It's single", 'A "double"', "Folded text", "one", "two", "three"]


def test_all_kinds_of_toml_strings_are_values() -> None:
    values = [
        scalar.value for scalar in read_front_matter(TOML_ESSAY, ("title", "description", "tags")).scalars
    ]
    assert values == ['A basic "one"', "literal", "one", "two"]


@pytest.mark.parametrize(
    "source",
    [
        b"---\n\nNot a mapping\n\n---\n",
        b"---\ntitle: never closed\n",
        b"+++\ntitle = never closed\n+++\n",
        b"---\n- a list\n---\n",
        b"text\n---\ntitle: x\n---\n",
        b"---\n[\n---\n",
        b"---\ntitle: " + b"[" * 3000 + b"\n---\n",
    ],
)
def test_what_is_no_mapping_at_the_first_byte_is_markdown(source: bytes) -> None:
    assert read_front_matter(source).end == 0
    assert segment(source).source == source


def test_a_translation_changes_its_own_value_only() -> None:
    edition = translated(YAML_ESSAY, "Neu: ja, \"so\" # 'genau'").decode()
    assert edition.replace('"Neu: ja, \\"so\\" # \'genau\'"', "X").replace(
        "'Neu: ja, \"so\" # ''genau'''", "X"
    ) == (
        "---\ntitle: X   # a comment\nsubtitle: X\ndescription: X\nsummary: X\n\n"
        "tags: [X, X, X]\nweight: 3\n---\nBody\n"
    )


@given(st.text(min_size=1))
def test_yaml_means_the_msgstr_whatever_it_holds(msgstr: str) -> None:
    essay = segment(YAML_ESSAY)
    try:
        expected = canon(essay.slots[0], msgstr)
    except Refusal:
        return
    values = yaml.safe_load(translated(YAML_ESSAY, msgstr).split(b"---")[1] if "---" not in msgstr else b"{}")
    if values:
        assert (values["title"], values["tags"], values["weight"]) == (expected, [expected] * 3, 3)


@given(st.text(min_size=1))
def test_toml_means_the_msgstr_whatever_it_holds(msgstr: str) -> None:
    essay = segment(TOML_ESSAY)
    try:
        expected = canon(essay.slots[0], msgstr)
    except Refusal:
        return
    text = translated(TOML_ESSAY, msgstr)
    values = tomllib.loads(text[4 : text.rindex(b"\n+++\n")].decode())
    assert (values["title"], values["tags"], values["extra"]) == (
        expected,
        [expected] * 2,
        {"title": "another table's"},
    )


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (
            b"---\ntitle: [a\n---\nx\n",
            "essay.md:3: the front matter is not YAML: did not find expected ',' or ']'",
        ),
        (
            b"---\nok: 1\ntitle: a: b\n---\nx\n",
            "essay.md:3: the front matter is not YAML: mapping values are not allowed in this context",
        ),
        (b"+++\ntitle = x\n+++\nx\n", "essay.md:2: the front matter is not TOML: invalid value"),
    ],
)
def test_broken_front_matter_is_an_error_with_its_line(source: bytes, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        require_front_matter(source, "essay.md")
    assert str(caught.value) == message


def test_a_rule_above_a_text_is_no_broken_front_matter() -> None:
    require_front_matter(b"---\nA sentence: with a colon: and more\n---\n", "essay.md")
