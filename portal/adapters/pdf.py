"""PDF documents from HTML, tagged for screen readers (PDF/UA-1), with nothing fetched from anywhere.

WeasyPrint draws with libraries of the operating system. It is imported when it is needed, so that everything else works
without them; `missing` says what to install.
"""

from portal.domain.refusals import GateClosed, Refusal

PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-noto-core")
"""Debian's names of what a PDF needs; the fonts are for scripts that the system's own face lacks."""


def pdf_of(html: str) -> bytes:
    """Return the document as PDF/UA-1. Pictures stand in the HTML as SVG or `data:`; anything else is left out.

    Raises GateClosed with PDF_UNAVAILABLE (`packages`) on a machine that lacks the libraries.
    """
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError) as fault:
        raise GateClosed(Refusal("PDF_UNAVAILABLE", params={"packages": " ".join(PACKAGES)})) from fault
    fetcher = URLFetcher(allowed_protocols=("data",))
    written: bytes = HTML(string=html, url_fetcher=fetcher).write_pdf(pdf_variant="pdf/ua-1")
    return written


def missing() -> tuple[str, ...]:
    """The packages to install before a PDF can be made; empty when one can."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError):
        return PACKAGES
    return ()
