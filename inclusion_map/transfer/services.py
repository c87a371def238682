"""Places from a spreadsheet and into one: as a whole or not at all."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from inclusion_map.transfer import faults as codes
from inclusion_map.transfer.base import Change, Counts, SheetResource, SheetResult
from inclusion_map.transfer.faults import SheetFault, in_order
from inclusion_map.transfer.resources import OrganisationResource, PlaceResource, ServiceResource, successors_first
from inclusion_map.transfer.times import ExceptionResource, RuleResource, exception_order, rule_order
from lms.core.models import AuditEntry
from lms.core.spreadsheets import csv_text, xlsx_bytes
from lms.core.tables.problems import EMPTY_FILE, TOO_LARGE, UnreadableTableError
from lms.core.tables.reading import Table, read_rows, read_sheets, unknown_columns
from lms.people.models import User

# In the order in which they are read: each names only what stands above it.
RESOURCES: dict[str, type[SheetResource]] = {
    resource.sheet: resource
    for resource in (OrganisationResource, PlaceResource, ServiceResource, RuleResource, ExceptionResource)
}
# What a row cannot be understood without. A uuid does for a slug.
NEEDED = {
    "organisations": (),
    "places": (),
    "services": (),
    "opening_rules": ("place", "weekdays", "opens", "closes"),
    "opening_exceptions": ("first_day", "last_day"),
}
MOST_ROWS = 10_000  # in one sheet: a region's worth of places, and minutes of work
# By code of a fault, the sheet whose row would have made what is missing.
MADE_BY = {
    codes.UNKNOWN_ORGANISATION: ("organisations", "slug"),
    codes.UNKNOWN_PLACE: ("places", "slug"),
    codes.UNKNOWN_SERVICE: ("services", "title"),
}


@dataclass(frozen=True)
class PlacesImport:
    """What a file of places would do, or did. ``import_id`` names the audit entry; None where nothing was written."""

    sheets: dict[str, Counts] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    errors: list[SheetFault] = field(default_factory=list)
    warnings: list[SheetFault] = field(default_factory=list)
    import_id: UUID | None = None

    @property
    def total(self) -> Counts:
        """Over all sheets."""
        columns = ("rows", "created", "changed", "unchanged", "removed")
        return Counts(**{name: sum(getattr(each, name) for each in self.sheets.values()) for name in columns})

    @property
    def fingerprint(self) -> str:
        """The same for the same changes: what somebody confirms is what they were shown."""
        return hashlib.sha256(json.dumps([asdict(each) for each in self.changes]).encode()).hexdigest()

    def as_dict(self) -> dict[str, Any]:
        """The command's JSON."""
        return {
            "import_id": str(self.import_id) if self.import_id else None,
            **asdict(self.total),
            "sheets": {name: asdict(counts) for name, counts in self.sheets.items()},
            "errors": [fault.as_dict() for fault in self.errors],
            "warnings": [fault.as_dict() for fault in self.warnings],
        }


def import_places(
    *,
    file_name: str,
    data: bytes,
    by: User | None = None,
    dry_run: bool = False,
    expected: str | None = None,
) -> PlacesImport:
    """Writes the places of a workbook (sheets ``organisations``, ``places``, ``services``, ``opening_rules`` and
    ``opening_exceptions``, any of them) or of a CSV file of places alone.

    One fault and nothing is written; the same file again changes nothing; what the file does not name is left alone.
    ``dry_run`` finds out what would change. ``expected`` is the fingerprint of what somebody was shown: raises
    ``PlanChangedError`` when the file would now do something else.
    """
    try:
        tables, warnings = _tables(data)
    except UnreadableTableError as error:
        return PlacesImport(errors=[_of(problem, "") for problem in error.problems])
    except _UnreadableSheetError as error:
        return PlacesImport(errors=error.faults)
    with transaction.atomic():
        found = {sheet: _load(sheet, table) for sheet, table in tables.items()}
        done = PlacesImport(
            {sheet: result.counts for sheet, result in found.items()},
            [change for result in found.values() for change in result.changes],
            in_order(_own_faults(found, tables), RESOURCES),
            warnings,
        )
        if done.errors:
            transaction.set_rollback(True)
            return PlacesImport({name: Counts(rows=each.rows) for name, each in done.sheets.items()}, [], done.errors)
        if expected is not None and expected != done.fingerprint:
            raise PlanChangedError
        if dry_run or not done.changes:
            transaction.set_rollback(True)
            return done
        return _noted(done, file_name, data, by)


class PlanChangedError(Exception):
    """Somebody changed the same places between the preview and its confirmation."""


class _UnreadableSheetError(Exception):
    def __init__(self, faults: list[SheetFault]) -> None:
        super().__init__()
        self.faults = faults


def export_workbook() -> bytes:
    """Everything as a workbook with all five sheets. Imported again, it changes nothing."""
    return xlsx_bytes({sheet: (_resource(sheet).columns(), _rows(sheet)) for sheet in RESOURCES})


