"""QR codes as SVG that can stand in the page: no style, no script, no outside address."""

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import segno

QUIET_ZONE = 4


def svg(text: str, label: str) -> str:
    """Return an inline SVG of the QR code for a text, named by the label for those who do not see it.

    It is black on white in every colour scheme, as cameras want it, with the quiet zone the standard asks for, and
    scales to the box it is put in. Raises ValueError when the text does not fit in a QR code.
    """
    import segno  # only a page with a code needs it: not at each start

    try:
        code = (
            segno.make_qr(text, error="m")
            if text.isascii()
            else segno.make_qr(text, error="m", encoding="utf-8", eci=True)
        )
    except segno.DataOverflowError as overflow:
        raise ValueError("text too long for a QR code") from overflow
    width, height = code.symbol_size(border=QUIET_ZONE)
    path = "".join(_runs(code))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="qr" role="img" viewBox="0 0 {width} {height}"'
        f' shape-rendering="crispEdges"><title>{escape(label)}</title>'
        f'<path fill="#fff" d="M0 0h{width}v{height}h-{width}z"/><path fill="#000" d="{path}"/></svg>'
    )


def _runs(code: "segno.QRCode") -> list[str]:
    runs = []
    for y, row in enumerate(code.matrix, start=QUIET_ZONE):
        x = 0
        while x < len(row):
            length = 1
            while x + length < len(row) and row[x + length] == row[x]:
                length += 1
            if row[x]:
                runs.append(f"M{x + QUIET_ZONE} {y}h{length}v1h-{length}z")
            x += length
    return runs
