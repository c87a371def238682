"""Small files of places, so that a test reads as the rows it is about."""

import io
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from django.core.management import CommandError, call_command
from openpyxl import Workbook, load_workbook

from inclusion_map.transfer.services import PlacesImport, import_places

Rows = Sequence[Mapping[str, object]]

HUB = {
    "slug": "hub",
    "organisation": "helpers",
    "organisation_name": "Helpers of Anytown",
    "organisation_kind": "charity",
    "published": "yes",
    "name": "The hub",
    "kind": "community_hub",
    "address": "1 Made-up Street, Anytown",
    "postcode": "ZZ1 1AA",
}
DROP_IN = {
    "place": "hub",
    "title": "Phone café",
    "kinds": "phone-tablet, wifi",
    "access": "walk_in",
    "languages": "pl:staff, ta:interpreter",
}
WEEKDAY = {"place": "hub", "weekdays": "MO,TU", "opens": "09:30", "closes": "17:00"}
CHRISTMAS = {"place": "hub", "first_day": "2026-12-24", "last_day": "2027-01-01", "reason": "Christmas"}


def book(**sheets: Rows) -> bytes:
    """A workbook with these sheets; the columns of each are those that its rows name."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        columns = list(dict.fromkeys(column for row in rows for column in row))
        sheet.append(columns)
        for row in rows:
            sheet.append([row.get(column) for column in columns])
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def everything() -> bytes:
    """One place with one service, two rules and an exception."""
    opening = [WEEKDAY, {**WEEKDAY, "service": "Phone café", "weekdays": "WE", "kind": "drop_in"}]
    return book(places=[HUB], services=[DROP_IN], opening_rules=opening, opening_exceptions=[CHRISTMAS])


def bring_in(data: bytes, **options) -> PlacesImport:
    """The import, which has to succeed."""
    done = import_places(file_name="places.xlsx", data=data, **options)
    assert not done.errors, [fault.as_dict() for fault in done.errors]
    return done


def faults_of(data: bytes) -> list[tuple[str, int | None, str | None, str]]:
    """What is wrong with a file, without the words."""
    done = import_places(file_name="places.xlsx", data=data)
    return [(fault.sheet, fault.row, fault.column, fault.code) for fault in done.errors]


def run_json(path: Path, *options: str, capsys) -> dict:
    """The command's JSON, refused or not."""
    with suppress(CommandError):
        call_command("import_places", str(path), "--json", *options)
    return json.loads(capsys.readouterr().out)


def sheet_of(data: bytes, name: str) -> list[dict[str, object]]:
    """The rows of a sheet by column."""
    rows = list(load_workbook(io.BytesIO(data))[name].iter_rows(values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
