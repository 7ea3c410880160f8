"""The method library begins with the standard methods, once."""

from support.factories import NOW, make_user
from support.traces import verbs

from portal.domain.methods import STANDARD
from portal.domain.permissions import SYSTEM, Role
from portal.queries import methods, users
from portal.services import methods as services


def test_a_new_library_has_every_standard_method_in_four_languages_and_is_filled_once(session):
    assert services.fill(session, SYSTEM, NOW) == len(STANDARD)
    assert services.fill(session, SYSTEM, NOW) == 0
    library = {method.key: method for method in methods.everyone(session)}
    assert len(library) == len(STANDARD)
    for standard in STANDARD:
        kept = library[standard.key]
        assert (kept.lowest_level, kept.highest_level, kept.hear_each_other) == (
            standard.lowest,
            standard.highest,
            standard.hear_each_other,
        )
        assert {language: kept.texts.plain("name", language) for language in ("sv", "fi", "en", "ar")} == standard.name
    assert verbs(session).count("methods.fill") == 1


def test_only_an_administrator_fills_the_library(session):
    import pytest

    from portal.domain.refusals import NotAllowed

    lead = users.actor_of(make_user(session, "Lena", roles=(Role.DIALOGUE_LEAD,)))
    with pytest.raises(NotAllowed):
        services.fill(session, lead, NOW)
    assert methods.everyone(session) == []


def test_every_standard_method_fits_some_step_and_has_a_name_in_each_language():
    for standard in STANDARD:
        assert 1 <= standard.lowest <= standard.highest <= 5
        assert set(standard.name) == {"sv", "fi", "en", "ar"} and all(standard.name.values())
    assert any(standard.hear_each_other for standard in STANDARD if standard.lowest <= 3 <= standard.highest)
