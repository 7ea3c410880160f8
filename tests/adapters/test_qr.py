"""A QR code that a camera reads and a screen reader names."""

import re
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageDraw

from portal.adapters.qr import svg

SVG = "{http://www.w3.org/2000/svg}"


def drawn(markup: str) -> Image.Image:
    root = ElementTree.fromstring(markup)
    width, height = (int(number) for number in root.attrib["viewBox"].split()[2:])
    image = Image.new("L", (width * 8, height * 8), 255)
    draw = ImageDraw.Draw(image)
    for x, y, run in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", root.findall(SVG + "path")[1].attrib["d"]):
        draw.rectangle([int(x) * 8, int(y) * 8, (int(x) + int(run)) * 8 - 1, int(y) * 8 + 7], fill=0)
    return image


@pytest.mark.parametrize(
    "text", ["https://gensvar.example/k/ABCD-EFGH-JKMN", "otpauth://totp/Gensvar:åsa?secret=ABC", "x" * 400]
)
def test_a_camera_reads_back_what_was_put_in(text: str) -> None:
    try:
        from pyzbar.pyzbar import decode
    except ImportError:
        pytest.skip("needs the system library zbar (Debian: libzbar0)")
    assert [one.data.decode() for one in decode(drawn(svg(text, "Kod")))] == [text]


def test_the_code_has_a_name_and_nothing_that_the_content_policy_stops() -> None:
    markup = svg("x", 'Kod "till" <dialogen> & mer')
    root = ElementTree.fromstring(markup)
    assert root.attrib["role"] == "img"
    assert root.find(SVG + "title").text == 'Kod "till" <dialogen> & mer'
    assert "style" not in markup
    assert "<script" not in markup
    assert "href" not in markup


def test_a_text_too_long_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        svg("x" * 5_000, "Kod")
