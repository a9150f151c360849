"""Where text may be sent: encrypted to any host, or to this machine."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit, urlunsplit

from essaytool.errors import ConfigError


def safe_url(setting: str, url: str) -> str:
    """The URL, if text may be sent there. Raises `ConfigError`, which names the setting that has it."""
    if not _is_safe(url):
        hint = "it takes https, or http to a server on this machine, and no password"
        raise ConfigError(f"`{setting}` is not an address that text may be sent to", hint=hint)
    return url


def _is_safe(url: str) -> bool:
    try:
        parts = urlsplit(url)
        encrypted = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(url))
        return bool(parts.hostname) and parts.port != 0 and encrypted and "@" not in parts.netloc
    except ValueError:
        return False


def is_loopback(url: str) -> bool:
    """Whether the URL is one of this machine's own."""
    host = host_of(url)
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def host_of(url: str) -> str:
    """The host alone, in lower case, as messages show it: what else is in a URL may be secret."""
    return urlsplit(url).hostname or ""


def below(url: str, path: str) -> str:
    """The URL with this path behind its own, and its query as it is."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=parts.path.rstrip("/") + path)) if path else url
