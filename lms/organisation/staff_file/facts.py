"""What the file says and what we know, as values. Pure: no Django."""

import datetime as dt
from dataclasses import dataclass, field

from lms.organisation.staff_file.timeline import Timeline

STAFF_COLUMNS = (
    "staff_no",
    "first_name",
    "last_name",
    "email",
    "phone",
    "job_title",
    "grade",
    "tier",
    "worker_type",
    "unit_code",
    "manager_staff_no",
    "start_date",
    "end_date",
    "person_ref",
)
REQUIRED_STAFF_COLUMNS = ("staff_no", "first_name", "last_name", "unit_code", "start_date")
UNIT_COLUMNS = ("unit_code", "name", "parent_code")
REQUIRED_UNIT_COLUMNS = ("unit_code", "name")

JobKey = int | str  # the primary key of a job we know, or the staff number of one the file brings
PersonKey = int | str  # the primary key of a person we know, or "ref …" or "no …" of one the file brings


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One row of the file, every cell understood. A cell whose column the file does not have is empty."""

    number: int
    staff_no: str
    first_name: str
    last_name: str
    email: str
    phone: str
    job_title: str
    grade: str
    tier: str
    worker_type: str
    unit_code: str
    manager_staff_no: str
    start_date: dt.date
    end_date: dt.date | None
    person_ref: str

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}"

    @property
    def until(self) -> dt.date | None:
        """The first day the job is over."""
        return None if self.end_date is None else self.end_date + dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One row of the units. ``parent_code`` empty: the top."""

    number: int
    unit_code: str
    name: str
    parent_code: str


@dataclass(frozen=True, slots=True)
class StaffFile:
    """Everything the file says.

    ``columns``: which it has; a missing column says nothing, an empty cell says "none". ``staff_nos``: the staff
    number of every row that has one, also of rows that could not be understood.
    """

    columns: frozenset[str]
    rows: tuple[StaffRow, ...]
    staff_nos: dict[int, str]
    row_count: int
    unit_columns: frozenset[str] = frozenset()
    unit_rows: tuple[UnitRow, ...] = ()
    unit_codes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Placement:
    """What a job is for a time."""

    unit: str
    title: str = ""
    grade: str = ""
    tier: str = ""
    worker_type: str = "employee"


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """What a unit is called and the code of what it stands under; empty: the top."""

    name: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Besides:
    """A deputy's or temporary manager's link: the file does not speak of them, but they end with the job."""

    kind: str
    manager: JobKey


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A unit we hold; without spans it was undone and is only an identity."""

    pk: int
    code: str
    line: Timeline[UnitFacts]


@dataclass(frozen=True, slots=True)
class KnownJob:
    """A job we hold. ``links``: its line managers; without placements it was undone and is only an identity."""

    pk: int
    staff_no: str
    person: int
    placements: Timeline[Placement] = ()
    links: Timeline[JobKey] = ()
    besides: Timeline[Besides] = ()

    @property
    def start(self) -> dt.date:
        """The first day."""
        return self.placements[0].start

    @property
    def end(self) -> dt.date | None:
        """The first day it is over."""
        return self.placements[-1].end


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What is kept of a person as it is now."""

    first_name: str
    last_name: str
    email: str = ""
    phone: str = ""
    person_ref: str = ""


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person we hold. ``protected``: their account opens an admin, so no file changes where its mail goes."""

    pk: int
    facts: PersonFacts
    user: int | None = None
    protected: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """Everything we hold that a staff file can touch. ``accounts``: e-mail → the person whose account it is."""

    units: dict[str, KnownUnit] = field(default_factory=dict)
    people: dict[int, KnownPerson] = field(default_factory=dict)
    jobs: dict[int, KnownJob] = field(default_factory=dict)
    accounts: dict[str, int | None] = field(default_factory=dict)
