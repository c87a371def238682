"""What frames every page: names and colours, where one can go, where one is.

What is the same for everybody is kept in the cache and made again when an editor changes it; what belongs to the
person who asks is read for each page.
"""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

from courses.models import CourseIndexPage
from home.languages import home_url, language_links
from home.models import StandardPage
from home.reviews import awaits_review
from lms.core.clock import today
from lms.core.kept import forget, kept
from lms.core.models import CouncilSettings
from lms.design_system.theme import DEFAULT_TOKENS, ThemeError, render_theme
from lms.organisation.permissions import has_team, is_hr

CACHE_KEY = "home.frame.1"
CACHE_SECONDS = 600


@dataclass(frozen=True)
class SharedFrame:
    """The part of the frame that is the same for everybody who reads one language.

    ``theme`` is empty for the built-in colours. ``footer``: title, address and, where the page is in another language
    than the frame, that language.
    """

    council_name: str
    service_name: str
    brand_colour: str
    contact_email: str
    contact_phone: str
    contact_address: str
    theme: str
    courses_url: str
    footer: tuple[tuple[str, str, str], ...]

    @property
    def theme_url(self) -> str:
        """Named by its content, so that a browser may keep it for ever."""
        if not self.theme:
            return ""
        digest = hashlib.sha256(self.theme.encode()).hexdigest()[:12]
        return f"{reverse('theme')}?v={digest}"


def shared_frame() -> SharedFrame:
    """As it was gathered at most ten minutes ago, or since an editor's last change."""
    return kept(f"{CACHE_KEY}.{get_language()}", _gather, seconds=CACHE_SECONDS)


def forget_shared_frame(**kwargs: Any) -> None:
    """An editor changed something the frame shows."""
    forget(*(f"{CACHE_KEY}.{code}" for code, _name in settings.LANGUAGES))


def _gather() -> SharedFrame:
    site = Site.objects.filter(is_default_site=True).first()
    council = CouncilSettings.for_site(site) if site else CouncilSettings()
    index = _in_this_language(CourseIndexPage.objects.live()).first()
    pages = _in_this_language(StandardPage.objects.live().public().filter(show_in_menus=True))
    return SharedFrame(
        council_name=council.council_name,
        service_name=council.service_name,
        brand_colour=council.brand_colour,
        contact_email=council.contact_email,
        contact_phone=council.contact_phone,
        contact_address=council.contact_address,
        theme=_theme(council),
        courses_url=(index.get_url() or "") if index else "",
        footer=tuple((page.title, page.get_url() or "", _other_language(page)) for page in pages),
    )


def _in_this_language(pages: PageQuerySet) -> PageQuerySet:
    """The pages in the active language, or in the site's own while nobody has translated any."""
    pages = pages.select_related("locale").order_by("path")
    here = pages.filter(locale__language_code=get_language())
    return here if here.exists() else pages.filter(locale__language_code=settings.LANGUAGE_CODE)


def _other_language(page: Page) -> str:
    """The language of a page where it is not the one that is read now."""
    code = page.locale.language_code
    return "" if code == get_language() else code


def _theme(council: CouncilSettings) -> str:
    """The council's stylesheet; the built-in colours where its own could not be read by everybody."""
    tokens = {"brand": council.brand_colour.lower(), "link": council.link_colour.lower()}
    if all(DEFAULT_TOKENS[name] == colour for name, colour in tokens.items()):
        return ""
    try:
        return render_theme(tokens)
    except ThemeError:
        return ""


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """The template context of the frame. Nothing is read until a template asks: most renderings are parts of pages."""
    shared = SimpleLazyObject(shared_frame)
    return {
        "site_brand": SimpleLazyObject(lambda: _brand(shared)),
        "theme_url": SimpleLazyObject(lambda: shared.theme_url),
        "footer_links": SimpleLazyObject(
            lambda: [{"label": name, "url": url, "lang": language} for name, url, language in shared.footer]
        ),
        "nav_items": SimpleLazyObject(lambda: _nav_items(request, shared)),
        "account_links": SimpleLazyObject(lambda: _account_links(request)),
        "language_links": SimpleLazyObject(lambda: language_links(request)),
        "site_search_url": SimpleLazyObject(lambda: address("search")),
        "feedback_url": SimpleLazyObject(lambda: _feedback_url(request)),
        "page_awaits_review": SimpleLazyObject(lambda: awaits_review(request)),
        "words_await_review": get_language() in settings.LANGUAGES_AWAITING_REVIEW,
    }


def _brand(shared: Any) -> dict[str, str]:
    return {
        "council_name": shared.council_name,
        "service_name": shared.service_name,
        "brand_colour": shared.brand_colour,
        "contact_email": shared.contact_email,
        "contact_phone": shared.contact_phone,
        "contact_address": shared.contact_address,
        "home_url": home_url(),
        "courses_url": shared.courses_url,
    }


def _nav_items(request: HttpRequest, shared: Any) -> list[dict[str, Any]]:
    user = getattr(request, "user", None)
    items = [(_("Find help"), address("find_help")), (_("Courses"), shared.courses_url)]
    items.append((_("My learning"), reverse("learn")))
    if user is not None and has_team(user, on=today()):
        items.append((_("My team"), address("team")))
    if user is not None and is_hr(user):
        items.append((_("Staff records"), address("staff_records")))
    items.append((_("Our progress"), address("performance")))
    return [_nav_item(request, label, url) for label, url in items if url]


def _nav_item(request: HttpRequest, label: str, url: str) -> dict[str, Any]:
    below = request.path.startswith(url)
    return {"label": label, "url": url, "current": "page" if request.path == url else below}


def _account_links(request: HttpRequest) -> list[dict[str, Any]]:
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return [{"label": _("Sign out"), "url": reverse("account_logout"), "post": True}]
    sign_in = reverse("account_login")
    if request.path in {home_url(), sign_in}:
        return [{"label": _("Sign in"), "url": sign_in}]
    return [{"label": _("Sign in"), "url": f"{sign_in}?{urlencode({REDIRECT_FIELD_NAME: request.path})}"}]


def _feedback_url(request: HttpRequest) -> str:
    """Where the question at the foot of a page is answered; nowhere while somebody signs in, and not about itself."""
    match = request.resolver_match
    if match is None or match.url_name in ("feedback", "feedback_more") or request.path.startswith("/accounts/"):
        return ""
    return address("feedback")


def address(name: str) -> str:
    """The address of a named page, or nothing where this installation has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
