"""The participation ladder in the municipality's own words: five fixed ordinals, of which one may be left out (B2).

A ladder is never changed: new words are a new ladder, and a dialogue keeps the one it was announced with. An empty
text means the standard words. The promise of step 5 names the decision it rests on by placeholders.
"""

import re
from collections.abc import Collection, Mapping

from portal.domain.dialogues import Level
from portal.domain.refusals import Refusal

PLACEHOLDERS = ("{body}", "{date}", "{section}")
_ANY = re.compile(r"\{[^{}]*\}|[{}]")

Step = Mapping[str, Mapping[str, str]]
"""The words of one step: {field: {language: text}}; the fields are those of `FIELDS["ladder_step"]`."""


def faults(steps: Mapping[Level, Step], hidden: Level | None, languages: Collection[str]) -> tuple[Refusal, ...]:
    """What keeps these words from being a ladder.

    A text is written in every language or in none; the promise of step 5 keeps its three placeholders, and no other
    text has any; two steps are not called the same in a language.
    """
    found = []
    for level, step in steps.items():
        for field, words in step.items():
            name = f"{field}-{level.value}"
            written = [code for code in languages if words.get(code, "").strip()]
            lacking = tuple(code for code in languages if code not in written)
            if written and lacking:
                where = f"{name}-{lacking[0]}"
                found.append(Refusal("LADDER_TEXT_MISSING_IN", where, {"languages": lacking, "step": level.value}))
            wanted = PLACEHOLDERS if level is Level.SHARED_DECISION and field == "promise" else ()
            for code in written:
                used = _ANY.findall(words[code])
                if set(used) != set(wanted):
                    code_of = "LADDER_PLACEHOLDERS" if wanted else "LADDER_NO_PLACEHOLDERS"
                    found.append(Refusal(code_of, f"{name}-{code}", {"step": level.value}))
    for code in languages:
        labels = [(level, step["label"].get(code, "").strip().lower()) for level, step in steps.items()]
        said = [label for _level, label in labels if label]
        twice = next((level for level, label in labels if label and said.count(label) > 1), None)
        if twice is not None:
            found.append(Refusal("LADDER_LABEL_TWICE", f"label-{twice.value}-{code}"))
    if hidden is Level.CONSULTATION:
        found.append(Refusal("LADDER_WITHOUT_CONSULTATION", "hidden"))
    return tuple(found)


def filled(promise: str, body: str, date: str, section: str) -> str:
    """The promise with the decision it rests on in the place of its placeholders; any other text as it is."""
    for placeholder, words in zip(PLACEHOLDERS, (body, date, section), strict=True):
        promise = promise.replace(placeholder, words)
    return promise[:1].upper() + promise[1:]
