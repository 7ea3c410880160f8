"""The documents of a handover as they would be sealed now: the office shows and seals them, the demonstration too."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask_babel import force_locale
from jinja2 import Environment
from sqlalchemy.orm import Session

from portal.adapters import docx_files, pdf
from portal.domain.handovers import Document, DocumentFormat, lacks, new_since
from portal.domain.languages import SOURCE
from portal.models.dialogues import Dialogue
from portal.models.handovers import Handover
from portal.queries import handovers, results
from portal.reports.feedback import said
from portal.reports.handovers import Frame, level_of, render
from portal.web import ladder_words
from portal.web.amendment_words import changes_in
from portal.web.formats import in_sentence, reader_language
from portal.web.log_words import SHOULDS
from portal.web.staff_labels import STAFF_LANGUAGES
from portal.web.voice import voice

Content = dict[str, Any]
MIMETYPES = {
    DocumentFormat.HTML: "text/html",
    DocumentFormat.PDF: "application/pdf",
    DocumentFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True)
class Drafted:
    """A handover before it is sealed. `without_pdf` tells that this machine cannot make PDF files."""

    content: Content
    documents: tuple[Document, ...]
    without_pdf: bool


def draft(
    environment: Environment, municipality: str, session: Session, dialogue: Dialogue, now: datetime, reason: str = ""
) -> Drafted:
    """The content and every file of the next handover. Needs a request, or the context of one.

    It takes a second or two for each language, so it is done before the transaction that seals it.
    """
    content = handovers.content_of(session, dialogue, now)
    writer = _Writer(environment, municipality, session, dialogue, now, content, reason)
    without_pdf = bool(pdf.missing())
    kinds = [kind for kind in DocumentFormat if kind is not DocumentFormat.PDF or not without_pdf]
    made = [writer.document(kind, language) for language in languages_of(content) for kind in kinds]
    return Drafted(content, tuple(made), without_pdf)


def preview(
    environment: Environment,
    municipality: str,
    session: Session,
    dialogue: Dialogue,
    now: datetime,
    kind: DocumentFormat,
    language: str,
) -> Document:
    """One file as it would be sealed now. Raises GateClosed with PDF_UNAVAILABLE where no PDF can be made."""
    content = handovers.content_of(session, dialogue, now)
    writer = _Writer(environment, municipality, session, dialogue, now, content, "")
    return writer.document(kind, language if language in languages_of(content) else SOURCE)


def languages_of(content: Content) -> list[str]:
    """The languages that the documents are made in: Swedish, and those officials read in which every text is there."""
    others = [code for code in STAFF_LANGUAGES if code != SOURCE and code in content["languages"]]
    return [SOURCE, *(code for code in others if not lacks(content, code))]


class _Writer:
    """Writes the files of one handover, each language once."""

    def __init__(
        self,
        environment: Environment,
        municipality: str,
        session: Session,
        dialogue: Dialogue,
        now: datetime,
        content: Content,
        reason: str,
    ) -> None:
        quoted = [quote for theme in content["themes"] for quote in theme["quotes"]]
        before = handovers.newest(session, dialogue.id)
        self.environment, self.content, self.dialogue = environment, content, dialogue
        self._written: dict[tuple[str, bool], str] = {}
        self.frame = Frame(
            slug=dialogue.slug,
            number=before.number + 1 if before else 1,
            made_at=now,
            municipality=municipality,
            promise="",
            level_name="",
            decides="",
            should_words=_should_words,
            since=_since(before, content, reason) if before else None,
            readable=results.readable_quotes(session, quoted),
        )

    def document(self, kind: DocumentFormat, language: str) -> Document:
        """One file. Raises GateClosed with PDF_UNAVAILABLE."""
        makers: dict[DocumentFormat, Callable[[], bytes]] = {
            DocumentFormat.HTML: lambda: self._html(language, on_paper=False).encode(),
            DocumentFormat.PDF: lambda: pdf.pdf_of(self._html(language, on_paper=True)),
            DocumentFormat.DOCX: lambda: docx_files.docx_of(
                self._html(language, on_paper=True), self.content["registry_number"]
            ),
        }
        return Document(kind, language, makers[kind]())

    def _html(self, language: str, on_paper: bool) -> str:
        if (language, on_paper) not in self._written:
            with force_locale(language):
                html = render(self.environment, self.content, self._framed(language), voice(language), on_paper)
            self._written[language, on_paper] = html
        return self._written[language, on_paper]

    def _framed(self, language: str) -> Frame:
        level, dialogue = level_of(self.content), self.dialogue
        day = dialogue.delegating_date
        given = voice(language).show_date(day) if day else ""
        decides = (dialogue.deciding_body or dialogue.body).texts.plain("name", language)
        section = dialogue.delegating_section.removeprefix("§").strip()
        return replace(
            self.frame,
            promise=ladder_words.promise(level, dialogue.ladder_id, dialogue.delegating_body, given, section),
            level_name=ladder_words.label(level, dialogue.ladder_id),
            decides=in_sentence(decides),
            amendments=[_amendment(one, dialogue.ladder_id) for one in self.content["commitments"][1:]],
        )


def _amendment(version: Content, ladder_id: int | None) -> dict[str, Any]:
    return {
        "at": datetime.fromisoformat(version["frozen_at"]),
        "by": version["by"],
        "reason": said(version["reason"], reader_language()),
        "changes": changes_in(version["content"], ladder_id),
    }


def _since(before: Handover, content: Content, reason: str) -> dict[str, Any]:
    return {
        "number": before.number,
        "made_at": before.made_at,
        "hash": before.html_hash,
        "reason": reason,
        "change": new_since(before.content, content),
    }


def _should_words(code: str) -> str:
    return str(SHOULDS.get(code, code))
