"""When an edition was last worked on, from what its files say: no clock is ever asked.

For builds that have to be the same everywhere, ``SOURCE_DATE_EPOCH`` gives the time that stands where an
essay says none (reproducible-builds.org/specs/source-date-epoch).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from essaytool.errors import ConfigError
from essaytool.model import Catalog

EPOCH = "SOURCE_DATE_EPOCH"


def revision(catalog: Catalog) -> datetime | None:
    """When a person last worked on this catalog, by its ``PO-Revision-Date``; None if that says nothing."""
    try:
        return datetime.strptime(catalog.header.get("PO-Revision-Date", ""), "%Y-%m-%d %H:%M%z").astimezone(
            UTC
        )
    except (ValueError, OverflowError):
        return None


def latest(day: date | None, revised: datetime | None, fallback: datetime | None = None) -> datetime | None:
    """The later of an essay's day, which begins at midnight UTC, and its catalog's revision."""
    written = datetime.combine(day, time(), UTC) if day else None
    known = [moment for moment in (written, revised) if moment]
    return max(known) if known else fallback


def source_date_epoch(environ: Mapping[str, str]) -> datetime | None:
    """The moment that ``SOURCE_DATE_EPOCH`` names. Raises `ConfigError` if it is no count of seconds."""
    value = environ.get(EPOCH)
    if not value:
        return None
    try:
        return datetime.fromtimestamp(int(value), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise ConfigError(f"{EPOCH} is {value!r}", hint="it takes seconds since 1970") from error
