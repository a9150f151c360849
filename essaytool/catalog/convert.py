"""A catalog in another charset."""

from __future__ import annotations

import re

from essaytool.catalog.charset import encode
from essaytool.catalog.po import parse_catalog, serialize_catalog
from essaytool.model import Catalog

_CHARSET = re.compile(r"(charset=)[^\s\\;\"]+")


def converted(catalog: Catalog, charset: str) -> Catalog:
    """The catalog in another charset, which its header then names. Raises `CatalogError` for a text that has
    no place there.
    """
    text = serialize_catalog(catalog).decode(catalog.charset, "replace")
    named = _CHARSET.sub(lambda found: found[1] + charset.upper(), text, count=1)
    return parse_catalog(encode(named, charset, catalog.path), path=catalog.path)