def export_csv() -> str:
    """The places alone as CSV."""
    return csv_text(PlaceResource.columns(), _rows("places"))


def _resource(sheet: str) -> SheetResource:
    return RESOURCES[sheet]()


def _rows(sheet: str) -> list[tuple]:
    resource = _resource(sheet)
    return list(resource.export(queryset=_in_order(sheet, resource)))


def _in_order(sheet: str, resource: SheetResource) -> Any:
    """Every row of a sheet in an order that does not depend on when it was written."""
    if isinstance(resource, RuleResource):
        return sorted(resource.get_queryset(), key=rule_order(resource))
    if isinstance(resource, ExceptionResource):
        return sorted(resource.get_queryset(), key=exception_order(resource))
    if sheet == "services":
        return resource.get_queryset().order_by("place__slug", "position", "title", "uuid")
    return resource.get_queryset().order_by("slug")


# --- Reading ----------------------------------------------------------------------------------------------------------


def _tables(data: bytes) -> tuple[dict[str, Table], list[SheetFault]]:
    """The tables of a file by sheet, in the order in which they are read, and what is worth knowing."""
    sheets = read_sheets(data)
    if set(sheets) == {""} or not set(sheets) & set(RESOURCES):
        sheets = {"places": next(iter(sheets.values()))}  # a CSV, or a workbook of one sheet under any name
    tables, wrong, warnings = {}, [], []
    for sheet in RESOURCES:
        if sheet not in sheets:
            continue
        try:
            table = read_rows(
                sheets[sheet], columns=RESOURCES[sheet]().columns(), required=NEEDED[sheet], may_be_empty=True
            )
        except UnreadableTableError as error:
            wrong += [_of(problem, sheet) for problem in error.problems]
            continue
        wrong += _too_many(sheet, table) + _without_key(sheet, table)
        warnings += [_of(problem, sheet) for problem in unknown_columns(table)]
        tables[sheet] = table
    if wrong:
        raise _UnreadableSheetError(wrong)
    if not any(table.rows for table in tables.values()):
        raise _UnreadableSheetError([SheetFault("", None, None, EMPTY_FILE, "The file holds no row.")])
    return tables, warnings + _unknown_sheets(list(sheets))


def _too_many(sheet: str, table: Table) -> list[SheetFault]:
    if len(table.rows) <= MOST_ROWS:
        return []
    return [SheetFault(sheet, None, None, TOO_LARGE, f"The sheet has more than {MOST_ROWS:,} rows.")]


def _without_key(sheet: str, table: Table) -> list[SheetFault]:
    keys = {"organisations": ("uuid", "slug"), "places": ("uuid", "slug"), "services": ("uuid", "title")}
    if not table.rows or sheet not in keys or set(keys[sheet]) & set(table.columns):
        return []
    words = f"The header has neither a column {keys[sheet][0]} nor a column {keys[sheet][1]}."
    return [SheetFault(sheet, 1, keys[sheet][1], "header", words)]


def _unknown_sheets(names: Sequence[str]) -> list[SheetFault]:
    return [
        SheetFault(name[:60], None, None, codes.UNKNOWN_SHEET, "This sheet is not one we use. It was ignored.")
        for name in names
        if name not in RESOURCES
    ]


def _of(problem: Any, sheet: str) -> SheetFault:
    return SheetFault(sheet, problem.row, problem.column, problem.code, problem.message)


def _load(sheet: str, table: Table) -> SheetResult:
    rows = successors_first(table.rows) if sheet == "places" else table.rows
    return RESOURCES[sheet](rows).load(table.columns)


def _own_faults(found: dict[str, SheetResult], tables: dict[str, Table]) -> list[SheetFault]:
    """Without those that only follow from another: what a faulty row would have made is not missing. Where each follows
    from another, as with two places that replace each other, all are told: a file with a fault is never taken."""
    there = {
        code: {row.cells.get(column, "").strip() for row in tables[sheet].rows} if sheet in tables else set()
        for code, (sheet, column) in MADE_BY.items()
    }
    if not any(result.faults for result in found.values()):
        return []
    kept, every = [], []
    for sheet, result in found.items():
        cells = {row.number: row.cells for row in tables[sheet].rows}
        for fault in result.faults:
            every.append(fault)
            named = cells.get(fault.row or 0, {}).get(fault.column or "", "").strip()
            if named not in there.get(fault.code, ()):
                kept.append(fault)
    return kept or every


def _noted(done: PlacesImport, file_name: str, data: bytes, by: User | None) -> PlacesImport:
    import_id = uuid4()
    AuditEntry.objects.create(
        actor=by,
        verb="imported_places",
        object_type="file",
        object_uuid=import_id,
        data={
            "file": file_name[-200:],
            "digest": hashlib.sha256(data).hexdigest(),
            "sheets": {name: asdict(counts) for name, counts in done.sheets.items()},
        },
    )
    return PlacesImport(done.sheets, done.changes, [], done.warnings, import_id)
