"""``add``: an essay as its writer has it, into the source folder; ``new``: an empty one."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from essaytool.errors import FileError, IngestError, LanguageError
from essaytool.files import read, read_if_there, size_of, write_if_changed
from essaytool.ingest.document import DEFAULTS, Document, Options, front_matter
from essaytool.ingest.names import require_name, slug_of, title_of, twin_of
from essaytool.ingest.read import MOST_BYTES, Form, Received, receive
from essaytool.languages import Language, find_tag
from essaytool.locks import lock
from essaytool.paths import shown
from essaytool.project import Project
from essaytool.workflow.results import Added, Begun, Failure
from essaytool.workflow.steps import each


@dataclass(frozen=True)
class Given:
    """A document to bring in: its bytes, and what it is called; nothing where it came through a pipe."""

    name: str
    stem: str
    content: bytes | None = None
    file: Path | None = None


@dataclass(frozen=True)
class Wanted:
    """How documents are to be brought in."""

    slug: str = ""
    title: str = ""
    language: Language | None = None
    form: Form | None = None
    encoding: str = ""
    guesses: Options = DEFAULTS
    force: bool = False
    writes: bool = True


def from_file(path: Path) -> Given:
    return Given(shown(path), path.stem, file=path)


def from_pipe(content: bytes) -> Given:
    return Given("standard input", "", content)


def add(project: Project, documents: Sequence[Given], wanted: Wanted) -> Iterator[Added | Failure]:
    """Bring each document into the source folder, as Markdown.

    Raises `LanguageError` for a language that is not the project's source language, and `LockError`.
    """
    if wanted.language and not _is_of(wanted.language, project.source_language):
        raise _of_another(project, wanted.language.tag)
    with lock(project.root) if wanted.writes else nullcontext():
        yield from each(documents, lambda given: _add(project, given, wanted))


def _add(project: Project, given: Given, wanted: Wanted) -> Added:
    """Raises `IngestError`, `LanguageError`, `SourceError`, `FileError`."""
    content = _content(given)
    guesses = replace(wanted.guesses, titled=bool(wanted.title))
    source = project.source_language
    received = receive(content, given.name, source.tag, guesses, form=wanted.form, encoding=wanted.encoding)
    said = find_tag(received.document.language) if received.document.language else None
    if said and not wanted.language and not _is_of(said, source):
        raise _of_another(project, said.tag, given.name)
    document = _titled(received.document, given, wanted)
    slug = require_name(wanted.slug or slug_of(given.stem) or slug_of(document.title))
    path, there = _place(project, slug, force=wanted.force or not wanted.writes)
    markdown = document.markdown()
    changed = wanted.writes and write_if_changed(path, markdown.encode(), project.source_folder, seen=there)
    return _told(
        project, path, slug, replace(received, document=document), changed, "" if wanted.writes else markdown
    )


def _content(given: Given) -> bytes:
    if given.file is None:
        return given.content or b""
    size = size_of(given.file)
    if size > MOST_BYTES:
        hint = "an essay has less than 100 MB"
        raise IngestError(f"is too large: {size // 1_000_000} MB", path=given.name, hint=hint)
    return read(given.file)


def _told(project: Project, path: Path, slug: str, received: Received, changed: bool, markdown: str) -> Added:
    return Added(
        essay=slug,
        path=project.relative(path),
        title=received.document.title,
        form=received.form.value,
        encoding=received.encoding,
        changed=changed,
        markdown=markdown,
        **asdict(received.document.counts),
    )


def _titled(document: Document, given: Given, wanted: Wanted) -> Document:
    """The document with a title: the one that was asked for, its own, or its file's name."""
    if wanted.title and document.is_titled and document.title != wanted.title:
        hint = "leave --title out, or change it in the file"
        raise IngestError(f"has a title of its own, {document.title!r}", path=given.name, hint=hint)
    title = wanted.title or document.title or title_of(given.stem)
    if not title:
        hint = "what is it called? say so with --title"
        raise IngestError("has no title: it begins with a paragraph", path=given.name, hint=hint)
    return replace(document, title=title)


def _place(project: Project, slug: str, *, force: bool) -> tuple[Path, bytes | None]:
    """Where the essay goes, and what is there. Raises `FileError` where something is that must stay."""
    essays = project.essays()
    if twin := twin_of(slug, essays):
        hint = "take another name with --slug: some file systems cannot tell the two apart"
        raise FileError(f"there is an essay {twin} already", path=shown(project.source_path(slug)), hint=hint)
    path = project.source_path(slug)
    there = read_if_there(path)
    if not force and there is not None:
        hint = "--force replaces it, --slug takes another name"
        raise FileError("there is an essay of this name already", path=shown(path), hint=hint)
    return path, there


def _is_of(language: Language, source: Language) -> bool:
    """Whether a language is the source language, or one is a variety of the other."""
    one, other = language.tag.split("-"), source.tag.split("-")
    return all(left == right for left, right in zip(one, other, strict=False))


def _of_another(project: Project, tag: str, name: str = "") -> LanguageError:
    return LanguageError(
        f"is in {tag}, and the essays here are written in {project.source_language.tag}",
        path=name or None,
        hint=f"a translation comes in with `essaytool import FILE -l {tag} --essay NAME`",
    )


def new(project: Project, slug: str, title: str, today: datetime.date) -> Begun:
    """An empty essay with front matter. Raises `IngestError`, `FileError`, `LockError`."""
    slug = require_name(slug.removesuffix(".md"))
    with lock(project.root):
        path, there = _place(project, slug, force=False)
        title = title or title_of(slug.rpartition("/")[2]) or slug
        content = front_matter({"title": title, "date": today.isoformat()}) + "\n"
        write_if_changed(path, content.encode(), project.source_folder, seen=there)
    return Begun(slug, project.relative(path))
