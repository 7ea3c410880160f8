"""Personal numbers, phones and e-mail addresses are found in a text. All numbers here are made up or set aside."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from personnummer import personnummer

from portal.adapters.personal_data import Found, Kind, find


def with_check_digit(nine: str) -> str:
    total = sum(sum(divmod(int(digit) * (2 - place % 2), 10)) for place, digit in enumerate(nine))
    return nine + str(-total % 10)


def found(text: str) -> list[tuple[str, str]]:
    return [(one.kind.value, text[one.start : one.end]) for one in find(text)]


numbers = st.builds(
    lambda born, serial, coordination: (
        born,
        with_check_digit(f"{born:%y%m}{born.day + (60 if coordination else 0):02d}{serial:03d}"),
        coordination,
    ),
    st.dates(date(1900, 1, 1), date(2026, 1, 1)),
    st.integers(1, 999),
    st.booleans(),
)


@given(numbers, st.booleans(), st.sampled_from(["", "-", " ", "+", "–", " - ", ".", "\u2011", "\u00a0", "/"]))
def test_an_identity_number_is_found_however_it_is_written(
    made: tuple[date, str, bool], century: bool, sign: str
) -> None:
    born, ten, coordination = made
    written = (str(born.year // 100) if century else "") + ten[:6] + sign + ten[6:]
    text = f"Jag heter Kim, {written}, och bor här."
    kind = Kind.COORDINATION_NUMBER if coordination else Kind.IDENTITY_NUMBER
    assert find(text) == [Found(kind, 15, 15 + len(written))]


@given(numbers)
def test_another_library_agrees_on_the_numbers_we_make(made: tuple[date, str, bool]) -> None:
    born, ten, _ = made
    assert personnummer.valid(f"{born.year // 100}{ten}")


@given(st.integers(0, 9_999_999_999), st.booleans())
def test_another_library_agrees_on_which_numbers_are_none(number: int, century: bool) -> None:
    written = ("19" if century else "") + f"{number:010d}"
    ours = any(one.kind in (Kind.IDENTITY_NUMBER, Kind.COORDINATION_NUMBER) for one in find(written))
    if not personnummer.valid(written) and century:
        assert not ours or find(written)[0].end - find(written)[0].start != 12
    if personnummer.valid(written):
        assert ours


@pytest.mark.parametrize("text", ["811218-9877", "19811318-9876", "811200-9870", "1234567890123456", "811218"])
def test_what_is_not_an_identity_number_is_not_called_one(text: str) -> None:
    assert not [one for one in find(text) if one.kind in (Kind.IDENTITY_NUMBER, Kind.COORDINATION_NUMBER)]


def test_a_number_spread_out_or_in_other_digits_is_found() -> None:
    assert found("1981 12 18 9876") == [("identity_number", "1981 12 18 9876")]
    assert found("81-12-18-9876") == [("identity_number", "81-12-18-9876")]
    assert found("٨١١٢١٨-٩٨٧٦")[0][0] == "identity_number"
    assert found("nr19811218-9876x")[0] == ("identity_number", "19811218-9876")
    assert found("811218\u200b9876")[0][0] == "identity_number"


@pytest.mark.parametrize(
    "phone",
    [
        "08-465 004 00",
        "070-174 06 05",
        "0701740605",
        "070 174 06 05",
        "+46 70 174 06 05",
        "0046701740605",
        "+46701740635",
        "031-390 06 00",
        "+358 40 1234567",
        "+44 20 7946 0958",
        "(08) 465 004 00",
        "070/1740605",
        "+46 (0)70-174 06 05",
    ],
)
def test_a_phone_number_is_found(phone: str) -> None:
    text = f"Ring mig på {phone} tack"
    assert len(find(text)) == 1
    assert find(text)[0].kind == Kind.PHONE
    assert found(text)[0][1].lstrip("(+") in phone


@pytest.mark.parametrize(
    "text",
    [
        "Det kostar 12 500 000 kronor",
        "Ärendet KS 2024/1234",
        "Den 12 mars 2025 klockan 18.30",
        "2025-03-12 18:30",
        "Postnummer 123 45",
        "Mellan 2019-2024",
        "Koordinater 59.3293, 18.0686",
        "Bankgiro 123-4567",
        "Storgatan 12, 12345 Ort",
    ],
)
def test_ordinary_figures_are_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "address",
    [
        "anna@example.se",
        "anna.b+skola@mail.example.co.uk",
        "åsa@exämple.se",
        "a@b.se",
        "ANNA_B@EXAMPLE.SE",
        "o'hara@example.org",
    ],
)
@pytest.mark.parametrize("around", ["{}", "Skriv till {}.", "<{}>", "({})", "mailto:{}", "a,{},b", "{}\nHej", "«{}»"])
def test_an_address_is_found_and_nothing_around_it(address: str, around: str) -> None:
    assert found(around.format(address)) == [("email", address)]


@pytest.mark.parametrize(
    "text", ["@anna", "vi ses @ torget", "3 st @ 5 kr", "anna@", "@example.se", "a@b", "@@@@", "a@.se", "a@b..se"]
)
def test_an_at_sign_alone_is_no_address(text: str) -> None:
    assert found(text) == []


def test_several_are_found_in_order() -> None:
    text = "anna@example.se, 811218-9876 eller 070-174 06 05; bo@example.se"
    assert [kind for kind, _ in found(text)] == ["email", "identity_number", "phone", "email"]


@given(st.text(max_size=300) | st.text(alphabet="0123456789@.-+ ()ab/", max_size=300))
def test_what_is_found_lies_in_the_text_without_overlaps(text: str) -> None:
    places = find(text)
    assert all(0 <= one.start < one.end <= len(text) for one in places)
    assert all(one.end <= other.start for one, other in pairwise(places))


@pytest.mark.parametrize("piece", ["1", "1 ", "@", "a@", "a.", "0701740605 ", "1-", "a" * 100 + "@", "+", "(0"])
def test_a_text_made_to_be_slow_is_soon_done(piece: str) -> None:
    find((piece * 20_000)[:20_000])
