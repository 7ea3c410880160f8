"""What a handover says in short, in which languages it can be made, and what is new since the one before."""

import copy
import hashlib

import pytest

from portal.domain.handovers import Document, DocumentFormat, in_short, is_new, lacks, new_since


def text(*languages):
    return {code: {"text": f"På {code}", "machine": False} for code in languages}


def content(**given):
    both = text("sv", "fi")
    theme = {"id": 1, "name": both, "summary": both, "minority": {}, "count": 5, "stance": None, "quotes": []}
    return {
        "title": both, "overview": both, "who_took_part": both, "themes": [theme], "closed": [],
        "groups": [{"name": both, "measures": [{"what": both}]}], "commitments": [{}],
        "figures": {"received": 6, "counted": 5, "heads": 0}, **given,
    }  # fmt: skip


def test_a_language_lacks_nothing_when_every_swedish_text_stands_in_it():
    assert lacks(content(), "fi") == 0
    assert lacks(content(), "sv") == 0


def test_each_text_that_a_language_lacks_is_counted_once():
    assert lacks(content(), "en") == 7
    assert lacks(content(open_questions=text("sv")), "fi") == 1


def test_a_text_that_stands_in_no_language_is_not_missed():
    assert lacks(content(open_questions={}), "fi") == 0


@pytest.mark.parametrize(
    ("words", "limit", "expected"),
    [
        pytest.param("Kort.", 20, "Kort.", id="what fits stays whole"),
        pytest.param("En mening här. Och en till som är lång.", 28, "En mening här. …", id="whole sentences"),
        pytest.param("Ord utan slut " * 9, 30, "Ord utan slut Ord utan slut…", id="whole words where no sentence ends"),
        pytest.param("Två\n\nstycken.", 20, "Två stycken.", id="one line"),
    ],
)
def test_a_long_text_is_cut_where_it_can_be_read(words, limit, expected):
    assert in_short(words, limit) == expected
    assert len(in_short(words, limit)) <= limit


def test_nothing_is_new_in_the_same_content():
    assert not is_new(new_since(content(), copy.deepcopy(content())))


def test_a_rewritten_text_a_counted_theme_and_a_new_one_are_new():
    after = content(overview=text("sv"))
    after["themes"] = [{**after["themes"][0], "count": 7}, {**after["themes"][0], "id": 2, "count": 1}]
    found = new_since(content(), after)
    assert found["texts"] == ["overview"]
    assert [(one.before, one.after) for one in found["themes"]] == [(5, 7), (None, 1)]
    assert is_new(found)


def test_a_theme_that_is_gone_is_told():
    found = new_since(content(), content(themes=[]))
    assert [(one.before, one.after) for one in found["themes"]] == [(5, None)]


def test_views_that_only_came_in_late_make_no_new_handover():
    after = content(figures={"received": 9, "counted": 5, "heads": 0})
    assert not is_new(new_since(content(), after))


def test_a_document_knows_its_hash():
    assert Document(DocumentFormat.HTML, "sv", b"hej").sha256 == hashlib.sha256(b"hej").hexdigest()
