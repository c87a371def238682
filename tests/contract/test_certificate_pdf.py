"""The PDF itself: tagged for assistive technology, one page whatever it says, fetching nothing.

What is looked at here are the requirements of PDF/UA-1 (ISO 14289-1) that a program can see; it is no validation.
"""

import datetime as dt
import io
import logging
import re
import unicodedata
from dataclasses import dataclass

import pikepdf
import pytest
import segno

from certificates.facts import Facts
from certificates.pdf import render
from certificates.pdf.ornament import SEAL_CENTRE
from certificates.pdf.render import render_certificate

CODE = "ABCDEFGHJKMNPQRSTUVWXYZ23456"
ADDRESS = f"https://learning.council.example/certificates/{CODE}/"
OUTCOMES = ("spot a fake message", "make strong passwords", "report a worry at once")
ISSUED_AT = dt.datetime(2026, 3, 3, 9, tzinfo=dt.UTC)
PAINTING = {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Do", "sh", "TJ", "Tj", "'", '"'}


def facts(**changes) -> Facts:
    plain = {
        "council": "Northmoor Council",
        "holder": "Ada Moss",
        "title": "Staying safe: cyber security for everyone",
        "outcomes": OUTCOMES,
        "completed_on": dt.date(2026, 3, 3),
        "valid_until": dt.date(2027, 3, 3),
    }
    return Facts(**{**plain, **changes})


def drawn(**changes) -> pikepdf.Pdf:
    content = render_certificate(facts(**changes), code=CODE, address=ADDRESS, issued_at=ISSUED_AT, brand="#0b5a5e")
    return pikepdf.open(io.BytesIO(content))


@dataclass(frozen=True)
class Run:
    """Words set in one go: what a copy gets, and where their baseline is, in millimetres from the top."""

    text: str
    y: float
    glyphs: bytes


def runs(pdf: pikepdf.Pdf) -> list[Run]:
    """The words of the page in reading order, through the fonts' own tables."""
    page = pdf.pages[0]
    tables = {name: to_unicode(font) for name, font in page.Resources.Font.items()}
    found, table, y = [], {}, 0.0
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "Tf":
                table = tables[str(operands[0])]
            case "Tm":
                y = float(operands[5]) * 25.4 / 96  # WeasyPrint draws in CSS pixels from the top
            case "TJ" | "Tj":
                pieces = operands[0] if str(operator) == "TJ" else operands
                glyphs = b"".join(bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))
                codes = [glyphs[at : at + 2] for at in range(0, len(glyphs), 2)]
                found.append(Run("".join(table.get(code, "�") for code in codes), y, glyphs))
    return found


def to_unicode(font) -> dict[bytes, str]:
    """A font's table from the codes on the page to characters."""
    pairs = re.findall(r"<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>", font.ToUnicode.read_bytes().decode("ascii"))
    return {bytes.fromhex(code): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}


def said(pdf: pikepdf.Pdf) -> str:
    return " ".join(" ".join(run.text for run in runs(pdf)).split())


def structure(node) -> list[tuple[str, pikepdf.Dictionary]]:
    """Every structure element below a node in reading order, with its kind."""
    found = []
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            found += [(str(kid.S).lstrip("/"), kid), *structure(kid)]
    return found


# --- For assistive technology -----------------------------------------------------------------------------------------


def test_it_says_that_it_is_pdf_ua_with_language_and_title():
    pdf = drawn()
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "Certificate: Staying safe: cyber security for everyone, Ada Moss"
    assert pdf.Root.MarkInfo.Marked is True
    assert str(pdf.Root.Lang) == "en-GB"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
    assert str(pdf.docinfo["/Author"]) == "Northmoor Council"
    assert str(pdf.docinfo["/CreationDate"]).startswith("D:20260303090000")


