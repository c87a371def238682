"""What the catalogue lists: courses done on this site and classes at places, one shape for both."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from courses.catalogue.choices import Level
from courses.catalogue.matching import matches
from courses.catalogue.models import CourseRun, TaughtCourse
from courses.catalogue.selectors import live_classes, shown_place
from courses.catalogue.wanted import Wanted
from courses.catalogue.wording import cost_in_words, next_in_words
from courses.content.public import PublicCourse, public_courses
from inclusion_map.languages import language
from inclusion_map.models import Place

# Courses done on this site and classes use other words for the same step.
SAME_LEVEL = {"essential": Level.EVERYDAY}


@dataclass(frozen=True)
class Offer:
    """Something to learn. ``lang`` is the language its text is typed in, ``spoken`` the one it is taught in.

    ``runs`` are those still to come, with their next day, soonest first; a course done on this site has none.
    ``minutes`` is how long such a course takes; None for a class.
    """

    title: str
    url: str
    lang: str
    outcomes: Sequence[str]
    level: str
    spoken: str
    is_free: bool
    cost: str
    provider: str
    runs: tuple[tuple[dt.date, CourseRun], ...]
    minutes: int | None
    texts: tuple[str, ...]

    @property
    def is_first_step(self) -> bool:
        """Whether it asks for nothing that one would have to know before."""
        return self.level == Level.FIRST_STEPS

    @property
    def level_name(self) -> str:
        """The level in the reader's words; empty where it has none."""
        return str(Level(self.level).label) if self.level in Level else ""

    @property
    def spoken_name(self) -> str:
        """The language it is taught in, where that is not the page's."""
        return "" if (get_language() or "").startswith(self.spoken.partition("-")[0]) else language(self.spoken).name

    @property
    def next(self) -> str:
        """The next time it is held, as a sentence; empty for a course done on this site."""
        return next_in_words(self.runs[0][1].period, self.runs[0][0]) if self.runs else ""

    @property
    def place(self) -> Place | None:
        """Where it is held next, when that place is on the site."""
        return shown_place(self.runs[0][1]) if self.runs else None

    @property
    def more(self) -> str:
        """How many other dates there are, as a sentence."""
        others = len(self.runs) - 1
        if others < 1:
            return ""
        return ngettext("There is %(n)s other set of dates.", "There are %(n)s other sets of dates.", others) % {
            "n": others
        }


def all_offers(request: HttpRequest, today: dt.date) -> list[Offer]:
    """Everything a resident can learn here from today on. A fixed number of queries, whatever there is."""
    self_paced = [_of_course(course) for course in public_courses(request=request)]
    classes = [_of_class(taught, today) for taught in live_classes()]
    return [*self_paced, *(offer for offer in classes if offer.runs)]


def find(offers: Sequence[Offer], wanted: Wanted) -> list[Offer]:
    """The offers that fit, first steps first, then what is held soonest; what can be done at any time comes last.

    Place and day must hold of the same dates, and only those are shown then.
    """
    fitting = (offer for offer in (_with_runs(offer, wanted) for offer in offers) if offer is not None)
    found = [offer for offer in fitting if all(test(offer) for test in _tests(wanted))]
    return sorted(found, key=_order)


def _order(offer: Offer) -> tuple:
    soonest = offer.runs[0][0] if offer.runs else dt.date.max
    return (not offer.is_first_step, soonest, offer.title.casefold())


def _with_runs(offer: Offer, wanted: Wanted) -> Offer | None:
    """The offer with the runs that fit place and day; None where these are asked for and no run fits."""
    if not (wanted.place or wanted.day):
        return offer
    fits = partial(_run_fits, wanted=wanted)
    runs = tuple((day, run) for day, run in offer.runs if fits(run))
    return Offer(**{**vars(offer), "runs": runs}) if runs else None


def _run_fits(run: CourseRun, wanted: Wanted) -> bool:
    place = shown_place(run)
    at_place = not wanted.place or (place is not None and place.slug == wanted.place)
    return at_place and (not wanted.day or wanted.day in run.period.weekdays)


def _tests(wanted: Wanted) -> Iterator[Callable[[Offer], bool]]:
    if wanted.q:
        yield lambda offer: matches(wanted.q, offer.texts)
    if wanted.free:
        yield lambda offer: offer.is_free
    if wanted.level:
        yield lambda offer: offer.level == wanted.level
    if wanted.language:
        yield lambda offer: offer.spoken.partition("-")[0] == wanted.language.partition("-")[0]


def _of_course(course: PublicCourse) -> Offer:
    return Offer(
        title=course.title,
        url=course.path,
        lang=course.language,
        outcomes=course.outcomes or (course.summary,),
        level=SAME_LEVEL.get(course.level, course.level),
        spoken=course.language,
        is_free=True,
        cost=_("Free"),
        provider="",
        runs=(),
        minutes=course.minutes,
        texts=(course.title, course.summary, *course.outcomes),
    )


def _of_class(taught: TaughtCourse, today: dt.date) -> Offer:
    ahead = [(day, run) for run in taught.runs.all() if (day := run.next_day(today))]
    runs = tuple(sorted(ahead, key=lambda one: (one[0], one[1].starts)))
    places = {place.name for _day, run in runs if (place := shown_place(run))}
    return Offer(
        title=taught.title,
        url=reverse("class_page", args=[taught.slug]),
        lang=taught.language,
        outcomes=taught.outcome_lines,
        level=taught.level,
        spoken=taught.teaching_language,
        is_free=bool(taught.is_free),
        cost=cost_in_words(taught.is_free, taught.price),
        provider=taught.provider.name,
        runs=runs,
        minutes=None,
        texts=(taught.title, *taught.outcome_lines, taught.for_whom, taught.provider.name, *places),
    )
