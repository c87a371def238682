"""Who may see what about staff: one function per question, called by every page, export, API and job.

The table these functions implement is docs/permissions/README.md. Being a superuser opens no staff record: roles do.
"""

import datetime as dt

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from lms.core.clock import today
from lms.organisation.models import Role, RoleAssignment
from lms.organisation.selectors import manages_anyone, reporting_to
from lms.people.models import Person, User

Asker = User | AnonymousUser


def person_of(user: Asker) -> Person | None:
    """The person behind a signed-in, active user; None for anybody else."""
    if not user.is_authenticated or not user.is_active:
        return None
    return getattr(user, "person", None)


def has_role(user: Asker, *roles: str, on: dt.date | None = None) -> bool:
    """Whether somebody holds one of the roles on a day (default today)."""
    person = person_of(user)
    if person is None:
        return False
    return RoleAssignment.objects.on(on or today()).filter(person=person, role__in=roles).exists()


def is_hr(user: Asker) -> bool:
    """Whether somebody is an HR officer today: imports, exemptions and all records are theirs to see."""
    return has_role(user, Role.HR)


def has_team(user: Asker, *, on: dt.date) -> bool:
    """Whether somebody reported to them on a day."""
    person = person_of(user)
    return person is not None and manages_anyone(person, on=on)


def team_of(user: Asker, *, on: dt.date, indirect: bool = True) -> QuerySet[Person]:
    """The people whose status a manager or deputy may see as at a day: those who reported to them on that day."""
    person = person_of(user)
    if person is None:
        return Person.objects.none()
    return reporting_to(person, on=on, indirect=indirect)


def visible_to(user: Asker, *, on: dt.date) -> QuerySet[Person]:
    """The people whose record somebody may look at as at a day. Every query that starts from people starts here."""
    person = person_of(user)
    if person is None:
        return Person.objects.none()
    if is_hr(user):
        return Person.objects.all()
    return Person.objects.filter(Q(pk=person.pk) | Q(pk__in=reporting_to(person, on=on).values("pk")))


def can_view_record(user: Asker, person: Person, *, on: dt.date) -> bool:
    """Whether somebody may see a person's status, due and completion dates as at a day."""
    return visible_to(user, on=on).filter(pk=person.pk).exists()