def test_its_structure_is_read_in_the_order_in_which_one_reads_it():
    pdf = drawn()
    kinds = [kind for kind, _node in structure(pdf.Root.StructTreeRoot) if kind not in {"Div", "Span", "NonStruct"}]
    outcomes = ["L", *["LI", "LBody"] * 3]
    assert kinds == ["Document", "P", "H1", "P", "P", "P", "H2", "P", *outcomes, "P", "P", "Figure"]


def test_the_square_of_dots_has_words_and_nothing_else_is_a_picture():
    pdf = drawn()
    figures = [node for kind, node in structure(pdf.Root.StructTreeRoot) if kind == "Figure"]
    assert [str(node.Alt) for node in figures] == [f"QR code that opens {ADDRESS}"]


def test_everything_painted_is_either_tagged_or_an_artefact():
    pdf = drawn()
    depth, painted = 0, 0
    for _operands, operator in pikepdf.parse_content_stream(pdf.pages[0]):
        name = str(operator)
        depth += (name in {"BDC", "BMC"}) - (name == "EMC")
        if name in PAINTING:
            painted += 1
            assert depth == 1, name
    assert painted > 30
    assert depth == 0


def test_its_fonts_are_in_it_and_can_be_read_back():
    pdf = drawn()
    fonts = pdf.pages[0].Resources.Font
    assert {str(font.BaseFont).split("+")[1] for font in fonts.values()} == {
        "Atkinson-Hyperlegible",
        "Atkinson-Hyperlegible-Bold",
    }
    for font in fonts.values():
        descriptor = font.DescendantFonts[0].FontDescriptor
        assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
        assert "/ToUnicode" in font


# --- What it says -----------------------------------------------------------------------------------------------------


def test_it_says_every_fact():
    text = said(drawn())
    for fact in (
        "Northmoor Council",
        "This is to certify that Ada Moss has completed Staying safe: cyber security for everyone",
        "and can now spot a fake message make strong passwords report a worry at once",
        "Completed on 3 March 2026 Valid until 3 March 2027",
        "learning.council.example/certificates/",
        "ABCD-EFGH-JKMN-PQRS- TUVW-XYZ2-3456",
    ):
        assert fact in text


def test_without_an_end_it_says_so():
    assert "Valid without an end date" in said(drawn(valid_until=None))


def test_a_whole_programme_names_its_courses():
    text = said(drawn(title="Digital confidence", outcomes=("Cyber", "Data"), whole_programme=True))
    assert "has completed every course of Digital confidence which are Cyber Data" in text


