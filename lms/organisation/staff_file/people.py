"""What a file says about people: names, e-mail and phone as they are now. Pure: no Django."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from lms.organisation.staff_file import faults as codes
from lms.organisation.staff_file.facts import Known, PersonFacts, PersonKey, StaffRow
from lms.organisation.staff_file.faults import Fault
from lms.organisation.staff_file.identify import Owned

FIELDS = ("first_name", "last_name", "email", "phone", "person_ref")


@dataclass(frozen=True, slots=True)
class PersonChange:
    """A person of the file, before (None: new to us) and after."""

    key: PersonKey
    before: PersonFacts | None
    after: PersonFacts
    rows: tuple[StaffRow, ...]

    @property
    def changed(self) -> bool:
        """Whether anything is different."""
        return self.before != self.after


def settle_people(
    owned: Iterable[Owned], columns: frozenset[str], known: Known
) -> tuple[list[PersonChange], list[Fault]]:
    """Every person of the file as they will be, and a warning where two rows of one person disagree."""
    rows_by_person: dict[PersonKey, list[StaffRow]] = defaultdict(list)
    for each in owned:
        rows_by_person[each.person].append(each.row)
    changes, warnings = [], []
    for key, rows in rows_by_person.items():
        # Of two jobs the one that began first speaks for the person, whatever the order of the rows.
        rows.sort(key=lambda row: (row.end_date is not None, row.start_date, row.staff_no))
        before = known.people[key].facts if isinstance(key, int) else None
        after = _facts(rows, columns, before)
        changes.append(PersonChange(key, before, after, tuple(rows)))
        warnings += _disagreements(rows, after)
    return changes, warnings


def _facts(rows: list[StaffRow], columns: frozenset[str], before: PersonFacts | None) -> PersonFacts:
    facts = before or PersonFacts("", "")
    given = {name: next((value for row in rows if (value := getattr(row, name))), "") for name in FIELDS}
    if not given["person_ref"]:
        del given["person_ref"]  # a reference is how HR tells people apart: an empty cell takes none away
    return replace(facts, **{name: value for name, value in given.items() if name in columns})


def _disagreements(rows: list[StaffRow], after: PersonFacts) -> list[Fault]:
    return [
        Fault(row.number, name, "two_values", "Another row of this person says something else; that one was used.")
        for row in rows
        for name in ("first_name", "last_name", "email", "phone")
        if getattr(row, name) and getattr(row, name) != getattr(after, name)
    ]


def email_faults(changes: list[PersonChange], known: Known, undecided: frozenset[int]) -> list[Fault]:
    """The rows whose e-mail would belong to two people.

    ``undecided``: people we know whose own row could not be understood, so that their e-mail is open.
    """
    found: list[Fault] = []
    users: dict[str, list[PersonChange]] = defaultdict(list)
    for change in changes:
        if change.after.email:
            users[change.after.email].append(change)
    stored = {each.facts.email: pk for pk, each in known.people.items() if each.facts.email}
    in_file = {change.key for change in changes}
    for email, sharing in users.items():
        if len(sharing) > 1:
            reason = (
                "Two people may not share an e-mail address. "
                "If this is one person with two jobs, give both rows the same person_ref."
            )
        elif _belongs_to_another(sharing[0], stored.get(email), in_file | undecided):
            reason = "Somebody else whom we hold has this e-mail address. If they have left, clear theirs first."
        elif _account_of_another(sharing[0], email, known, in_file | undecided):
            reason = "Somebody else signs in with this e-mail address."
        else:
            continue
        found += [
            Fault(row.number, "email", codes.DUPLICATE_EMAIL, reason)
            for change in sharing
            for row in change.rows
            if row.email == email
        ]
    return found


def _belongs_to_another(change: PersonChange, owner: int | None, in_file: Iterable[PersonKey]) -> bool:
    return owner is not None and owner != change.key and owner not in in_file


def _account_of_another(change: PersonChange, email: str, known: Known, in_file: Iterable[PersonKey]) -> bool:
    owner = known.accounts.get(email)
    if owner is None or owner == change.key:
        return False
    return owner not in in_file or known.people[owner].protected
