"""Loads what a borough is: read and checked whole, then written in one transaction. A second time changes nothing."""

import dataclasses
from collections.abc import Hashable, Iterable, Mapping
from pathlib import Path
from typing import Any

from django.db import models, transaction
from django.utils.text import slugify

from inclusion_map.finding.borough_map import forget_background
from inclusion_map.geodata.areas import areas_of, ward_centres
from inclusion_map.geodata.calendar_files import read_bank_holidays, read_school_terms
from inclusion_map.geodata.faults import Fault, GeodataError, SourceFile
from inclusion_map.geodata.postcode_files import read_postcodes
from inclusion_map.geodata.rows import PostcodeRow
from inclusion_map.geodata.shapes import WardShape, read_outline, read_wards
from inclusion_map.holidays import PACKAGED, forget_calendar
from inclusion_map.models import BankHoliday, BoroughOutline, Postcode, PostcodeArea, SchoolTerm, Ward
from lms.core.models import AuditEntry

NEARBY_METRES = 3000
ENGLAND_AND_WALES = "england-and-wales"
BATCH = 2000


@dataclasses.dataclass(frozen=True, slots=True)
class Counts:
    """What a load did, or would do, to one table."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0


Loaded = dict[str, Counts | int]


def load_postcodes(
    *, files: Iterable[SourceFile], district: str = "", nearby_metres: int = NEARBY_METRES, dry_run: bool = False
) -> Loaded:
    """Makes the postcodes exactly those of the files, and works out outcodes, sectors and the middles of wards.

    Counts by table, and ``without a point`` those that have no coordinates. Raises GeodataError and changes nothing.
    """
    read = read_postcodes(files, district=district, nearby_metres=nearby_metres)
    wanted = {
        row.code: {
            "sector": row.sector,
            "latitude": row.latitude,
            "longitude": row.longitude,
            "ward_code": row.ward_code,
            "in_borough": row.in_borough,
        }
        for row in read.rows
    }
    with transaction.atomic():
        loaded: Loaded = {"postcodes": _bring_to(Postcode, "code", wanted, dry_run=dry_run)}
        loaded["areas"] = _work_out_areas(read.rows, dry_run=dry_run)
        _audit("postcodes_loaded", loaded, dry_run=dry_run)
    return {**loaded, "without a point": read.skipped}


def load_borough(*, name: str, outline: SourceFile, wards: SourceFile, dry_run: bool = False) -> Loaded:
    """Makes the borough's name, outline and wards exactly those given. Raises GeodataError and changes nothing."""
    name = name.strip()
    if not 0 < len(name) <= 100 or not name.isprintable():
        raise GeodataError([Fault("--name", "a borough's name has 1 to 100 characters")])
    shape, shapes = read_outline(outline), read_wards(wards)
    slugs = _slugs(wards.name, shapes)
    rows = [PostcodeRow(*row) for row in Postcode.objects.values_list(*POSTCODE_COLUMNS)]
    centres = ward_centres(rows)
    wanted = {}
    for ward in shapes:
        latitude, longitude = centres.get(ward.code, (None, None))
        wanted[ward.code] = {
            "slug": slugs[ward.code],
            "name": ward.name,
            "geometry": ward.geometry,
            "latitude": latitude,
            "longitude": longitude,
        }
    with transaction.atomic():
        loaded: Loaded = {
            "outline": _bring_to(BoroughOutline, "id", {1: {"name": name, "geometry": shape}}, dry_run=dry_run),
            "wards": _bring_to(Ward, "code", wanted, dry_run=dry_run),
        }
        loaded["areas"] = _work_out_areas(rows, dry_run=dry_run, names={ward.code: ward.name for ward in shapes})
        _audit("borough_loaded", loaded, dry_run=dry_run)
        forget_background()
    return loaded


def load_bank_holidays(
    *, file: SourceFile | None = None, division: str = ENGLAND_AND_WALES, dry_run: bool = False
) -> Loaded:
    """Makes the bank holidays exactly those of a file; without one, those shipped with the code (England and Wales).

    Raises GeodataError and changes nothing.
    """
    rows = read_bank_holidays(file or SourceFile(PACKAGED.name, Path(PACKAGED).read_bytes()), division=division)
    wanted = {(row.date, row.title): {"substitute_elsewhere": row.substitute_elsewhere} for row in rows}
    with transaction.atomic():
        loaded: Loaded = {"bank holidays": _bring_to(BankHoliday, ("date", "title"), wanted, dry_run=dry_run)}
        _audit("bank_holidays_loaded", loaded, dry_run=dry_run)
        forget_calendar()
    return loaded


