"""Word documents from the HTML of our own documents: the same words, with real headings, lists and tables.

What the HTML has in structure the file has too: its language and title, headings by level, numbered and plain lists,
tables whose first row repeats, links, quotes in their own language and direction. The library is imported when used.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Any

_VOID = frozenset({"br", "meta", "hr", "img", "link", "input", "wbr", "col"})
_SKIPPED = frozenset({"style", "script", "template", "svg"})
_BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "li", "table", "ul", "ol", "dl", "dt", "dd", "blockquote", "div",
                     "section", "article", "header", "footer", "main", "body", "figure",
                     "figcaption", "hr"})  # fmt: skip
_STYLES = {
    "h1": "Title",
    "h2": "Heading 1",
    "h3": "Heading 2",
    "h4": "Heading 3",
    "figcaption": "Caption",
    "dt": "Strong",
}
_QUOTES = {"sv": ("”", "”"), "fi": ("”", "”"), "en": ("“", "”")}
PAGE_ENDS = "page-ends"
"""An element of this class is followed by a new page, as the style sheet of the document says too."""
INK, QUIET = "1B2430", "525C6D"


@dataclass
class _Element:
    tag: str
    attributes: dict[str, str]
    children: list["_Element | str"] = field(default_factory=list)

    def first(self, tag: str) -> "_Element | None":
        return next((one for one in self.all(tag)), None)

    def all(self, tag: str) -> Iterator["_Element"]:
        for child in self.children:
            if isinstance(child, _Element):
                if child.tag == tag:
                    yield child
                yield from child.all(tag)

    @property
    def words(self) -> str:
        parts = (child if isinstance(child, str) else child.words for child in self.children)
        return " ".join("".join(parts).split())


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = _Element("", {})
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = _Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(made)
        if tag not in _VOID:
            self._open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].children.append(_Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self._open) - 1, 0, -1):
            if self._open[depth].tag == tag:
                del self._open[depth:]
                return

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


@dataclass(frozen=True)
class _Said:
    """How the words here are said: in which language and direction, how they look, and where they lead."""

    language: str
    rtl: bool = False
    bold: bool = False
    italic: bool = False
    keep_lines: bool = False
    link: str = ""
    change: str = ""


def docx_of(html: str, colophon: str = "") -> bytes:
    """The document as a .docx file; `colophon` stands in the foot of each page, before the page's number."""
    tree = _Tree()
    tree.feed(html)
    page = tree.root.first("html")
    body = tree.root.first("body")
    if page is None or body is None:
        raise ValueError("not a whole HTML document")
    title = tree.root.first("title")
    return _Writer(page.attributes.get("lang", "sv"), title.words if title else "", colophon).write(body)


