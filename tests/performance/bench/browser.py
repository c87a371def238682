"""One HTTP connection that stays open, as a browser's does."""

from http.client import HTTPConnection
from typing import NamedTuple
from urllib.parse import urlencode

TOKEN = "b" * 32  # what a browser was given and sends back; the site compares the two


class Answer(NamedTuple):
    """What came back. ``size``: bytes of the body as transferred."""

    status: int
    body: bytes
    location: str
    size: int


class Connection:
    """Somebody at one connection, signed in when ``session`` is given."""

    def __init__(self, port: int, session: str = "") -> None:
        self.http = HTTPConnection("127.0.0.1", port, timeout=60)
        cookies = f"csrftoken={TOKEN}" + (f"; sessionid={session}" if session else "")
        self.headers = {"Cookie": cookies, "Accept": "text/html", "Accept-Encoding": "identity"}

    def get(self, path: str) -> Answer:
        """A page. Raises when the answer is neither a page nor the way to one."""
        return self._ask("GET", path, None)

    def post(self, path: str, **fields: object) -> Answer:
        """A form; a list is several fields of one name."""
        body = urlencode({"csrfmiddlewaretoken": TOKEN, **fields}, doseq=True)
        return self._ask("POST", path, body)

    def _ask(self, method: str, path: str, body: str | None) -> Answer:
        headers = {**self.headers, "Content-Type": "application/x-www-form-urlencoded"} if body else self.headers
        self.http.request(method, path, body=body, headers=headers)
        response = self.http.getresponse()
        content = response.read()
        if response.status not in (200, 302):
            raise RuntimeError(f"{method} {path} was answered {response.status}")
        return Answer(response.status, content, response.headers.get("Location", ""), len(content))
