"""The language switch: where the page that is being looked at is in each of the site's languages."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils import translation
from wagtail.models import Locale, Page

from lms.core.kept import kept


@dataclass(frozen=True)
class LanguageLink:
    """One language of the page: its code and own name, the page's path in it, and whether one is there now.

    ``full_url`` is the path with scheme and host, as search engines want it.
    """

    code: str
    name: str
    url: str
    full_url: str
    current: bool


def language_links(request: HttpRequest) -> list[LanguageLink]:
    """Where this page is in each language in which it exists, in the order of the settings; empty where it exists in
    one language only, and on pages for staff and publishers."""
    if _is_english_only(request):
        return []
    page = served_page(request)
    if page is not None:
        addresses = _of_page(page, request)
    elif request.resolver_match is None or request.resolver_match.url_name == "wagtail_serve":
        addresses = {code: home_url(code) for code, _name in settings.LANGUAGES}  # there is no such page: start again
    else:
        addresses = _of_view(request)
    now = translation.get_language()
    links = [
        LanguageLink(code, name, addresses[code], request.build_absolute_uri(addresses[code]), code == now)
        for code, name in settings.LANGUAGES
        if addresses.get(code)
    ]
    return links if len(links) > 1 else []


def home_url(language: str | None = None) -> str:
    """The path of the home page in a language; in the one that is active, unless given."""
    with translation.override(language or translation.get_language()):
        return reverse("wagtail_serve", args=[""])


def language_of(page: Page) -> str:
    """The language a page is in, without asking the database for its locale on every page."""
    codes = kept("home.locales", lambda: dict(Locale.objects.values_list("pk", "language_code")), seconds=600)
    return codes.get(page.locale_id) or page.locale.language_code


def served_page(request: HttpRequest) -> Page | None:
    """The Wagtail page that this request shows; None for every other view, and where there is no such page."""
    match = request.resolver_match
    if match is None or match.url_name != "wagtail_serve":
        return None
    return Page.find_for_request(request, match.args[0] if match.args else "")


def _is_english_only(request: HttpRequest) -> bool:
    return request.path.split("/")[1] in settings.ENGLISH_ONLY_SECTIONS


def _of_page(page: Page, request: HttpRequest) -> dict[str, str]:
    """The live translations of a page, and the page."""
    translations = page.get_translations(inclusive=True).live().select_related("locale")
    return {each.locale.language_code: each.get_url(request) or "" for each in translations}


def _of_view(request: HttpRequest) -> dict[str, str]:
    """The same view in every language, asked the same question; a form that was sent has only its path."""
    asked = request.get_full_path() if request.method in ("GET", "HEAD") else request.path
    addresses = {code: translate_url(asked, code) for code, _name in settings.LANGUAGES}
    # Outside the translated addresses one path would have to serve all languages: it serves English.
    return addresses if len(set(addresses.values())) == len(addresses) else {}
