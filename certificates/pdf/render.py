"""A certificate as a tagged PDF (PDF/UA-1), drawn by WeasyPrint.

WeasyPrint is imported when the first certificate is drawn: it needs libraries of the system, and a machine without them
still serves everything else. What is costly to prepare (fonts, styles, ornament) is kept for the life of the process.
"""

import datetime as dt
import io
import threading
import zlib
from functools import lru_cache, partial
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import segno
from django.template.loader import get_template
from PIL import Image

from certificates.codes import grouped_code
from certificates.facts import OUTCOMES_SHOWN, Facts, day_in_words
from certificates.pdf.ornament import page_ornament
from lms.design_system.pdf_fonts import FONT_FOLDER, font_face_css
from lms.design_system.theme import DEFAULT_TOKENS

FOLDER = Path(__file__).parent
PACKAGED = (FOLDER, FONT_FOLDER)
QR_ADDRESS = "certificate:qr"

# Longest text, in characters, that is set in each size and still fits its place; then the next smaller size.
COUNCIL_SIZES = ((45, ""), (60, "size-5"))
HOLDER_SIZES = ((24, "size-1"), (36, "size-2"), (48, "size-3"), (110, "size-4"), (160, "size-5"))
TITLE_SIZES = ((34, "size-2"), (50, "size-3"), (75, "size-4"), (140, "size-5"))
SMALLEST = "size-6"

# WeasyPrint's font configuration is one native object: one drawing at a time in a process.
_drawing = threading.Lock()


class PdfUnavailableError(Exception):
    """This machine lacks the system libraries for PDF; the certificate is still a web page."""


def render_certificate(facts: Facts, *, code: str, address: str, issued_at: dt.datetime, brand: str) -> bytes:
    """The PDF of a certificate: one page, A4 landscape.

    ``address``: where the certificate can be checked, in full; the QR code says it. ``brand``: the council's colour as
    ``#rrggbb``. Raises ``PdfUnavailableError`` where WeasyPrint cannot be loaded.
    """
    weasyprint = _weasyprint()
    text = get_template("certificates/pdf.html").render(_context(facts, code, address))
    fetcher = _fetcher()
    with _drawing:
        fetcher.qr = qr_png(address)
        page = weasyprint.HTML(string=text, url_fetcher=fetcher)
        document = page.render(stylesheets=_stylesheets(brand), font_config=_fonts(), pdf_variant="pdf/ua-1")
        document.metadata.authors = [facts.council]
        document.metadata.description = f"Completed on {day_in_words(facts.completed_on)}. Code {grouped_code(code)}."
        document.metadata.created = issued_at.isoformat(timespec="seconds")
        return document.write_pdf(finisher=partial(_put_ornament_behind, brand), pdf_variant="pdf/ua-1")


def _context(facts: Facts, code: str, address: str) -> dict:
    groups = grouped_code(code).split("-")
    return {
        "facts": facts,
        "completed_on": day_in_words(facts.completed_on),
        "valid_until": day_in_words(facts.valid_until) if facts.valid_until else "",
        "council_size": _size(facts.council, COUNCIL_SIZES),
        "holder_size": _size(facts.holder, HOLDER_SIZES),
        "title_size": _size(facts.title, TITLE_SIZES),
        "outcomes_class": _outcomes_class(facts.outcomes),
        "code_lines": ("-".join(groups[:4]) + "-", "-".join(groups[4:])),
        "address": address,
        "short_address": address.split("://", 1)[-1].rsplit("/", 2)[0] + "/",
    }


def _size(text: str, sizes: tuple[tuple[int, str], ...]) -> str:
    fitting = (size for longest, size in sizes if len(text) <= longest)
    return next(fitting, SMALLEST)


def _outcomes_class(outcomes: tuple[str, ...]) -> str:
    long = sum(map(len, outcomes)) > 330
    if len(outcomes) > OUTCOMES_SHOWN:
        return "packed long" if long else "packed"
    return "long" if long else ""


def qr_png(address: str) -> bytes:
    """The QR code as a picture in two colours, four points to a module and without its quiet zone: the page is white.

    The mask is given: choosing the best of the eight costs more than drawing the page, and every reader undoes any.
    """
    rows = segno.make(address, error="m", micro=False, mask=3).matrix
    modules = b"".join(bytes(0 if dark else 255 for dark in row) for row in rows)
    picture = Image.frombytes("L", (len(rows), len(rows)), modules).convert("1")
    kept = io.BytesIO()
    picture.resize((4 * len(rows), 4 * len(rows)), Image.Resampling.NEAREST).save(kept, "PNG")
    return kept.getvalue()


# --- Prepared once a process ------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _weasyprint():
    try:
        import weasyprint
    except OSError as error:
        raise PdfUnavailableError("The system libraries for PDF are missing.") from error
    return weasyprint


@lru_cache(maxsize=1)
def _fonts():
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


@lru_cache(maxsize=8)
def _stylesheets(brand: str) -> list:
    ink, accent = DEFAULT_TOKENS["ink"], DEFAULT_TOKENS["focus"]
    words = font_face_css() + (FOLDER / "certificate.css").read_text(encoding="utf-8")
    colours = f"html {{ color: {ink} }} .council, .holder {{ color: {brand} }} h1 {{ border-color: {accent} }}"
    css = partial(_weasyprint().CSS, font_config=_fonts(), url_fetcher=_fetcher())
    return [css(string=words), css(string=colours)]


@lru_cache(maxsize=8)
def _ornament(brand: str) -> bytes:
    return zlib.compress(page_ornament(brand, DEFAULT_TOKENS["tint"], DEFAULT_TOKENS["focus"]))


def _put_ornament_behind(brand: str, _document, pdf) -> None:
    """Adds the ornament, drawn and compressed once a process, before what WeasyPrint has drawn on the page."""
    import pydyf

    ornament = pydyf.Stream([_ornament(brand)], {"Filter": "/FlateDecode"})
    pdf.add_object(ornament)
    page = next(item for item in pdf.objects if isinstance(item, dict) and item.get("Type") == "/Page")
    page["Contents"] = pydyf.Array([ornament.reference, page["Contents"]])


@lru_cache(maxsize=1)
def _fetcher():
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class PackagedOnly(URLFetcher):
        """Serves files that come with the program, and the QR code; nothing else is ever fetched."""

        qr = b""

        def fetch(self, url, headers=None):
            if url == QR_ADDRESS:
                return URLFetcherResponse(url, self.qr, {"Content-Type": "image/png"})
            path = Path(url2pathname(urlsplit(url).path)).resolve()
            if not any(path.is_relative_to(folder) for folder in PACKAGED):
                raise ValueError("A certificate fetches nothing from outside the program.")
            return super().fetch(url, headers)

    return PackagedOnly(allowed_protocols={"file"}, allow_redirects=False)
