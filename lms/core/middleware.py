"""What every response is told: its language, the content security policy, that pages of one person are kept by nobody;
and that words go over the line compressed."""

from collections.abc import Callable

from csp.constants import SELF
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.middleware.gzip import GZipMiddleware
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

COMPRESSED = ("application/json", "application/geo+json", "application/javascript", "image/svg+xml")


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """Sends the strict policy, or the admin's own under ``settings.ADMIN_PATHS``."""

    def get_policy_parts(self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False):
        """The policy for this request. The admin's interfaces have no nonces, so theirs is a policy of its own."""
        parts = super().get_policy_parts(request=request, response=response, report_only=report_only)
        if not report_only and request.path.startswith(settings.ADMIN_PATHS):
            parts.config = settings.ADMIN_CONTENT_SECURITY_POLICY["DIRECTIVES"]
            parts.nonce = None
        elif getattr(request, "is_preview", False):
            # A draft as it will look, in a frame of the editor's page: strict in everything but where it is shown.
            parts.config = {**settings.CONTENT_SECURITY_POLICY["DIRECTIVES"], "frame-ancestors": [SELF]}
        return parts


class CompressTextMiddleware(GZipMiddleware):
    """Sends words compressed, for a phone on a slow line, whatever server stands in front. Pictures, films and PDFs are
    packed already."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        kind = response.get("Content-Type", "").partition(";")[0].strip()
        if kind.startswith("text/") or kind in COMPRESSED:
            return super().process_response(request, response)
        return response


class PrivatePagesMiddleware:
    """A response made for somebody who is signed in is kept by no cache on the way and by no shared computer.

    Without it, the back button shows the last person's pages after they have signed out. A view that says otherwise
    itself (a stylesheet, a file) is left alone, and so is a response that never asked who is there.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.session.accessed and request.session.get(SESSION_KEY) and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response


class AddressLanguageMiddleware(LocaleMiddleware):
    """The language of a page is the one its address says: ``/pl/…``, ``/ar/…``; without a prefix it is English.

    Django's own would also tell every cache that an address without a prefix differs by ``Accept-Language``, though
    nothing here ever guesses: two people who send each other a link see the same page.
    """

    def process_request(  # type: ignore[override]  # a response ends the matter, as in every middleware
        self, request: HttpRequest
    ) -> HttpResponseBase | None:
        """Reads the language from the address alone: no cookie and no header. A page that is in English only is sent
        to its English address."""
        language = translation.get_language_from_path(request.path_info)
        translation.activate(language or settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language()
        _empty, prefix, *rest = f"{request.path_info}/".split("/", 2)
        if language and prefix == language and rest[0].split("/")[0] in settings.ENGLISH_ONLY_SECTIONS:
            query = request.META.get("QUERY_STRING")
            return HttpResponseRedirect(f"/{rest[0][:-1]}" + (f"?{query}" if query else ""))
        return None

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Says the language, and nothing of what it might have depended on."""
        response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        return response
