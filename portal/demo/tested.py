"""What stands beside the files of the dialogues: the suitability test in words, benefit, methods, dialogue group."""

from typing import Any

from portal.demo.content import read

Given = dict[str, Any]
WORDS = {
    "groups_affected": "De som bor nära och de som använder platsen i dag.",
    "not_negotiable": "Budgeten och tidplanen.",
    "conflict": "Liten. Ingen utomstående samtalsledare behövs.",
}
"""What a test says in words where the content does not."""


def told(key: str, given: Given) -> Given:
    """The content of a dialogue with what `tested.yaml` says of it."""
    beside = read("tested").get(key, {})
    dialogue = {**given["dialogue"], **{name: beside[name] for name in ("benefit", "methods") if name in beside}}
    found = {**given, "dialogue": dialogue}
    if "members" in beside:
        found["members"] = beside["members"]
    if "passed" in beside:
        before = given.get("passed", {})
        found["passed"] = {**before, "announce": {**before.get("announce", {}), **beside["passed"]}}
    if "test" in given.get("matter", {}):
        test = {**given["matter"]["test"], "words": beside.get("test", WORDS)}
        found["matter"] = {**given["matter"], "test": test}
    return found
