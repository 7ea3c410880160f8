"""Which days the chronological register is asked for."""

from datetime import date

import pytest

from portal.domain.diary import Period, period_of
from portal.domain.refusals import Invalid

TODAY = date(2027, 3, 17)


@pytest.mark.parametrize(
    ("first", "last", "period"),
    [
        ("", "", Period(TODAY, TODAY)),
        ("2027-03-01", "", Period(date(2027, 3, 1), date(2027, 3, 1))),
        ("", "2027-03-02", Period(date(2027, 3, 2), date(2027, 3, 2))),
        ("2027-01-01", "2027-12-31", Period(date(2027, 1, 1), date(2027, 12, 31))),
    ],
)
def test_a_day_or_a_period_is_asked_for_and_nothing_means_today(first, last, period):
    assert period_of(first, last, TODAY) == period


@pytest.mark.parametrize(
    ("first", "last", "code", "field"),
    [
        ("2027-02-30", "", "NOT_A_DAY", "first"),
        ("i går", "", "NOT_A_DAY", "first"),
        ("2027-03-01", "snart", "NOT_A_DAY", "last"),
        ("2027-03-02", "2027-03-01", "PERIOD_BACKWARDS", "last"),
        ("2020-01-01", "2027-01-01", "PERIOD_TOO_LONG", "last"),
    ],
)
def test_what_is_no_period_is_refused_at_its_field(first, last, code, field):
    with pytest.raises(Invalid) as refused:
        period_of(first, last, TODAY)
    assert [(one.code, one.field) for one in refused.value.refusals] == [(code, field)]
