"""What may stand in a spreadsheet cell without being taken for a formula or a command."""

import unicodedata

DANGEROUS = frozenset("=+-@%|")
MARK = "'"


def inert(cell: str) -> str:
    """Return the cell, with an apostrophe before it when a spreadsheet program could take it for a formula.

    Invisible characters at its start (BOM, zero-width, spaces, control characters) and full-width forms are looked
    through, because programs drop or fold them when a file is opened.
    """
    return MARK + cell if is_dangerous(cell) else cell


def is_dangerous(cell: str) -> bool:
    """Tell whether the first thing to be seen in the cell is one of = + - @ % |."""
    if not cell or (cell[0].isascii() and cell[0].isalnum()):
        return False
    for letter in cell:
        for seen in unicodedata.normalize("NFKC", letter):
            if not _is_unseen(seen):
                return seen in DANGEROUS
    return False


def _is_unseen(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "ZC" or letter in "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800"
