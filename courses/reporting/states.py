"""The words and the arithmetic of the figure. Pure: no Django.

``Figure`` is F of the definition: everyone counted is in exactly one of four states.
"""

from dataclasses import asdict, dataclass

from lms.core.percent import cut_percent

# Changes whenever a figure could come out differently for the same facts; published beside every figure.
DEFINITION_VERSION = "1"

MET, EXCUSED, NOT_YET_DUE, OVERDUE = "met", "excused", "not_yet_due", "overdue"


@dataclass(frozen=True)
class Figure:
    """How many people are counted and in which state; ``ever`` completed every course at least once."""

    staff: int = 0
    met: int = 0
    excused: int = 0
    not_yet_due: int = 0
    overdue: int = 0
    ever: int = 0

    def __post_init__(self) -> None:
        if self.met + self.excused + self.not_yet_due + self.overdue != self.staff:
            raise ValueError(f"Somebody is in no state, or in two: {self}")

    @property
    def of_all_staff(self) -> float | None:
        """The headline: per cent of all staff, cut to one decimal; None of nobody."""
        return cut_percent(self.met, self.staff)

    @property
    def of_those_due(self) -> float | None:
        """Per cent of those it is due from, cut to one decimal; None where it is due from nobody."""
        return cut_percent(self.met, self.met + self.overdue)

    def as_dict(self) -> dict:
        """The shape of the contract."""
        return {**asdict(self), "of_all_staff": self.of_all_staff, "of_those_due": self.of_those_due}


@dataclass(frozen=True)
class Group:
    """One line of a report: a unit, a course, a grade …"""

    code: str
    name: str
    figure: Figure

    def as_dict(self) -> dict:
        """The shape of the contract."""
        return {"code": self.code, "name": self.name, **self.figure.as_dict()}
