"""The demonstration's borough and its places of digital help: real ones with what is known, and made-up ones in full.

The places come in as any council's would, through ``import_places``; the tables are in ``content/places/``.
"""

import csv
import datetime as dt
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from inclusion_map.geodata.faults import SourceFile
from inclusion_map.geodata.services import load_borough, load_postcodes, load_school_terms
from inclusion_map.holidays import forget_calendar
from inclusion_map.models import (
    BoroughOutline,
    Check,
    Organisation,
    Place,
    Postcode,
    PostcodeArea,
    SchoolTerm,
    Service,
    Ward,
)
from inclusion_map.transfer.services import RESOURCES, import_places
from lms.core.models import AuditEntry
from lms.core.spreadsheets import xlsx_bytes
from lms.demo.dated_cells import dated

BOROUGH_NAME = "Croydon"
CONTENT = Path(__file__).parents[1] / "content"
# By sheet, what a row is known by: its uuid is worked out from it, so that every build gives the same.
KEYS = {"organisations": ("slug",), "places": ("slug",), "services": ("place", "title")}
VERBS = ("postcodes_loaded", "borough_loaded", "school_terms_loaded", "imported_places")

Row = dict[str, str]


class UnusableContentError(RuntimeError):
    """The demonstration's own tables were refused: a mistake in this repository."""


def write_places(today: dt.date) -> dict[str, Any]:
    """Loads the borough and the places where there are none yet; returns what was made, for ``clear_places``."""
    made: dict[str, Any] = {"borough": False, "terms": False, "organisations": [], "places": [], "entries": []}
    last = AuditEntry.objects.order_by("pk").values_list("pk", flat=True).last() or 0
    if not (BoroughOutline.objects.exists() or Postcode.objects.exists()):
        _load_borough()
        made["borough"] = True
    if not SchoolTerm.objects.exists():
        load_school_terms(file=SourceFile("school_terms.csv", _school_terms(today)))
        made["terms"] = True
    if not (Organisation.objects.exists() or Place.objects.exists()):
        _bring_in(today)
        made["organisations"] = [str(uuid) for uuid in Organisation.objects.values_list("uuid", flat=True)]
        made["places"] = [str(uuid) for uuid in Place.objects.values_list("uuid", flat=True)]
    entries = AuditEntry.objects.filter(pk__gt=last, verb__in=VERBS, actor=None)
    made["entries"] = list(entries.values_list("pk", flat=True))
    return made


def count_places(made: dict[str, Any]) -> dict[str, int]:
    """How much of it there is, for the command to say."""
    places = Place.objects.filter(uuid__in=made["places"])
    return {
        "places": places.count(),
        "services at places": Service.objects.filter(place__in=places).count(),
        "postcodes": Postcode.objects.count() if made["borough"] else 0,
    }


def clear_places(made: dict[str, Any]) -> dict[str, int]:
    """Takes away what ``write_places`` made, and what was added to it since. Raises ProtectedError where something of
    somebody else's stands at one of the places."""
    places = Place.objects.filter(uuid__in=made.get("places", ()))
    counts = {"places": places.count()}
    places.delete()
    Organisation.objects.filter(uuid__in=made.get("organisations", ())).delete()
    if made.get("borough") and BoroughOutline.objects.filter(name=BOROUGH_NAME).exists():  # nobody loaded another
        for model in (Postcode, PostcodeArea, Ward, BoroughOutline):
            rows = model._default_manager.all()
            counts[str(model._meta.verbose_name_plural)] = rows._raw_delete(rows.db)
    if made.get("terms"):
        SchoolTerm.objects.all().delete()
    forget_calendar()
    entries = AuditEntry.objects.filter(pk__in=made.get("entries", ()))
    entries._raw_delete(entries.db)
    return counts


def _load_borough() -> None:
    def file(name: str) -> SourceFile:
        return SourceFile(name, (CONTENT / "borough" / name).read_bytes())

    load_postcodes(files=[file("postcodes.csv"), file("postcodes_nearby.csv")])
    load_borough(name=BOROUGH_NAME, outline=file("outline.geojson"), wards=file("wards.geojson"))


def _school_terms(today: dt.date) -> bytes:
    """Three made-up terms in each of this school year and the next, so that a term-time class is always to come."""
    start = today.year if today.month >= 8 else today.year - 1
    lines = ["name,first_day,last_day"]
    for year in (start, start + 1):
        lines += [
            f"Demonstration autumn term {year},{year}-09-02,{year}-12-18",
            f"Demonstration spring term {year + 1},{year + 1}-01-05,{year + 1}-03-26",
            f"Demonstration summer term {year + 1},{year + 1}-04-13,{year + 1}-07-20",
        ]
    return "\n".join(lines).encode()


def _bring_in(today: dt.date) -> None:
    sheets = {sheet: _table(sheet, today) for sheet in RESOURCES}
    book = xlsx_bytes({sheet: (list(rows[0]), [list(row.values()) for row in rows]) for sheet, rows in sheets.items()})
    done = import_places(file_name="demonstration", data=book)
    if done.errors:
        raise UnusableContentError("\n".join(f"{fault.where}: {fault.message}" for fault in done.errors))
    pks = dict(Place.objects.values_list("slug", "pk"))
    Check.objects.bulk_create(
        Check(
            place_id=pks[row["place"]],
            checked_on=dt.date.fromisoformat(row["checked_on"]),
            next_due=dt.date.fromisoformat(row["next_due"]),
            source=row["source"],
        )
        for row in _table("checks", today)
    )


def _table(name: str, today: dt.date) -> list[Row]:
    with (CONTENT / "places" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = [{column: dated(cell, today) for column, cell in row.items()} for row in csv.DictReader(file)]
    for row in rows if name in KEYS else ():
        key = " ".join(row[column] for column in KEYS[name])
        row["uuid"] = str(uuid5(NAMESPACE_URL, f"demonstration {name} {key}"))
    return rows
