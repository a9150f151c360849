"""What engines call languages: by Babel's data on them, and a table for each engine.

A table's keys are tags, its values the engine's own codes. A language is looked for by its tag, then by what
CLDR says stands for it: with its script, with its usual region, with the region whose usage it follows
(``es-MX`` is ``es-419``), and at last by itself. Scripts stay apart: Serbian in Latin script is not what
``sr`` stands for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from essaytool.languages import Language


def code_of(language: Language, table: Mapping[str, str]) -> str:
    """The engine's code; empty where it does not have the language in that script."""
    return next((table[name] for name in _names(language) if name in table), "")


def _names(language: Language) -> Iterator[str]:
    """Tags that stand for a language, the closest first."""
    from babel.core import get_global

    likely: Mapping[str, str] = get_global("likely_subtags")
    parents: Mapping[str, str] = get_global("parent_exceptions")
    locale = language.locale
    base, region = locale.language, locale.territory
    usual = _subtags(likely.get(base, ""))[0]
    script = locale.script or _subtags(likely.get(f"{base}_{region}", ""))[0] or usual
    written = f"{base}-{script}" if script else base
    regions = [region, *_followed(base, region, parents)] if region else []
    for each in regions or _usual_regions(base, script, likely):
        yield f"{written}-{each}"
        if script == usual or script == _subtags(likely.get(f"{base}_{each}", ""))[0]:
            yield f"{base}-{each}"
    yield written
    if script == usual:
        yield base
        yield from (f"{base}-{each}" for each in _usual_regions(base, script, likely))


def _subtags(likely: str) -> tuple[str, str]:
    """Script and region of an entry such as ``zh_Hant_TW``."""
    parts = likely.split("_")
    return (parts[1], parts[2]) if len(parts) == 3 else ("", "")


def _usual_regions(base: str, script: str, likely: Mapping[str, str]) -> list[str]:
    """Where a language that is written so is mostly spoken."""
    region = _subtags(likely.get(f"{base}_{script}", "") or likely.get(base, ""))[1]
    return [region] if region else []


def _followed(base: str, region: str, parents: Mapping[str, str]) -> Iterator[str]:
    """The regions whose usage a region follows (CLDR's parent locales)."""
    name = f"{base}_{region}"
    while (name := parents.get(name, "")).startswith(f"{base}_"):
        yield name.rpartition("_")[2]


def _own(tags: str) -> dict[str, str]:
    """A table in which tags are codes."""
    return {tag: tag for tag in tags.split()}


GOOGLE: Mapping[str, str] = _own(
    "af ak am ar as ay az be bg bho bm bn bs ca ceb ckb co cs cy da de doi dv ee el en eo es et eu fa fi"
    " fr fy ga gd gl gn gom gu ha haw hi hmn hr ht hu hy id ig ilo is it ja ka kk km kn ko kri ku ky la lb"
    " lg ln lo lt lus lv mai mg mi mk ml mn mni-Mtei mr ms mt my ne nl no nso ny om or pa pl ps pt qu ro"
    " ru rw sa sd si sk sl sm sn so sq sr st su sv sw ta te tg th ti tk tr ts tt ug uk ur uz vi xh yi yo"
    " zu"
) | {"fil": "tl", "he": "iw", "jv": "jw", "kok": "gom", "nb": "no", "zh-Hans": "zh-CN", "zh-Hant": "zh-TW"}
"""Those of its classic page, as deep-translator 1.11.4 lists them."""

MYMEMORY: Mapping[str, str] = _own(
    "af-ZA am-ET ar-EG ar-MA ar-SA as-IN az-AZ be-BY bg-BG bn-IN bo-CN br-FR bs-BA bs-Cyrl-BA ca-ES"
    " ceb-PH cs-CZ cy-GB da-DK de-AT de-CH de-DE dv-MV el-GR en-AU en-CA en-GB en-IE en-IN en-NZ en-SG"
    " en-US en-ZA es-419 es-AR es-CO es-ES es-MX es-US et-EE eu-ES fa-IR fi-FI fil-PH fo-FO fr-BE fr-CA"
    " fr-CH fr-FR fur-IT ga-IE gd-GB gl-ES gu-IN he-IL hi-IN hr-HR ht-HT hu-HU hy-AM id-ID is-IS it-CH"
    " it-IT ja-JP jv-ID ka-GE kk-KZ km-KH kn-IN ko-KR ky-KG lb-LU lo-LA lt-LT lv-LV mg-MG mi-NZ mk-MK"
    " ml-IN mn-MN mr-IN ms-MY mt-MT my-MM nb-NO ne-NP nl-BE nl-NL nn-NO oc-FR or-IN pa-IN pl-PL ps-PK"
    " pt-BR pt-PT qu-PE ro-RO ru-RU rw-RW sa-IN sc-IT si-LK sk-SK sl-SI sn-ZW so-SO sq-AL sr-Cyrl-RS"
    " sr-Latn-RS su-ID sv-SE sw-KE ta-IN te-IN tg-TJ th-TH ti-ET tk-TM tr-TR tt-RU ug-CN uk-UA ur-PK uz-UZ"
    " vi-VN wo-SN xh-ZA yo-NG zh-CN zh-HK zh-TW zu-ZA"
) | {"eo": "eo-EU", "la": "la-XN", "no-NO": "nb-NO", "zh-Hans": "zh-CN", "zh-Hant": "zh-TW"}
"""It wants a region with every language; those that deep-translator 1.11.4 lists and CLDR knows."""

