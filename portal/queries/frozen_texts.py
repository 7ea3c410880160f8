"""Texts as they go into frozen documents: every language of the dialogue at once."""

from collections.abc import Iterable
from typing import Any

from portal.domain.texts import Origin
from portal.models.texts import TextSet


def frozen(text_set: TextSet, field: str, languages: Iterable[str]) -> dict[str, dict[str, Any]]:
    """{language: {"text", "html" (Markdown fields only), "machine"}} for every language that has the text."""
    out: dict[str, dict[str, Any]] = {}
    for language in languages:
        text = text_set.get(field, language)
        if text is None or not text.source.strip():
            continue
        machine = text.origin is Origin.MACHINE and text.read_by_id is None
        entry: dict[str, Any] = {"text": text.source, "machine": machine}
        if text.html is not None:
            entry["html"] = text.html
        out[language] = entry
    return out
