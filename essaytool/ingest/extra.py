"""The libraries of the extra ``ingest``, imported where they are needed."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from essaytool.errors import IngestError


def require(name: str) -> Any:
    """A module of the extra. Raises `IngestError`, which names the extra, where it is not installed."""
    try:
        return import_module(name)
    except ImportError as error:
        raise IngestError(
            f"web pages and Word files need a library that is not installed ({name.partition('.')[0]})",
            hint='pip install "essaytool[ingest]"',
        ) from error
