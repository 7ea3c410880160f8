"""Addresses of pages."""

import pytest

from portal.domain.slugs import LONGEST, slug_of


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Hur ska parken vid Hamngatan bli?", "hur-ska-parken-vid-hamngatan-bli"),
        ("Åtgärder för Överby — år 2027", "atgarder-for-overby-ar-2027"),
        ("حديقة", "dialog"),
        ("  ", "dialog"),
        ("Ærø og Þór", "aero-og-thor"),
        ("x" * 80, "x" * LONGEST),
    ],
)
def test_an_address_is_made_of_the_words_of_the_title(title: str, slug: str) -> None:
    assert slug_of(title, otherwise="dialog") == slug


def test_a_long_title_ends_with_a_whole_word() -> None:
    slug = slug_of("en " + "lång rubrik " * 20)
    assert len(slug) <= LONGEST
    assert slug.endswith(("lang", "rubrik"))


def test_no_two_pages_share_an_address() -> None:
    assert slug_of("Park", {"park", "park-2"}) == "park-3"
