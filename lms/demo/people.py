"""The made-up people of the demonstration and their jobs, as values. Pure: no Django."""

import datetime as dt
import random
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from lms.demo.content.council import EMAIL_DOMAIN
from lms.demo.content.names import FIRST_NAMES, LAST_NAMES

# What composed letters do not decompose into.
PLAIN_LETTERS = str.maketrans({"ł": "l", "ø": "o", "ß": "ss"})


class Spell(NamedTuple):
    """A job was in a unit, for a time (half-open)."""

    unit: str
    start: dt.date
    end: dt.date | None = None


class Link(NamedTuple):
    """A job reported to the manager with this staff number, for a time (half-open)."""

    manager: str
    start: dt.date
    end: dt.date | None = None
    kind: str = "line"


@dataclass(slots=True)
class JobPlan:
    """One job. Its spells follow each other without a gap."""

    staff_no: str
    title: str
    grade: str
    tier: str
    spells: list[Spell]
    links: list[Link] = field(default_factory=list)
    worker_type: str = "employee"

    @property
    def start(self) -> dt.date:
        """The first day."""
        return self.spells[0].start

    @property
    def end(self) -> dt.date | None:
        """The first day it is over."""
        return self.spells[-1].end


@dataclass(slots=True)
class PersonPlan:
    """One made-up person. ``kind`` says what is special about them; ``missing`` is given for people whose state is
    part of the story: the courses they have not done, every other one being done."""

    number: int
    uuid: UUID
    first_name: str
    last_name: str
    email: str
    phone: str
    jobs: list[JobPlan]
    kind: str = ""
    role: str = ""
    missing: tuple[str, ...] | None = None
    absence: tuple[str, dt.date, dt.date | None] | None = None

    @property
    def employed(self) -> tuple[dt.date, dt.date | None]:
        """From when and until when (half-open) they can have learnt here: their first job of now, or their last."""
        current = [job for job in self.jobs if job.end is None]
        if current:
            return min(job.start for job in current), None
        return self.jobs[-1].start, self.jobs[-1].end


class Register:
    """Hands out numbers, names and addresses, each once."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.number = 0
        self._namesakes: Counter[str] = Counter()

    def staff_no(self) -> str:
        """The next staff number; its leading zeros are part of it."""
        self.number += 1
        return f"D{self.number:06d}"

    def uuid(self) -> UUID:
        """The next identifier: the same one in every build of the same seed."""
        return UUID(int=self.rng.getrandbits(128), version=4)

    def person(self, jobs: list[JobPlan], *, role: str = "", has_email: bool = True, **facts) -> PersonPlan:
        """A new person with these jobs. Somebody with a role has it as their address."""
        first, last = self.rng.choice(FIRST_NAMES), self.rng.choice(LAST_NAMES)
        local = role or self._address(first, last)
        return PersonPlan(
            number=self.number,
            uuid=self.uuid(),
            first_name=first,
            last_name=last,
            email=f"{local}@{EMAIL_DOMAIN}" if has_email else "",
            # Numbers that are set aside for films and plays: they ring nobody.
            phone="" if has_email else f"07700 900{self.rng.randrange(1000):03d}",
            jobs=jobs,
            role=role,
            **facts,
        )

    def _address(self, first: str, last: str) -> str:
        letters = unicodedata.normalize("NFKD", f"{first}.{last}".casefold().translate(PLAIN_LETTERS))
        local = letters.encode("ascii", "ignore").decode()
        self._namesakes[local] += 1
        return local if self._namesakes[local] == 1 else f"{local}{self._namesakes[local]}"
