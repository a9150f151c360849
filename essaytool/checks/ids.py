"""The ids of all checks, in the order of the table: what a configuration may ignore, without the patterns."""

from __future__ import annotations

IDS = tuple(
    """
    address bidi blank block-mark brackets capitals chatter conflict control-character double-space
    duplicate emphasis empty-link end-blank end-punctuation escapes format formula french-spacing glossary
    glued hard-breaks inconsistent inverted-marks invisible kashida language leaked-placeholder length
    line-break link-gap markup max-length mixed-script mojibake multiple-failures name-drift not-composed
    note-lost number-form number-lost numbers partly-untranslated plural-forms punctuation-form quote-style
    quotes refusal repeated-text repeated-word reused sentences shortcode space-after space-before
    start-capital start-punctuation stray-markup structure syntax tab term-lost truncated unchanged wiped
    wrapped wrong-language wrong-script
    """.split()
)
