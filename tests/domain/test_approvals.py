"""What an approval in a body's name must say, by its kind."""

from datetime import date

import pytest

from portal.domain.approvals import ApprovalKind, Given, faults

DAY = date(2026, 3, 2)
BODY, CHAIR, DELEGATE = ApprovalKind


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        (Given(BODY, DAY, section="§ 14"), []),
        (Given(BODY, DAY), ["APPROVAL_WITHOUT_SECTION"]),
        (Given(CHAIR, DAY, by="Olle"), []),
        (Given(CHAIR, DAY, by=" "), ["NO_APPROVER"]),
        (Given(DELEGATE, DAY, by="Lena", delegation="punkt 4.2"), []),
        (Given(DELEGATE, DAY, by="Lena"), ["NO_DELEGATION"]),
        (Given(DELEGATE, DAY), ["NO_APPROVER", "NO_DELEGATION"]),
        (Given(CHAIR, date(2026, 3, 3), by="Olle"), ["APPROVED_IN_THE_FUTURE"]),
    ],
)
def test_each_kind_of_approval_needs_its_own_parts(given: Given, codes: list[str]) -> None:
    assert [refusal.code for refusal in faults(given, DAY)] == codes
