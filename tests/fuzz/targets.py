"""What is fuzzed. A target takes any bytes, and raises for a broken law or an undocumented error."""

from __future__ import annotations

from collections.abc import Mapping

from tests.fuzz import answers, catalogs, documents, essays, settings, tables
from tests.fuzz.limits import Target

TARGETS: Mapping[str, Target] = {
    "catalog": catalogs.catalog,
    "merging": catalogs.merging,
    "essay": essays.essay,
    "splice": essays.splice,
    "front-matter": essays.front_matter,
    "configuration": settings.configuration,
    "document": documents.document,
    "page": documents.page,
    "word": documents.word,
    "memory": tables.memory,
    "glossary": tables.glossary,
    "returned": tables.returned,
    "manifest": tables.manifest,
    "answers": answers.answers,
}