def load_school_terms(*, file: SourceFile, dry_run: bool = False) -> Loaded:
    """Makes the school terms exactly those of a file. Raises GeodataError and changes nothing."""
    wanted = {(row.name, row.first_day): {"last_day": row.last_day} for row in read_school_terms(file)}
    with transaction.atomic():
        loaded: Loaded = {"school terms": _bring_to(SchoolTerm, ("name", "first_day"), wanted, dry_run=dry_run)}
        _audit("school_terms_loaded", loaded, dry_run=dry_run)
        forget_calendar()
    return loaded


POSTCODE_COLUMNS = ("code", "latitude", "longitude", "ward_code", "in_borough")


def _work_out_areas(rows: list[PostcodeRow], *, dry_run: bool, names: Mapping[str, str] | None = None) -> Counts:
    """Outcodes and sectors from all postcodes; where wards are known already, their middles too."""
    if names is None:
        names = dict(Ward.objects.values_list("code", "name"))
        _centre_wards(rows, dry_run=dry_run)
    wanted = {}
    for area in areas_of(rows, names):
        columns = dataclasses.asdict(area)
        wanted[columns.pop("code")] = columns
    return _bring_to(PostcodeArea, "code", wanted, dry_run=dry_run)


def _centre_wards(rows: list[PostcodeRow], *, dry_run: bool) -> None:
    centres = ward_centres(rows)
    wards = list(Ward.objects.defer("geometry"))
    for ward in wards:
        ward.latitude, ward.longitude = centres.get(ward.code, (None, None))
    if not dry_run:
        Ward.objects.bulk_update(wards, ["latitude", "longitude"])


def _slugs(file: str, wards: list[WardShape]) -> dict[str, str]:
    """An address for each ward. Raises GeodataError where two names would have the same, or one has none."""
    slugs = {ward.code: slugify(ward.name.replace("’", "")) for ward in wards}
    faults = [
        Fault(file, f"{ward.name} gives the ward no address of its own", 0, "name")
        for ward in wards
        if not slugs[ward.code] or list(slugs.values()).count(slugs[ward.code]) > 1
    ]
    if faults:
        raise GeodataError(faults)
    return slugs


def _bring_to(
    model: type[models.Model], key: str | tuple[str, ...], wanted: Mapping[Any, dict[str, Any]], *, dry_run: bool
) -> Counts:
    """Adds, changes and removes rows until the table holds the wanted ones, by key, and nothing else."""
    keys = (key,) if isinstance(key, str) else key
    columns = list(next(iter(wanted.values()), {}))
    manager: models.Manager[Any] = model._default_manager
    there: dict[Hashable, list[Any]] = {}
    gone: list[int] = []
    removed = 0
    for pk, *values in manager.values_list("pk", *keys, *columns):
        one = values[0] if isinstance(key, str) else tuple(values[: len(keys)])
        if one not in wanted or one in there:
            removed += 1
        else:
            there[one] = values[len(keys) :]
            if there[one] == list(wanted[one].values()):
                continue
        gone.append(pk)
    added = [one for one in wanted if one not in there]
    changed = [one for one in there if there[one] != list(wanted[one].values())]
    if not dry_run:
        # Nothing refers to these rows but by code, so a changed one is written anew: two wards can swap their names.
        for start in range(0, len(gone), BATCH):
            manager.filter(pk__in=gone[start : start + BATCH]).delete()
        new = [model(**dict(zip(keys, _key(one, keys), strict=True)), **wanted[one]) for one in (*added, *changed)]
        manager.bulk_create(new, batch_size=BATCH)
    return Counts(len(added), len(changed), removed, len(wanted) - len(added) - len(changed))


def _key(one: Any, keys: tuple[str, ...]) -> tuple[Any, ...]:
    return one if len(keys) > 1 else (one,)


def _audit(verb: str, loaded: Loaded, *, dry_run: bool) -> None:
    """One entry for a load that changed something."""
    counts = {what: dataclasses.asdict(found) for what, found in loaded.items() if isinstance(found, Counts)}
    if not dry_run and any(found["added"] or found["changed"] or found["removed"] for found in counts.values()):
        AuditEntry.objects.create(actor=None, verb=verb, object_type="inclusion_map.borough", data=counts)
