"""What frames every page: names and colours, where one can go, where one is.

What is the same for everybody is kept in the cache and made again when an editor changes it; what belongs to the
person who asks is read for each page.
"""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from wagtail.models import Site

from courses.models import CourseIndexPage
from home.models import StandardPage
from lms.core.clock import today
from lms.core.models import CouncilSettings
from lms.design_system.theme import DEFAULT_TOKENS, ThemeError, render_theme
from lms.organisation.permissions import has_team, is_hr

CACHE_KEY = "home.frame"
CACHE_SECONDS = 600


@dataclass(frozen=True)
class SharedFrame:
    """The part of the frame that is the same for everybody. ``theme`` is empty for the built-in colours."""

    council_name: str
    service_name: str
    brand_colour: str
    contact_email: str
    contact_phone: str
    theme: str
    courses_url: str
    footer: tuple[tuple[str, str], ...]

    @property
    def theme_url(self) -> str:
        """Named by its content, so that a browser may keep it for ever."""
        if not self.theme:
            return ""
        digest = hashlib.sha256(self.theme.encode()).hexdigest()[:12]
        return f"{reverse('theme')}?v={digest}"


def shared_frame() -> SharedFrame:
    """From the cache, or gathered and put there."""
    frame = cache.get(CACHE_KEY)
    if not isinstance(frame, SharedFrame):
        frame = _gather()
        cache.set(CACHE_KEY, frame, CACHE_SECONDS)
    return frame


def forget_shared_frame(**kwargs: Any) -> None:
    """An editor changed something the frame shows."""
    cache.delete(CACHE_KEY)


def _gather() -> SharedFrame:
    site = Site.objects.filter(is_default_site=True).first()
    council = CouncilSettings.for_site(site) if site else CouncilSettings()
    index = CourseIndexPage.objects.live().order_by("pk").first()
    pages = StandardPage.objects.live().filter(show_in_menus=True).order_by("path")
    return SharedFrame(
        council_name=council.council_name,
        service_name=council.service_name,
        brand_colour=council.brand_colour,
        contact_email=council.contact_email,
        contact_phone=council.contact_phone,
        theme=_theme(council),
        courses_url=(index.get_url() or "") if index else "",
        footer=tuple((page.title, page.get_url() or "") for page in pages),
    )


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
        "footer_links": SimpleLazyObject(lambda: [{"label": name, "url": url} for name, url in shared.footer]),
        "nav_items": SimpleLazyObject(lambda: _nav_items(request, shared)),
        "account_links": SimpleLazyObject(lambda: _account_links(request)),
    }


def _brand(shared: Any) -> dict[str, str]:
    return {
        "council_name": shared.council_name,
        "service_name": shared.service_name,
        "brand_colour": shared.brand_colour,
        "contact_email": shared.contact_email,
        "contact_phone": shared.contact_phone,
        "home_url": "/",
    }


def _nav_items(request: HttpRequest, shared: Any) -> list[dict[str, Any]]:
    user = getattr(request, "user", None)
    items = [(_("Courses"), shared.courses_url), (_("My learning"), reverse("learn"))]
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
    if request.path in {"/", sign_in}:
        return [{"label": _("Sign in"), "url": sign_in}]
    return [{"label": _("Sign in"), "url": f"{sign_in}?{urlencode({REDIRECT_FIELD_NAME: request.path})}"}]


def address(name: str) -> str:
    """The address of a named page, or nothing where this installation has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
