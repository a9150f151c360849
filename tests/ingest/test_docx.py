"""Word files, made by a library that Word's own files were the model of."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from docx import Document

from essaytool.errors import IngestError
from essaytool.ingest.document import DEFAULTS
from essaytool.ingest.read import Form, receive

EXPECTED = """\
---
title: On ladders
---

A ladder is *simple* & **safe**, said nobody_ever.

## Before you climb

- look up
- look down

1. left foot
2. right foot

> Every ladder has two ends.

### In numbers

| rungs | falls |
| --- | --- |
| 7 | 1\\|2 |

1986\\. That is all.
"""
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0000003010100"
    "18dd8db00000000049454e44ae426082"
)


def word_file() -> bytes:
    document = Document()
    document.add_heading("On ladders", 0)
    first = document.add_paragraph("A ladder is ")
    first.add_run("simple").italic = True
    first.add_run(" & ")
    first.add_run("safe").bold = True
    first.add_run(", said nobody_ever.")
    document.add_heading("Before you climb", 1)
    for text, style in (("look up", "List Bullet"), ("look down", "List Bullet")):
        document.add_paragraph(text, style)
    for text in ("left foot", "right foot"):
        document.add_paragraph(text, "List Number")
    document.add_paragraph("Every ladder has two ends.", "Quote")
    document.add_heading("In numbers", 2)
    table = document.add_table(2, 2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells), ("rungs", "falls", "7", "1|2"), strict=True
    ):
        cell.text = text
    document.add_picture(BytesIO(PIXEL))
    document.add_paragraph("1986. That is all.")
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


def test_a_word_file_becomes_markdown_and_its_pictures_are_counted() -> None:
    received = receive(word_file(), "ladders.docx", "en", DEFAULTS)
    assert (received.form, received.document.counts.dropped) == (Form.DOCX, 1)
    assert received.document.markdown() == EXPECTED


def test_a_file_that_unpacks_to_more_than_we_read_is_refused() -> None:
    saved = BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 200_000_001)
    with pytest.raises(IngestError, match="unpacks to 200 MB"):
        receive(saved.getvalue(), "bomb.docx", "en", DEFAULTS)


def test_entities_that_grow_are_refused() -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE w [<!ENTITY a0 "lol">{entities}]><w:document xmlns:w="x">&a9;</w:document>'
    saved = BytesIO()
    with zipfile.ZipFile(BytesIO(word_file())) as source, zipfile.ZipFile(saved, "w") as archive:
        for item in source.infolist():
            archive.writestr(item, bomb if item.filename == "word/document.xml" else source.read(item))
    with pytest.raises(IngestError, match=r"cannot be read|holds no text"):
        receive(saved.getvalue(), "bomb.docx", "en", DEFAULTS)
