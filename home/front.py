"""What the first page offers everybody: somewhere to begin, what is open now, what starts soon.

It is the same for everybody who reads one language, so it is gathered once a minute and kept.
"""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Avg
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from wagtail.models import Site

from courses.api import Offer, all_offers
from inclusion_map.finding.lines import tone_of
from inclusion_map.models import Postcode, Ward
from inclusion_map.selectors import open_now_near
from inclusion_map.sentences import open_sentence
from lms.core.clock import today
from lms.core.kept import kept
from lms.core.models import CouncilSettings

SHOWN = 3
SOON = dt.timedelta(days=42)
CACHE_SECONDS = 60


@dataclass(frozen=True)
class Line:
    """One line of a list. ``title`` is in ``language``, and so is ``beside`` (who or where); ``words`` are in the
    reader's."""

    title: str
    url: str
    language: str
    words: str
    beside: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Front:
    """Three of each at most."""

    first_steps: list[Line] = field(default_factory=list)
    open_now: list[Line] = field(default_factory=list)
    soon: list[Line] = field(default_factory=list)


def front(request: HttpRequest) -> Front:
    """As it was gathered at most a minute ago."""

    def gather() -> Front:
        offers = all_offers(request, today())
        return Front(_first_steps(offers), _open_now(), _soon(offers))

    return kept(f"home.front.1.{get_language()}", gather, seconds=CACHE_SECONDS)


def _first_steps(offers: list[Offer]) -> list[Line]:
    """Those that can be begun at once before those with a date; after the first steps, the shortest."""
    order = sorted(offers, key=lambda one: (not one.is_first_step, bool(one.runs), one.minutes or 0, one.title))
    return [Line(one.title, one.url, one.lang, _how_long(one)) for one in order[:SHOWN]]


def _how_long(offer: Offer) -> str:
    if offer.minutes is None:
        return offer.next
    return ngettext("About %(n)s minute", "About %(n)s minutes", offer.minutes) % {"n": offer.minutes}


def _soon(offers: list[Offer]) -> list[Line]:
    last = today() + SOON
    dated = sorted((one for one in offers if one.runs and one.runs[0][0] <= last), key=lambda one: one.runs[0][0])
    return [Line(one.title, one.url, one.lang, one.next, _where(one)) for one in dated[:SHOWN]]


def _where(offer: Offer) -> str:
    return offer.place.name if offer.place else ""


def _open_now() -> list[Line]:
    centre = town_centre()
    if centre is None:
        return []
    return [
        Line(
            result.place.name,
            reverse("place", args=[result.place.slug]),
            result.place.language,
            open_sentence(result.state, place=result.place),
            tone=tone_of(result.state),
        )
        for result in open_now_near(*centre, SHOWN)
    ]


def town_centre() -> tuple[float, float] | None:
    """The point (WGS 84 degrees) of the postcode that the council named as its centre; the middle of its wards where it
    named none that we know; None before a borough is loaded."""
    site = Site.objects.filter(is_default_site=True).first()
    named = CouncilSettings.for_site(site).centre_postcode if site else ""
    postcode = Postcode.objects.filter(code=named.strip().upper()).first() if named else None
    if postcode:
        return float(postcode.latitude), float(postcode.longitude)
    middle = Ward.objects.aggregate(latitude=Avg("latitude"), longitude=Avg("longitude"))
    if middle["latitude"] is None or middle["longitude"] is None:
        return None
    return float(middle["latitude"]), float(middle["longitude"])