LIBRE: Mapping[str, str] = _own(
    "ar az bg bn ca cs da de el en eo es et eu fa fi fr ga gl he hi hu id it ja ko ky lt lv ms nb nl pl"
    " pt ro ru sk sl sq sr sv th tl tr uk ur vi"
) | {"fil": "tl", "no": "nb", "pt-BR": "pt-BR", "zh-Hans": "zh-Hans", "zh-Hant": "zh-Hant"}
"""The models of Argos Translate; a server has all of them or some."""

_DEEPL = (
    "ar bg cs da de el en es et fi fr hu id it ja ko lt lv nb nl pl pt ro ru sk sl sv tr uk zh ace af an"
    " as ay az ba be bho bn br bs ca ceb ckb cy eo eu fa ga gl gn gom gu ha he hi hr ht hy ig is jv ka kk"
    " kmr ky la lb lmo ln mai mg mi mk ml mn mr ms mt my ne oc om pa pag pam prs ps qu sa scn sq sr st su"
    " sw ta te tg th tk tl tn ts tt ur uz vi wo xh yi yue zu"
)
DEEPL_SOURCE: Mapping[str, str] = {tag: tag.upper() for tag in _DEEPL.split()} | {
    "fil": "TL",
    "kok": "GOM",
    "ku": "KMR",
    "no": "NB",
    "zh-Hant": "ZH",
}
"""DeepL's documentation of June 2026; a source has no variant."""
DEEPL_TARGET: Mapping[str, str] = {
    tag: code for tag, code in DEEPL_SOURCE.items() if tag not in ("en", "pt", "zh", "zh-Hant")
} | {
    "de-CH": "DE-CH",
    "en-001": "EN-GB",
    "en-GB": "EN-GB",
    "en-US": "EN-US",
    "es-419": "ES-419",
    "fr-CA": "FR-CA",
    "pt-BR": "PT-BR",
    "pt-PT": "PT-PT",
    "zh-Hans": "ZH-HANS",
    "zh-Hant": "ZH-HANT",
}
"""A target of several variants has to be one of them: the one that is usual, where no region says which."""

DEEPL_TAGGED = frozenset(
    "AR BG CS DA DE EL EN EN-GB EN-US ES ES-419 ET FI FR HU ID IT JA KO LT LV NB NL PL PT PT-BR PT-PT RO"
    " RU SK SL SV TR UK ZH ZH-HANS ZH-HANT".split()
)
"""The codes for which DeepL handles tags."""

MICROSOFT: Mapping[str, str] = _own(
    "af am ar as az ba be bg bho bn bo brx bs ca cs cy da de doi dsb dv el en es et eu fa fi fil fj fo fr"
    " ga gl gom gu ha he hi hne hr hsb ht hu hy id ig ikt is it iu iu-Latn ja ka kk km kmr kn ko ks ky lb"
    " ln lo lt lv lzh mai mg mi mk ml mn-Cyrl mn-Mong mni mr ms mt mww my nb ne nl nso nya or otq pa pl"
    " prs ps pt ro ru rw sd si sk sl sm sn so sq sr-Cyrl sr-Latn st sv sw ta te th ti tk tn to tr tt ty ug"
    " uk ur uz vi xh yo yua yue zh-Hans zh-Hant zu"
) | {
    "ckb": "ku",
    "fr-CA": "fr-ca",
    "kok": "gom",
    "ku": "kmr",
    "lg": "lug",
    "no": "nb",
    "ny": "nya",
    "pt-PT": "pt-pt",
    "rn": "run",
}
"""Azure's list of languages for text translation, version 3.0."""
