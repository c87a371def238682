"""Gathering for the home page: what each of its doors says before one opens it."""

import datetime as dt
from dataclasses import dataclass

from django.http import HttpRequest

from courses.api import NotPublishedError, headline_programme, open_requirements_of, published_report
from home.frame import address, shared_frame
from home.learning import due_of
from lms.core.clock import today
from lms.core.kept import kept
from lms.core.wording import due_in_words
from lms.organisation.permissions import person_of

HEADLINE_SECONDS = 300


@dataclass(frozen=True)
class Headline:
    """The council's one figure. ``percent`` is of all staff, cut to one decimal; None while nobody is counted."""

    programme: str
    percent: float | None
    met: int
    staff: int
    as_at: dt.date


@dataclass(frozen=True)
class Training:
    """What the staff training door says to somebody who is signed in: how much is to do, and the next due date."""

    to_do: int
    next_due: str


@dataclass(frozen=True)
class Doors:
    """A door without an address is not drawn; ``training`` is None for a visitor who is not signed in."""

    courses_url: str
    training: Training | None
    progress_url: str
    publish_url: str
    headline: Headline | None


def doors(request: HttpRequest) -> Doors:
    """Gathers the home page for whoever asks."""
    person = person_of(request.user)
    day = today()
    training = None
    if person is not None:
        due = [due_of(requirement) for requirement in open_requirements_of(person, day)]
        training = Training(len(due), due_in_words(min(due), day) if due else "")
    progress_url = address("performance")
    return Doors(
        courses_url=shared_frame().courses_url,
        training=training,
        progress_url=progress_url,
        publish_url=address("publish"),
        headline=headline(day) if progress_url else None,
    )


def headline(day: dt.date) -> Headline | None:
    """The published measure as at a day, kept for some minutes; None where no programme is the headline."""
    return kept(f"home.headline.2.{day.isoformat()}", lambda: _headline(day), seconds=HEADLINE_SECONDS)


def _headline(day: dt.date) -> Headline | None:
    programme = headline_programme()
    if programme is None:
        return None
    try:
        total = published_report(programme, as_at=day, by=None).total
    except NotPublishedError:
        return None
    return Headline(programme.title, total.of_all_staff, total.met, total.staff, day)
