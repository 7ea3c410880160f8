"""Texts that are copies of one another, whole or nearly: letters that many people send alike.

Two texts are near copies when at least SAME_SHARE of their runs of three words are the same (Jaccard). To look at few
pairs only, each text is known by its SKETCH smallest runs (bottom-k min-hash, Broder 1997); every pair found is then
compared in full, so a pair told is a true one, while a rare one may be missed.
"""

import re
import zlib
from collections import defaultdict
from collections.abc import Iterable

SAME_SHARE = 0.7
RUN = 3
SKETCH = 12
FEWEST_WORDS = 6
MOST_IN_BUCKET = 200
_WORD = re.compile(r"\w+")


def groups(texts: Iterable[tuple[int, str]]) -> list[list[int]]:
    """The keys of texts that belong together, each group in order, the largest group first; single texts left out.

    Texts of fewer than six words are left out: *ja tack* is no copied letter.
    """
    runs = {key: found for key, text in texts if (found := _runs(text))}
    buckets: dict[int, list[int]] = defaultdict(list)
    for key, found in runs.items():
        for run in sorted(found)[:SKETCH]:
            buckets[run].append(key)
    leads_to = {key: key for key in runs}
    compared: set[tuple[int, int]] = set()
    for keys in buckets.values():
        if len(keys) > MOST_IN_BUCKET:
            keys = keys[:MOST_IN_BUCKET]
        for place, one in enumerate(keys):
            for other in keys[place + 1 :]:
                if (one, other) in compared or _root(leads_to, one) == _root(leads_to, other):
                    continue
                compared.add((one, other))
                if _share(runs[one], runs[other]) >= SAME_SHARE:
                    leads_to[_root(leads_to, other)] = _root(leads_to, one)
    together: dict[int, list[int]] = defaultdict(list)
    for key in runs:
        together[_root(leads_to, key)].append(key)
    return sorted((sorted(each) for each in together.values() if len(each) > 1), key=lambda each: (-len(each), each))


def _runs(text: str) -> frozenset[int]:
    words = _WORD.findall(text.casefold())
    if len(words) < FEWEST_WORDS:
        return frozenset()
    parts = zip(*(words[start:] for start in range(RUN)), strict=False)
    return frozenset(zlib.crc32(" ".join(part).encode()) for part in parts)


def _share(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / len(one | other)


def _root(leads_to: dict[int, int], key: int) -> int:
    while leads_to[key] != key:
        leads_to[key] = leads_to[leads_to[key]]
        key = leads_to[key]
    return key
