"""The written content of the demonstration: texts in four languages, and what residents said, one line each."""

import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from portal.adapters import yaml_files

Words = dict[str, str]

DIALOGUES = (
    "budget",
    "kvarnbacken",
    "fritidsgard",
    "forskola",
    "hamnplan",
    "bronamn",
    "badhus",
    "skolvagar",
    "skolmat",
    "park",
    "strandparken",
    "vedeldning",
    "biblioteket",
)
"""The files of the dialogues; one that follows another stands after it."""


@dataclass(frozen=True)
class Voice:
    """One submission: its language, the themes it belongs to (with a stance, or None), its texts and its options."""

    language: str
    themes: tuple[tuple[str, str | None], ...]
    texts: tuple[str, ...]
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str | None:
        """What the rest of the content calls this submission, if it does."""
        return self.options.get("id") or ("reported" if "reported" in self.options else None)


@cache
def read(name: str) -> Any:
    """The content of `<name>.yaml`, with every `=word` replaced by the shared word it names."""
    return _filled(_load(name))


def voices(name: str) -> tuple[Voice, ...]:
    """What was said in a dialogue: a line each, `language theme… @option… | text | text to the next question`.

    A theme may carry a stance (`close:for`); `-` stands for no theme.
    """
    place = files(__package__) / "content" / "voices" / f"{name}.txt"
    if not place.is_file():
        return ()
    return tuple(_voice(line) for line in place.read_text(encoding="utf-8").splitlines() if line.strip())


def everything() -> Iterator[str]:
    """Every text of the demonstration, for a look at what it says of whom."""
    for name in ("town", "matters", "agendas", "bodies", "tested", "evaluations", "promises", *DIALOGUES):
        yield from _texts(read(name))
        for voice in voices(name):
            yield from voice.texts


def _voice(line: str) -> Voice:
    head, *texts = line.split(" | ")
    language, *rest = shlex.split(head)
    options = dict(part.removeprefix("@").partition("=")[::2] for part in rest if part.startswith("@"))
    themes = tuple(_theme(part) for part in rest if not part.startswith("@") and part != "-")
    return Voice(language, themes, tuple(text.strip().replace(" ¶ ", "\n\n") for text in texts), options)


def _theme(part: str) -> tuple[str, str | None]:
    key, _, stance = part.partition(":")
    return key, stance or None


@cache
def _load(name: str) -> Any:
    return yaml_files.load((files(__package__) / "content" / f"{name}.yaml").read_bytes())


def _filled(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _filled(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_filled(value) for value in data]
    if isinstance(data, str) and data.startswith("="):
        return _load("town")["words"][data[1:]]
    return data


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    for value in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _texts(value)
