"""Every error that essaytool raises, in one tree.

``str(error)`` is a whole sentence that begins with the file and line where there is one, as compilers print
it: ``locales/fr/LC_MESSAGES/essay.po:12: msgid is not closed``. ``error.hint`` says what to do about it.
``error.exit_code`` is the process's answer: 2 for usage, configuration and failures, 3 for an engine that
stopped.
"""

from __future__ import annotations

from os import PathLike


class EssaytoolError(Exception):
    """The root of the tree: whatever a user can cause is an instance of it."""

    exit_code = 2

    def __init__(
        self,
        sentence: str,
        *,
        hint: str = "",
        path: str | PathLike[str] | None = None,
        line: int | None = None,
    ) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint
        self.path = None if path is None else str(path)
        self.line = line

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.path, self.line) if part is not None)
        return f"{place}: {self.sentence}" if place else self.sentence


class ProjectError(EssaytoolError):
    """There is no project here, or one of its folders is missing."""


class ConfigError(EssaytoolError):
    """The configuration cannot be read, or says something that it cannot mean."""


class LanguageError(EssaytoolError):
    """A language tag that BCP 47 or the CLDR does not know."""


class FileError(EssaytoolError):
    """A file could not be read or written; what was there before is still there."""


class ChangedError(FileError):
    """Somebody else saved or deleted a file between our reading and our writing it; theirs is still there."""


class LockError(EssaytoolError):
    """Another run holds the project's lock."""


class SourceError(EssaytoolError):
    """An essay that cannot be segmented: not UTF-8, an unclosed skip directive, broken front matter."""


class IngestError(EssaytoolError):
    """A document that cannot be brought in: it is no text, has no title, or a library is missing."""


class CatalogError(EssaytoolError):
    """A catalog that msgcat refuses, or a text that a catalog's charset cannot hold."""


class TableError(EssaytoolError):
    """A table (CSV) that cannot be read: the glossary, or one that a reviewer sent back."""


class GitError(EssaytoolError):
    """git is not there, or did not do what it was asked for."""


class Refusal(EssaytoolError):
    """A msgstr that has no exact place in its essay: localize shows the source instead and says why."""


class EngineError(EssaytoolError):
    """A translation engine, or its quota, stopped the run."""

    exit_code = 3


class WorkerError(EssaytoolError):
    """Those who do a run's jobs cannot go on: a process was killed, or a cluster is not what it should be."""
