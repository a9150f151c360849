"""Where keys come from, and which host may be sent which."""

from __future__ import annotations

from pathlib import Path

import pytest

from essaytool.engines.keys import find_key, key_file, lacking
from essaytool.errors import ConfigError, FileError

PRO, FREE = "https://api.deepl.com", "https://api-free.deepl.com"
LOOPBACK = "http://127.0.0.1:8000"
MIRROR = "https://mirror.example"


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """An environment whose key file is not there."""
    return {"XDG_CONFIG_HOME": str(tmp_path)}


def write(environ: dict[str, str], text: str, mode: int = 0o600) -> Path:
    path = key_file(environ)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    path.chmod(mode)
    return path


@pytest.mark.parametrize(
    ("engine", "url", "variable", "sent"),
    [
        ("deepl", PRO, "ESSAYTOOL_DEEPL_KEY", True),
        ("deepl", FREE, "DEEPL_API_KEY", True),
        ("deepl", "https://api-us.deepl.com/", "DEEPL_AUTH_KEY", True),
        ("deepl", LOOPBACK, "DEEPL_API_KEY", True),
        ("deepl", MIRROR, "ESSAYTOOL_DEEPL_KEY", False),
        ("deepl", "https://api.deepl.com.mirror.example", "DEEPL_API_KEY", False),
        ("deepl", PRO, "OPENAI_API_KEY", False),
        ("microsoft", "https://api.cognitive.microsofttranslator.com", "MICROSOFT_API_KEY", True),
        ("microsoft", "https://api-eur.cognitive.microsofttranslator.com", "AZURE_TRANSLATOR_KEY", True),
        ("microsoft", MIRROR, "ESSAYTOOL_MICROSOFT_KEY", False),
        ("libre", "https://libretranslate.com", "ESSAYTOOL_LIBRE_KEY", True),
        ("libre", MIRROR, "LIBRE_API_KEY", False),
        ("chat", "https://api.openai.com/v1", "OPENAI_API_KEY", True),
        ("chat", "https://api.deepseek.com", "DEEPSEEK_API_KEY", True),
        ("chat", "https://api.deepseek.com", "OPENAI_API_KEY", False),
        ("chat", "https://api.deepseek.com", "ESSAYTOOL_CHAT_KEY", False),
        ("chat", "http://localhost:11434/v1", "ESSAYTOOL_CHAT_KEY", True),
        ("google", "https://translate.google.com/m", "ESSAYTOOL_GOOGLE_KEY", False),
    ],
)
def test_a_key_of_the_environment_goes_to_its_vendor_and_to_this_machine(
    engine: str, url: str, variable: str, sent: bool, environ: dict[str, str]
) -> None:
    environ[variable] = "canary"
    assert find_key(engine, url, environ) == ("canary" if sent else "")


def test_another_host_gets_the_key_that_the_key_file_has_for_it(environ: dict[str, str]) -> None:
    write(environ, "# mine\n\nmirror.example = m1rr0r=\n  API.deepl.com=pro\n")
    environ["ESSAYTOOL_DEEPL_KEY"] = "canary"
    assert find_key("deepl", f"{MIRROR}:8443/v2", environ) == "m1rr0r="
    assert find_key("deepl", PRO, environ) == "canary"
    assert find_key("deepl", "https://other.example", environ) == ""
    del environ["ESSAYTOOL_DEEPL_KEY"]
    assert find_key("deepl", PRO, environ) == "pro"


def test_the_key_file_may_lie_elsewhere(environ: dict[str, str], tmp_path: Path) -> None:
    environ["ESSAYTOOL_KEYS"] = str(tmp_path / "elsewhere")
    write(environ, "mirror.example = canary")
    assert find_key("libre", MIRROR, environ) == "canary"
    assert key_file({"HOME": "/x"}) == Path.home() / ".config" / "essaytool" / "keys"


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o620, 0o666])
def test_a_key_file_that_others_can_read_is_refused(mode: int, environ: dict[str, str]) -> None:
    path = write(environ, "mirror.example = canary", mode)
    with pytest.raises(FileError, match="can be read or written by others") as error:
        find_key("libre", MIRROR, environ)
    assert error.value.hint == f"chmod 600 {path}"
    assert "can be read or written by others" in lacking("libre", MIRROR, environ)


@pytest.mark.parametrize("text", ["mirror.example", "mirror.example =", "= canary", "https://a.b/ = canary"])
def test_a_line_that_is_none_is_named_and_not_shown(text: str, environ: dict[str, str]) -> None:
    write(environ, f"# one\n{text} \n")
    with pytest.raises(ConfigError, match=r"keys:2: is not `host = key`$") as error:
        find_key("libre", MIRROR, environ)
    assert "canary" not in f"{error.value} {error.value.hint}"


@pytest.mark.parametrize("key", ["two words", "new\nline", "ключ", "can\x00ary"])
def test_a_key_that_no_header_can_hold_is_refused_and_not_shown(key: str, environ: dict[str, str]) -> None:
    environ["DEEPL_API_KEY"] = key
    with pytest.raises(ConfigError, match="has a character that no key has") as error:
        find_key("deepl", PRO, environ)
    assert key not in f"{error.value} {error.value.hint}"


def test_says_what_to_do_about_a_missing_key(environ: dict[str, str]) -> None:
    path = key_file(environ)
    assert lacking("deepl", PRO, environ) == (
        f"needs a key: ESSAYTOOL_DEEPL_KEY in the environment, or `api.deepl.com = KEY` in {path}"
    )
    assert lacking("chat", MIRROR, environ) == f"needs a key: `mirror.example = KEY` in {path}"
    assert lacking("deepl", PRO, {**environ, "DEEPL_API_KEY": "x"}) == ""
