"""The municipality's thirteen principles by id.

Source: Principer för medborgardialog, Trelleborgs kommun, KS 2017/455. `V` is the value base that the source
puts above the rest (öppenhet, respekt och ansvar).
"""

from enum import StrEnum


class Principle(StrEnum):
    """The id of a principle, as used in gates, on the staff pages and on the public page of principles."""

    V = "V"
    A1 = "A1"
    A2 = "A2"
    A3 = "A3"
    B1 = "B1"
    B2 = "B2"
    C1 = "C1"
    C2 = "C2"
    C3 = "C3"
    C4 = "C4"
    D1 = "D1"
    D2 = "D2"
    D3 = "D3"
