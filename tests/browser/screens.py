"""A browser window, and what must hold of whatever it shows."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Locator, Page, Request, Response

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass
class Screen:
    """One window. ``complaints``: what the browser refused, what failed in a script, what went to another host."""

    page: Page
    server: str
    scripts: bool = True
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("request", self._watch)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(f"console: {message.text}")

    def _watch(self, request: Request) -> None:
        if urlsplit(request.url).scheme in ("http", "https") and not request.url.startswith(self.server):
            self.complaints.append(f"request to {request.url}")

    def visit(self, path: str) -> Response:
        """Opens an address of the site."""
        response = self.page.goto(path, wait_until="load")
        assert response is not None
        return response

    def resize(self, size: dict) -> None:
        """Another window, the same page."""
        self.page.set_viewport_size(size)

    def press(self, name: str) -> None:
        """Presses the button or follows the link that is called so."""
        self.named(name).click()
        self.page.wait_for_load_state("load")

    def named(self, name: str) -> Locator:
        """The first button or link that is called so, as a screen reader would find it."""
        button = self.page.get_by_role("button", name=name, exact=True)
        return button.or_(self.page.get_by_role("link", name=name, exact=True)).first

    def reads(self, words: str) -> bool:
        """Whether the page says something, once it has settled."""
        return words in " ".join(self.page.locator("body").inner_text().split())

    @property
    def heading(self) -> str:
        """The page's first heading, on one line."""
        return " ".join(self.page.locator("h1").first.inner_text().split())

    def check(self) -> None:
        """Nothing was refused, nothing runs off the side; with scripts, axe finds nothing."""
        assert not self.complaints, "\n".join(self.complaints)
        if not self.scripts:
            return
        widths = self.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert widths[0] <= widths[1], f"{self.page.url} is {widths[0]} px wide in a window of {widths[1]} px"
        results = Axe().run(self.page, options={"resultTypes": ["violations"], "runOnly": RULES})
        assert results.violations_count == 0, f"{self.page.url}\n{results.generate_report()}"
