"""Every principle is something the portal does: a gate asks for it, tests break it, the public page tells of it."""

from pathlib import Path

import pytest

from portal.domain.lifecycle import GATES
from portal.domain.principles import Principle
from portal.web.principle_words import CHAPTERS, PRINCIPLES

TESTS = Path(__file__).parents[1] / "principles"
KEPT_BY_THE_GATES = {one.principle for gate in GATES.values() for one in gate}


@pytest.mark.parametrize("principle", Principle)
def test_a_gate_asks_for_every_principle(principle):
    assert principle in KEPT_BY_THE_GATES


@pytest.mark.parametrize("principle", Principle)
def test_every_principle_has_tests_that_tell_how_it_is_kept_and_refused(principle):
    found = sorted(TESTS.glob(f"test_{principle.value.lower()}*.py"))
    assert found, f"tests/principles has no file for {principle.value}"
    told = "".join(path.read_text(encoding="utf-8") for path in found)
    assert "refused(" in told or "pytest.raises(" in told, "nothing shows how the portal refuses"


def test_the_public_page_tells_of_every_principle_once():
    assert [one for _title, members in CHAPTERS for one in members] == list(Principle)
    assert set(PRINCIPLES) == set(Principle)
