"""Reading reminders: what would be sent, and what was."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Max, QuerySet
from wagtail.models import Site

from courses.requirements.models import Reminder, Requirement
from courses.requirements.reminders.digest import Item, Letterhead, digest_text
from courses.requirements.selectors import current_due, open_on
from lms.core.clock import local_date, now
from lms.core.models import CouncilSettings
from lms.organisation.models import Absence
from lms.people.models import Person

RECENTLY = dt.timedelta(hours=24)
AUTOMATIC_STEPS = ("before", "overdue")

# Why nothing is sent, as stored in Reminder.suppressed.
NOTHING_OPEN, EXCUSED, NO_EMAIL, RECENT, DONE_SINCE = "nothing_open", "excused", "no_email", "recent", "done_since"


@dataclass(frozen=True)
class Planned:
    """What would be sent to one person now. ``suppressed``: why nothing is, in one of the codes above."""

    person: Person
    requirements: list[Requirement] = field(default_factory=list)
    suppressed: str = ""
    body: str = ""

    @property
    def due(self) -> list[dt.date]:
        """When each open requirement is due."""
        return [due_of(requirement) for requirement in self.requirements]


def plan_digests(people: Sequence[Person], *, on: dt.date, head: Letterhead) -> list[Planned]:
    """For each person in turn, the message about everything open on a day, or why there is none; three queries."""
    ids = [person.pk for person in people]
    asked = _open_by_person(ids, on)
    away = set(Absence.objects.on(on).filter(person__in=ids).values_list("person_id", flat=True))
    recent = set(_sent_recently().filter(person__in=ids).values_list("person_id", flat=True))
    planned = []
    for person in people:
        requirements = asked[person.pk]
        why = _why_not(person, requirements, away, recent)
        items = [Item(one.course.title, due_of(one)) for one in requirements]
        body = "" if why else digest_text(first_name=person.first_name, items=items, on=on, head=head)
        planned.append(Planned(person, requirements, why, body))
    return planned


def _why_not(person: Person, requirements: list[Requirement], away: set[int], recent: set[int]) -> str:
    if person.pk in away:
        return EXCUSED  # leave pauses the clock: nobody is chased on it
    if not requirements:
        return NOTHING_OPEN
    if not person.email:
        return NO_EMAIL
    return RECENT if person.pk in recent else ""


def _open_by_person(ids: Iterable[int], on: dt.date) -> dict[int, list[Requirement]]:
    found: dict[int, list[Requirement]] = defaultdict(list)
    rows = open_on(on).filter(person__in=list(ids)).select_related("course").order_by(current_due(on), "pk")
    for requirement in rows:
        found[requirement.person_id].append(requirement)
    return found


def _sent_recently() -> QuerySet[Reminder]:
    """Messages of the last 24 hours, those on their way included, whoever sent them."""
    return Reminder.objects.filter(suppressed="", created_at__gt=now() - RECENTLY)


def due_of(requirement: Requirement) -> dt.date:
    """The due date as at the day the requirement was read for."""
    return requirement.current_due_on  # type: ignore[attr-defined]  # annotated by open_on


def letterhead(sender: str = "") -> Letterhead:
    """The council as it calls itself, and who writes."""
    site = Site.objects.filter(is_default_site=True).first()
    council = CouncilSettings.for_site(site) if site else CouncilSettings()
    return Letterhead(council.council_name, council.service_name, sender)


def last_automatic(ids: Iterable[int]) -> dict[int, dt.date]:
    """The day on which the nightly job last wrote to each of some people, or decided not to."""
    rows = Reminder.objects.filter(person__in=list(ids), step__in=AUTOMATIC_STEPS).order_by()
    last_of_each = rows.values_list("person_id").annotate(last=Max("created_at"))
    return {person_id: local_date(last) for person_id, last in last_of_each}