class _Writer:
    def __init__(self, language: str, title: str, colophon: str) -> None:
        from docx import Document

        self.language = language
        self.document: Any = Document()
        self._lists = 0
        self._new_page = False
        self.document.core_properties.title = title
        self.document.core_properties.language = language
        self.document.core_properties.author = ""
        self.document.core_properties.comments = ""
        self._dress(colophon)

    def write(self, body: _Element) -> bytes:
        self._blocks(body, _Said(self.language))
        file = io.BytesIO()
        self.document.save(file)
        return file.getvalue()

    def _dress(self, colophon: str) -> None:
        """The page, the type, and the language that a screen reader speaks in when nothing else is said."""
        from docx.shared import Mm, Pt, RGBColor

        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(20)
        section.top_margin = section.bottom_margin = Mm(18)
        sizes = {"Normal": 10, "Title": 18, "Heading 1": 14, "Heading 2": 12, "Heading 3": 10.5, "Caption": 9}
        for name, size in sizes.items():
            style = self.document.styles[name]
            style.font.name, style.font.size = "Calibri", Pt(size)
            style.font.color.rgb = RGBColor.from_string(QUIET if name == "Caption" else INK)
            style.font.bold = name.startswith("Heading")
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(_w(theme), None)
        normal = self.document.styles["Normal"]
        normal.paragraph_format.space_after, normal.paragraph_format.space_before = Pt(5), Pt(0)
        border = self.document.styles["Title"].element.pPr.find(_w("pBdr"))
        if border is not None:
            self.document.styles["Title"].element.pPr.remove(border)
        defaults = self.document.styles.element.find(f"{_w('docDefaults')}/{_w('rPrDefault')}/{_w('rPr')}")
        for old in defaults.findall(_w("lang")):
            defaults.remove(old)
        defaults.append(_element("lang", val=_full(self.language), bidi="ar-SA"))
        foot = section.footer.paragraphs[0]
        foot.style = self.document.styles["Caption"]
        foot.add_run(f"{colophon}  ·  " if colophon else "")
        for kind, text in (("begin", None), (None, " PAGE "), ("end", None)):
            run = foot.add_run()._r
            run.append(_element("fldChar", fldCharType=kind) if kind else _element("instrText", text))

    def _blocks(self, here: _Element, said: _Said, style: str | None = None) -> None:
        """Everything in an element, a paragraph for each run of words between its blocks."""
        inline: list[_Element | str] = []
        for child in here.children:
            if isinstance(child, _Element) and child.tag in _BLOCKS:
                self._paragraph(inline, said, style)
                inline = []
                self._block(child, self._said(child, said), style)
            elif not (isinstance(child, _Element) and child.tag in _SKIPPED):
                inline.append(child)
        self._paragraph(inline, said, style)

    def _block(self, here: _Element, said: _Said, style: str | None) -> None:
        tag = here.tag
        if tag in ("ul", "ol"):
            self._list(here, said)
        elif tag == "table":
            self._table(here, said)
        elif tag == "hr":
            return
        elif tag == "blockquote":
            self._blocks(here, said, "Quote")
        elif tag in _STYLES and tag != "dt":
            self._paragraph(here.children, said, _STYLES[tag])
        else:
            bold = tag == "dt"
            self._blocks(here, _with(said, bold=True) if bold else said, style)
        if PAGE_ENDS in here.attributes.get("class", "").split():
            self._new_page = True

    def _list(self, here: _Element, said: _Said) -> None:
        numbering = self._numbering() if here.tag == "ol" else None
        for item in (child for child in here.children if isinstance(child, _Element) and child.tag == "li"):
            before = len(self.document.paragraphs)
            self._blocks(item, self._said(item, said), "List Number" if numbering else "List Bullet")
            if numbering:
                for paragraph in self.document.paragraphs[before : before + 1]:
                    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
                    properties.get_or_add_ilvl().val = 0
                    properties.get_or_add_numId().val = numbering
                for paragraph in self.document.paragraphs[before + 1 :]:
                    paragraph.style = self.document.styles["List Continue"]

    def _numbering(self) -> int:
        """A numbering that begins at 1, after the one of the style *List Number*."""
        part = self.document.part.numbering_part.numbering_definitions._numbering
        style = self.document.styles["List Number"].element
        known = style.pPr.numPr.numId.val
        abstract = next(num for num in part.num_lst if num.numId == known).abstractNumId.val
        made = part.add_num(abstract)
        made.add_lvlOverride(0).add_startOverride(1)
        return int(made.numId)

    def _table(self, here: _Element, said: _Said) -> None:
        rows = list(here.all("tr"))
        cells = [[one for one in row.children if isinstance(one, _Element) and one.tag in ("th", "td")] for row in rows]
        if not cells or not cells[0]:
            return
        if caption := here.first("caption"):
            self._paragraph(caption.children, _with(said, bold=True), None)
            self.document.paragraphs[-1].paragraph_format.keep_with_next = True
        table = self.document.add_table(rows=0, cols=max(map(len, cells)))
        table.style = self.document.styles["Table Grid"]
        head = here.first("thead")
        headings = len(list(head.all("tr"))) if head else 0
        for place, row in enumerate(cells):
            made = table.add_row()
            properties = made._tr.get_or_add_trPr()
            properties.append(_element("cantSplit"))
            if place < headings:
                properties.append(_element("tblHeader"))
            for cell, target in zip(row, made._tr.tc_lst, strict=False):
                paragraph = target.p_lst[0]
                self._runs(paragraph, cell.children, _with(self._said(cell, said), bold=cell.tag == "th"))
        self.document.add_paragraph()

    def _paragraph(self, children: list[_Element | str], said: _Said, style: str | None) -> None:
        if not any(child.strip() if isinstance(child, str) else child.words for child in children):
            return
        paragraph = self.document.add_paragraph(style=style)
        if self._new_page:
            paragraph.paragraph_format.page_break_before = True
            self._new_page = False
        if said.rtl:
            paragraph._p.get_or_add_pPr().append(_element("bidi"))
        self._runs(paragraph._p, children, said)

    def _runs(self, paragraph: Any, children: list[_Element | str], said: _Said) -> None:
        pieces = list(self._pieces(children, said))
        begins = True
        for place, (text, how) in enumerate(pieces):
            if text == "\n":
                paragraph.append(_run("", how, line_break=True))
                begins = True
                continue
            words = text if how.keep_lines else re.sub(r"\s+", " ", text)
            if begins:
                words = words.lstrip()
            if place == len(pieces) - 1:
                words = words.rstrip()
            if not words:
                continue
            begins = words.endswith(" ")
            run = _run(words, how)
            paragraph.append(self._linked(run, how.link) if how.link else run)

    def _pieces(self, children: list[_Element | str], said: _Said) -> Iterator[tuple[str, _Said]]:
        for child in children:
            if isinstance(child, str):
                lines = child.split("\n") if said.keep_lines else [child]
                for place, line in enumerate(lines):
                    if place:
                        yield "\n", said
                    yield line, said
            elif child.tag == "br":
                yield "\n", said
            elif child.tag not in _SKIPPED:
                how = self._said(child, said)
                opening, closing = _QUOTES.get(how.language, _QUOTES["en"]) if child.tag == "q" else ("", "")
                yield from ([(opening, how)] if opening else [])
                yield from self._pieces(child.children, how)
                yield from ([(closing, how)] if closing else [])

    def _said(self, here: _Element, said: _Said) -> _Said:
        attributes = here.attributes
        kept = "written" in attributes.get("class", "").split() or said.keep_lines
        href = attributes.get("href", "") if here.tag == "a" else ""
        return _Said(
            language=attributes.get("lang") or said.language,
            rtl=attributes.get("dir", "rtl" if said.rtl else "ltr") == "rtl",
            bold=said.bold or here.tag in ("b", "strong", "th", "dt"),
            italic=said.italic or here.tag in ("i", "em", "cite"),
            keep_lines=kept,
            link=href if href.startswith(("https://", "http://", "mailto:")) else said.link,
            change=here.tag if here.tag in ("ins", "del") else said.change,
        )

    def _linked(self, run: Any, address: str) -> Any:
        from docx.opc.constants import RELATIONSHIP_TYPE

        link = _element("hyperlink")
        key = self.document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link.set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id", key)
        link.append(run)
        return link


def _with(said: _Said, *, bold: bool) -> _Said:
    return replace(said, bold=said.bold or bold)


def _w(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}"


def _element(tag: str, text: str | None = None, **attributes: str) -> Any:
    from docx.oxml import OxmlElement

    made = OxmlElement(f"w:{tag}")
    for key, value in attributes.items():
        made.set(_w(key), value)
    if text is not None:
        made.text = text
        made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def _run(text: str, said: _Said, line_break: bool = False) -> Any:
    run = _element("r")
    properties = run.get_or_add_rPr()
    if said.bold:
        properties.append(_element("b"))
    if said.italic:
        properties.append(_element("i"))
    if said.change == "del":
        properties.append(_element("strike"))
    if said.link or said.change == "ins":
        properties.append(_element("u", val="single"))
    if said.rtl:
        properties.append(_element("rtl"))
    code = _full(said.language)
    properties.append(_element("lang", bidi=code) if said.rtl else _element("lang", val=code))
    run.append(_element("br") if line_break else _element("t", text))
    return run


def _full(language: str) -> str:
    """The language with the country that Word's own list has it under."""
    return {"sv": "sv-SE", "fi": "fi-FI", "en": "en-GB", "ar": "ar-SA"}.get(language, language)
