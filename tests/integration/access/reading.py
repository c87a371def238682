"""Everything a browser is given, as text: body, headers, spreadsheets' cells, a PDF's words, mail."""

import io
import re
import shutil
import subprocess
import zipfile

from django.core.mail import EmailMessage
from django.http import HttpResponseBase
from openpyxl import load_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OUR_HOSTS = ("http://testserver", "http://127.0.0.1:8000", "http://localhost")
FETCHED = re.compile(
    r"""<(?:link|script|img|iframe|source|video|audio|object|embed|track)\b[^>]*?\s(?:src|href|srcset|data|poster)\s*=\s*["']?"""
    r"""((?:https?:)?//[^"'\s>]+)""",
    re.IGNORECASE,
)


def body_of(response: HttpResponseBase) -> bytes:
    """The whole body, streamed or not."""
    if response.streaming:
        return b"".join(response.streaming_content)  # type: ignore[attr-defined]
    return response.content  # type: ignore[attr-defined]


def text_of(body: bytes, content_type: str) -> str:
    """What somebody who opens this body can read."""
    kind = content_type.partition(";")[0].strip()
    if kind == XLSX:
        return _workbook(body)
    if kind == "application/pdf":
        return body.decode("latin-1") + _pdf(body)
    return body.decode("utf-8", errors="replace")


def headers_of(response: HttpResponseBase) -> str:
    """Every header and cookie, as sent."""
    lines = [f"{name}: {value}" for name, value in response.items()]
    return "\n".join([*lines, *(cookie.OutputString() for cookie in response.cookies.values())])


def mail_text(message: EmailMessage) -> str:
    """Subject, text, other forms of the text and attachments."""
    parts = [message.subject, str(message.body)]
    parts += [str(content) for content, _ in getattr(message, "alternatives", [])]
    parts += [str(attachment) for attachment in message.attachments]
    return "\n".join(parts)


def fetched_elsewhere(html: str) -> list[str]:
    """Addresses of other hosts that a browser would fetch to draw a page."""
    return [address for address in FETCHED.findall(html) if not address.startswith(OUR_HOSTS)]


def _workbook(body: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        parts = [archive.read(name).decode("utf-8", errors="replace") for name in archive.namelist()]
    for sheet in load_workbook(io.BytesIO(body), data_only=True):
        parts += [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
    return "\n".join(parts)


def _pdf(body: bytes) -> str:
    tool = shutil.which("pdftotext")
    if tool is None or not body.startswith(b"%PDF"):
        return ""
    done = subprocess.run([tool, "-", "-"], input=body, capture_output=True, check=False)
    return done.stdout.decode("utf-8", errors="replace")