def test_the_square_of_dots_says_the_address():
    pdf = drawn()
    (picture,) = pdf.pages[0].get_images().values()
    image = pikepdf.PdfImage(picture).as_pil_image().convert("1")
    modules = [list(row) for row in segno.make(ADDRESS, error="m", micro=False, mask=3).matrix]
    scale = image.width // len(modules)
    centres = [scale // 2 + scale * at for at in range(len(modules))]
    assert [[int(image.getpixel((x, y)) == 0) for x in centres] for y in centres] == modules


@pytest.mark.parametrize(
    "holder",
    [
        "Łucja Żółć-Śniegoń",
        "Zoë Ærøskøbing Ñuñez",
        "Ştefan Iñárritu Ğökçe",
        "Nguyễn Thị Hương",
        "O’Brien & Sons £5 <b>",
        "Αλεξάνδρα Ξένου",
        "Наталія Щербак",
        "أمينة الحسيني",
    ],
)
def test_letters_of_every_name_are_drawn_and_can_be_copied(holder):
    pdf = drawn(holder=holder)
    words = next(run for run in runs(pdf) if run.y > 70)
    name = [run for run in runs(pdf) if abs(run.y - words.y) < 2]
    copied = unicodedata.normalize("NFKC", "".join(run.text for run in name))
    assert sorted(copied.replace(" ", "")) == sorted(unicodedata.normalize("NFKC", holder).replace(" ", ""))
    for run in name:
        glyphs = [run.glyphs[at : at + 2] for at in range(0, len(run.glyphs), 2)]
        assert b"\0\0" not in glyphs, "a letter without a glyph"


EIGHT_COURSES = (
    "Getting confident with digital at work",
    "Staying safe: cyber security for everyone",
    "Looking after people's information",
    "Using data well",
    "Working together with cloud tools",
    "Services that work for everyone",
    "Agile, working in the open and online engagement",
    "Helping residents get online",
)
LONGEST = "Wilhelmina-Maximiliana Featherstonehaugh-Cholmondeley-Marjoribanks " * 3


@pytest.mark.parametrize(
    "changes",
    [
        {"holder": LONGEST[:100] + " " + LONGEST[:100]},
        {"holder": "W" * 100 + " " + "M" * 100},
        {"holder": "W" * 24},
        {"holder": "WMWMWMWMWMWM " * 3},
        {"council": "W" * 80},
        {"council": "The Royal Metropolitan and County Borough Council of " + "Northmoor " * 3},
        {"title": "W" * 34},
        {"title": "How to " + "organise " * 21},
        {"outcomes": ("understand what people need " * 8,) * 3},
        {"outcomes": ("W" * 200,) * 3},
        {"outcomes": EIGHT_COURSES, "whole_programme": True, "holder": "W" * 24},
        {"outcomes": tuple(f"Course number {n} with quite a long title of its own" for n in range(12))},
        {"outcomes": ()},
        {
            "council": "The Royal Metropolitan and County Borough Council of " + "Northmoor " * 3,
            "holder": LONGEST[:100] + " " + LONGEST[:100],
            "title": "How to " + "organise " * 21,
            "outcomes": ("understand what people need " * 8,) * 3,
        },
    ],
)
def test_it_is_one_page_and_stays_clear_of_the_seal_whatever_it_says(changes):
    pdf = drawn(**changes)
    assert len(pdf.pages) == 1
    text = runs(pdf)
    last_of_award = next(at for at, run in enumerate(text) if run.text.startswith("Completed on")) - 1
    assert text[last_of_award].y < SEAL_CENTRE[1] - 19
    assert all(20 < run.y < 190 for run in text)


# --- What it does not do ----------------------------------------------------------------------------------------------


def test_it_holds_nothing_active_and_no_address_to_follow():
    pdf = drawn(holder="=cmd|' /C calc'!A0 <script>alert(1)</script>")
    source = b"".join(str(dict(each)).encode() for each in pdf.objects if isinstance(each, pikepdf.Dictionary))
    for forbidden in (b"/JavaScript", b"/JS", b"/Launch", b"/URI", b"/EmbeddedFiles", b"/AcroForm", b"/OpenAction"):
        assert forbidden not in source


@pytest.mark.parametrize(
    "address",
    [
        "http://192.0.2.1/picture.png",
        "https://council.example/style.css",
        "file:///etc/passwd",
        f"file://{render.FOLDER}/../../manage.py",
        f"file://{render.FOLDER}/%2e%2e/%2e%2e/manage.py",
        "ftp://192.0.2.1/x",
        "data:text/html,hello",
    ],
)
def test_nothing_outside_the_program_is_fetched(address):
    with pytest.raises(ValueError, match="fetches nothing"):
        render._fetcher().fetch(address)


def test_a_name_that_looks_like_markup_is_a_name(caplog):
    with caplog.at_level(logging.WARNING):
        text = said(drawn(holder='<img src="http://192.0.2.1/x"> Moss'))
    assert '<img src="http://192.0.2.1/x"> Moss' in text
    assert not caplog.records


def test_another_brand_colour_is_drawn():
    content = render_certificate(facts(), code=CODE, address=ADDRESS, issued_at=ISSUED_AT, brand="#7a1f5c")
    pdf = pikepdf.open(io.BytesIO(content))
    colours = {
        tuple(round(float(part), 2) for part in operands)
        for operands, operator in pikepdf.parse_content_stream(pdf.pages[0])
        if str(operator) in {"rg", "RG"}
    }
    assert (0.48, 0.12, 0.36) in colours
    assert (0.04, 0.35, 0.37) not in colours
