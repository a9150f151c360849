"""Keys of engines: where they come from, and which host may be sent which.

A key comes from the environment or from a key file, never from the command line or the project. One from the
environment goes only to the hosts of the vendor that it is for, and to this machine; a host that a project
names gets a key only if the key file says so, because a project that was cloned must not be able to send
the user's keys elsewhere.

The key file is ``essaytool/keys`` in the user's configuration folder, or what ``ESSAYTOOL_KEYS`` names. Its
lines are ``host = key``; a ``#`` begins a comment. Nobody but its owner may be allowed to read it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from essaytool.engines.addresses import host_of, is_loopback
from essaytool.errors import ConfigError, EssaytoolError
from essaytool.files import read_private
from essaytool.paths import home, shown

_KEY = re.compile(r"[!-~]+")
"""What can stand in a header."""
_MICROSOFT = tuple(
    f"{region}.cognitive.microsofttranslator.com" for region in ("api", "api-nam", "api-eur", "api-apc")
)


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of the environment that may hold a key, and the hosts that may be sent it."""

    name: str
    hosts: tuple[str, ...] = ()


_DEEPL = ("api.deepl.com", "api-free.deepl.com", "api-us.deepl.com", "api-jp.deepl.com")
_LIBRE = ("libretranslate.com",)

VARIABLES: Mapping[str, tuple[Variable, ...]] = {
    "deepl": tuple(
        Variable(name, _DEEPL) for name in ("ESSAYTOOL_DEEPL_KEY", "DEEPL_API_KEY", "DEEPL_AUTH_KEY")
    ),
    "microsoft": tuple(
        Variable(name, _MICROSOFT)
        for name in ("ESSAYTOOL_MICROSOFT_KEY", "MICROSOFT_API_KEY", "AZURE_TRANSLATOR_KEY")
    ),
    "libre": tuple(Variable(name, _LIBRE) for name in ("ESSAYTOOL_LIBRE_KEY", "LIBRE_API_KEY")),
    "chat": (
        Variable("ESSAYTOOL_CHAT_KEY"),
        Variable("OPENAI_API_KEY", ("api.openai.com",)),
        Variable("DEEPSEEK_API_KEY", ("api.deepseek.com",)),
        Variable("MISTRAL_API_KEY", ("api.mistral.ai",)),
        Variable("OPENROUTER_API_KEY", ("openrouter.ai",)),
        Variable("GROQ_API_KEY", ("api.groq.com",)),
    ),
}
"""For each engine that takes a key, the variables that are looked at, in this order.

`chat` has no host of its own: its own variable is for servers on this machine, a vendor's for the vendor.
"""


def find_key(engine: str, url: str, environ: Mapping[str, str] = os.environ) -> str:
    """The key that this engine may send to this URL; empty where there is none.

    Raises `FileError` for a key file that others can read, `ConfigError` for one that is none, and for a key
    that is none.
    """
    key = next((environ[name] for name in _allowed(engine, url) if environ.get(name)), "")
    key = key or _in_file(url, environ)
    if key and not _KEY.fullmatch(key):
        raise ConfigError(
            f"the key for {host_of(url)} has a character that no key has", hint="is it copied whole?"
        )
    return key


def lacking(engine: str, url: str, environ: Mapping[str, str] = os.environ) -> str:
    """What is missing for this engine to have a key for this URL, in a few words; empty if it has one."""
    try:
        if find_key(engine, url, environ):
            return ""
    except EssaytoolError as error:
        return f"{error} ({error.hint})"
    line = f"`{host_of(url)} = KEY` in {_from_home(key_file(environ))}"
    names = _allowed(engine, url)
    return f"needs a key: {names[0]} in the environment, or {line}" if names else f"needs a key: {line}"


def _allowed(engine: str, url: str) -> list[str]:
    """The variables whose key may be sent to this URL."""
    here = is_loopback(url)
    return [variable.name for variable in VARIABLES.get(engine, ()) if here or host_of(url) in variable.hosts]


def key_file(environ: Mapping[str, str] = os.environ) -> Path:
    """Where the key file is, if there is one."""
    if named := environ.get("ESSAYTOOL_KEYS"):
        return Path(named)
    folder = environ.get("XDG_CONFIG_HOME") or home() / ".config"
    return Path(folder, "essaytool", "keys")


def _from_home(path: Path) -> str:
    return f"~/{path.relative_to(home())}" if path.is_relative_to(home()) else shown(path)


def _in_file(url: str, environ: Mapping[str, str]) -> str:
    path = key_file(environ)
    content = read_private(path)
    if content is None:
        return ""
    found = dict(_lines(content.decode("utf-8", "replace"), path))
    return found.get(host_of(url), "")


def _lines(text: str, path: Path) -> list[tuple[str, str]]:
    """Hosts with their keys. No message shows a line."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        host, equals, key = (part.strip() for part in line.partition("="))
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not (host and equals and key) or "/" in host:
            raise ConfigError("is not `host = key`", path=shown(path), line=number, hint="one host a line")
        found.append((host.lower().strip("[]"), key))
    return found
