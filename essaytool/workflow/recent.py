"""Editions that this process made a moment ago: a build asks for each twice, once to know of all which there
are, and once to write its pages.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from essaytool.languages import Language
from essaytool.model import Edition, Essay
from essaytool.project import Project
from essaytool.traces import Trace

_MOST, _LARGEST = 512, 30_000
"""Editions that are kept, and bytes of the largest essay among them."""
_Key = tuple[bytes, bytes, object]

_kept: OrderedDict[_Key, Edition] = OrderedDict()
_lock = Lock()
"""Workers of a cluster do jobs in several threads."""


def recall(project: Project, essay: Essay, content: bytes, language: Language) -> Edition | None:
    """The edition that this essay and this content of its catalog gave, if it is still known."""
    with _lock:
        return _kept.get(_key(project, essay, content, language))


def keep(project: Project, content: bytes, language: Language, edition: Edition, trace: Trace) -> None:
    """Remember an edition, unless it took a look at other files than its own: they are those of `trace`."""
    if trace or len(edition.essay.source) > _LARGEST:
        return
    with _lock:
        _kept[_key(project, edition.essay, content, language)] = edition
        if len(_kept) > _MOST:
            _kept.popitem(last=False)


def _key(project: Project, essay: Essay, content: bytes, language: Language) -> _Key:
    settings = project.settings_for(language)
    told = (essay.path, essay.front_matter, essay.code, language, settings.drafts, settings.stale)
    return essay.source, content, told
