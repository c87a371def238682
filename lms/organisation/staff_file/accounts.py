"""People and the accounts they sign in with, as a staff file leaves them.

Everybody with an e-mail has an account without a password. An account is open while its person has a job now or to
come. An account that opens an admin (staff or superuser) keeps its address and stays as it is: a file must not be a
way to redirect an administrator's sign-in mail.
"""

import datetime as dt
from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db.models import Q, QuerySet

from lms.organisation.models import JobVersion
from lms.organisation.staff_file.changes import ChangeSet
from lms.organisation.staff_file.facts import Known, PersonFacts
from lms.organisation.staff_file.people import PersonChange
from lms.organisation.staff_file.plan import Plan
from lms.organisation.staff_file.tables import chunks, insert, set_values
from lms.people.models import Person, User

UNIQUE_OF_PERSON = {"email": "", "person_ref": ""}
UNIQUE_OF_USER = {"email": None}


def write_people(plan: Plan, known: Known, written: ChangeSet) -> dict[str, int]:
    """Create and update people and their accounts. Returns the primary key of each new person by key."""
    stored = {each.key: known.people[each.key] for each in plan.people if isinstance(each.key, int)}
    _update_users(plan.people, known, written)
    _free_addresses(plan.people)
    users = _accounts_for(plan.people, known, written)
    new = [each for each in plan.people if each.before is None]
    rows = [Person(user_id=users.get(each.after.email), **_fields(each.after)) for each in new]
    written.people.created = insert(Person, rows)

    values: dict[int, dict] = {}
    for each in plan.people:
        if each.before is None or not isinstance(each.key, int):
            continue
        before, after = _fields(each.before), _fields(each.after)
        joined = users.get(each.after.email) if stored[each.key].user is None else None
        if joined is not None:
            before["user_id"], after["user_id"] = None, joined
        differing = [name for name in after if before.get(name) != after[name]]
        if differing:
            written.people.before[str(each.key)] = {name: before[name] for name in differing}
            written.people.after[str(each.key)] = {name: after[name] for name in differing}
            values[each.key] = {name: after[name] for name in differing}
    set_values(Person, values, {})
    return {str(each.key): row.pk for each, row in zip(new, rows, strict=True)}


def _fields(facts: PersonFacts) -> dict:
    return {name: getattr(facts, name) for name in ("first_name", "last_name", "email", "phone", "person_ref")}


def _free_addresses(changes: list[PersonChange]) -> None:
    """Empty every address and reference that changes hands, before anybody new takes it."""
    for column, blank in UNIQUE_OF_PERSON.items():
        pks = [
            each.key for each in changes if each.before and getattr(each.before, column) != getattr(each.after, column)
        ]
        for some in chunks(pks):
            Person.objects.filter(pk__in=some).update(**{column: blank})


def _update_users(changes: list[PersonChange], known: Known, written: ChangeSet) -> None:
    values = {}
    for each in changes:
        person = known.people[each.key] if isinstance(each.key, int) else None
        if person is None or person.user is None or person.protected or not each.changed:
            continue
        values[person.user] = {
            "email": each.after.email or None,
            "first_name": each.after.first_name,
            "last_name": each.after.last_name,
        }
    change_users(values, written)


def change_users(values: dict[int, dict], written: ChangeSet) -> None:
    """Give accounts their values and note what they were. Addresses that sign-in knows besides go with the old one."""
    differing: dict[int, dict] = {}
    moved = []
    for some in chunks(list(values)):
        for user in User.objects.filter(pk__in=some):
            changed = {name: value for name, value in values[user.pk].items() if getattr(user, name) != value}
            if not changed:
                continue
            before = written.users.before.setdefault(str(user.pk), {})
            for name in changed:
                before.setdefault(name, getattr(user, name))
            written.users.after.setdefault(str(user.pk), {}).update(changed)
            differing[user.pk] = changed
            if "email" in changed:
                moved.append(user.pk)
    for some in chunks(moved):
        EmailAddress.objects.filter(user_id__in=some).delete()
    set_values(User, differing, UNIQUE_OF_USER)


def _accounts_for(changes: Iterable[PersonChange], known: Known, written: ChangeSet) -> dict[str, int]:
    """By e-mail, an account for everybody who has an e-mail and no account: one that nobody owned, or a new one."""
    without = [
        each
        for each in changes
        if each.after.email and (not isinstance(each.key, int) or known.people[each.key].user is None)
    ]
    waiting = [each.after.email for each in without if known.accounts.get(each.after.email, 0) is None]
    users: dict[str, int] = {}
    for some in chunks(waiting):
        users.update({str(email): pk for email, pk in User.objects.filter(email__in=some).values_list("email", "pk")})
    new = [
        User(
            email=each.after.email,
            first_name=each.after.first_name,
            last_name=each.after.last_name,
            password=make_password(None),
            is_active=False,  # opened below for whoever has a job
        )
        for each in without
        if each.after.email not in users
    ]
    written.users.created = insert(User, new)
    return users | {str(user.email): user.pk for user in new}


def open_and_close_accounts(people: Iterable[int], written: ChangeSet, today: dt.date) -> None:
    """Open the accounts of those among some people who have a job now or to come, and close the others'.

    A closed account's sessions end with its next request.
    """
    pks = list(people)
    working: set[int] = set()
    users: dict[int, int] = {}
    for some in chunks(pks):
        working |= set(_working(today).filter(job__person__in=some).values_list("job__person", flat=True))
        users.update(
            Person.objects.filter(pk__in=some, user__is_staff=False, user__is_superuser=False).values_list("user", "pk")
        )
    change_users({user: {"is_active": pk in working} for user, pk in users.items()}, written)


def leavers_with_open_accounts(*, today: dt.date) -> QuerySet[Person]:
    """Everybody whose last job is over by a day and whose account is open.

    People who never had a job (partners, helpers) and administrators are left alone.
    """
    return (
        Person.objects.filter(jobs__isnull=False, user__is_active=True, user__is_staff=False, user__is_superuser=False)
        .exclude(pk__in=_working(today).values("job__person"))
        .distinct()
    )


def close_accounts_of_leavers(*, today: dt.date) -> int:
    """Close the accounts of everybody whose last job is over by a day. Returns how many; safe to repeat.

    For the night: an end date in the future closes nothing on the day its file is imported.
    """
    leavers = leavers_with_open_accounts(today=today).order_by()
    return User.objects.filter(pk__in=leavers.values("user")).update(is_active=False)


def _working(today: dt.date):
    return JobVersion.objects.current().filter(Q(valid_to__isnull=True) | Q(valid_to__gt=today))
