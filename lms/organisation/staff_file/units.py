"""What a file says about units. Pure: no Django."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from lms.organisation.staff_file import faults as codes
from lms.organisation.staff_file.facts import Known, StaffFile, UnitFacts, UnitRow
from lms.organisation.staff_file.faults import Fault
from lms.organisation.staff_file.graph import members_of_circles
from lms.organisation.staff_file.timeline import Span, Timeline, fact_on, move_start, set_from, settled


@dataclass(frozen=True, slots=True)
class UnitChange:
    """A unit before and after the file. ``pk`` is None for one that is new to us."""

    code: str
    pk: int | None
    old: Timeline[UnitFacts]
    line: Timeline[UnitFacts]

    @property
    def changed(self) -> bool:
        """Whether any stored row is different."""
        return self.old != self.line


def known_codes(known: Known) -> frozenset[str]:
    """The units that have a name; one that was undone has none."""
    return frozenset(code for code, unit in known.units.items() if unit.line)


def unit_faults(file: StaffFile, rows: Iterable[UnitRow], known: Known, present: frozenset[str]) -> list[Fault]:
    """Units given twice, parents nobody knows, and units that would stand under themselves."""
    rows = list(rows)
    times = Counter(row.unit_code for row in rows)
    exist = known_codes(known) | present
    found = [
        _fault(row, "unit_code", codes.BAD_VALUE, "The unit is there more than once.")
        for row in rows
        if times[row.unit_code] > 1
    ]
    if "parent_code" not in file.unit_columns:
        return found
    found += [
        _fault(row, "parent_code", codes.UNKNOWN_UNIT, f"There is no unit {row.parent_code}.")
        for row in rows
        if row.parent_code and row.parent_code not in exist
    ]
    above = {code: unit.line[-1].fact.parent for code, unit in known.units.items() if unit.line}
    above |= {row.unit_code: row.parent_code for row in rows}
    circles = members_of_circles({code: parent for code, parent in above.items() if parent})
    found += [
        _fault(row, "parent_code", codes.BAD_VALUE, "The unit would stand under itself.")
        for row in rows
        if row.unit_code in circles
    ]
    return found


def settle_units(
    file: StaffFile, known: Known, effective: dt.date, needed_from: dict[str, dt.date]
) -> list[UnitChange]:
    """Every unit that the file changes or that must reach further back.

    ``needed_from``: the first day on which the file places somebody in a unit. A unit exists on every day on which
    somebody is in it or another unit stands under it; what it is called is dated from the effective date.
    """
    lines: dict[str, Timeline[UnitFacts]] = {code: unit.line for code, unit in known.units.items()}
    touched = set()
    for row in file.unit_rows:
        lines[row.unit_code] = _line(row, lines.get(row.unit_code, ()), file, effective)
        touched.add(row.unit_code)
    _reach_back(lines, {**dict.fromkeys(touched, dt.date.max), **needed_from}, touched)
    changes = []
    for code in sorted(touched):
        unit = known.units.get(code)
        old = unit.line if unit else ()
        changes.append(UnitChange(code, unit.pk if unit else None, old, settled(old, lines[code])))
    return [change for change in changes if change.changed]


def _line(row: UnitRow, old: Timeline[UnitFacts], file: StaffFile, effective: dt.date) -> Timeline[UnitFacts]:
    if not old:
        return (Span(effective, None, UnitFacts(row.name, row.parent_code)),)
    day = max(effective, old[0].start)
    now = fact_on(old, day) or old[-1].fact
    return set_from(
        old, day, UnitFacts(row.name, row.parent_code if "parent_code" in file.unit_columns else now.parent)
    )


def _reach_back(lines: dict[str, Timeline[UnitFacts]], needed: dict[str, dt.date], touched: set[str]) -> None:
    waiting = list(needed.items())
    while waiting:
        code, day = waiting.pop()
        line = lines.get(code, ())
        if not line:
            continue
        if day < line[0].start:
            line = lines[code] = move_start(line, day)
            touched.add(code)
        for span in line:
            parent = lines.get(span.fact.parent, ())
            if parent and span.start < parent[0].start:
                waiting.append((span.fact.parent, span.start))


def _fault(row: UnitRow, column: str, code: str, message: str) -> Fault:
    return Fault(row.number, column, code, message, of_units=True)
