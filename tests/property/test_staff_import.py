"""Whatever the files: the same one again changes nothing, row order does not matter, undoing restores it all."""

import csv
import datetime as dt
from contextlib import contextmanager
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lms.organisation.models import JobVersion, ManagerLink, UnitVersion
from lms.organisation.resources import StaffResource, staff_lines
from lms.organisation.staff_file.undo import undo_staff_import
from lms.people.models import User
from tests.staff_files import TODAY, UNITS, apply, facts, row

pytestmark = pytest.mark.django_db

DAYS = ["2020-01-06", "2024-02-29", "2026-01-01", "2026-03-31", "2026-06-01", "2026-09-01"]
NUMBERS = ["1", "2", "3", "4", "5"]
EXAMPLES = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def staff_rows(draw) -> list[dict]:
    """Any small council, sensible or not: bad rows are left out when it is applied."""
    rows = []
    for number in draw(st.lists(st.sampled_from(NUMBERS), unique=True, min_size=1)):
        cells = {
            "unit_code": draw(st.sampled_from(["A", "H", "C", "N"])),
            "start_date": draw(st.sampled_from(DAYS)),
            "end_date": draw(st.sampled_from(["", "", "", *DAYS])),
            "manager_staff_no": draw(st.sampled_from(["", *NUMBERS])),
            "job_title": draw(st.sampled_from(["", "Officer"])),
            "email": draw(st.sampled_from(["", f"p{number}@council.example", "shared@council.example"])),
            "person_ref": draw(st.sampled_from(["", "", "R"])),
            "last_name": draw(st.sampled_from([f"Last{number}", "Married"])),
        }
        rows.append(row(number, **cells))
    return rows


@st.composite
def files(draw) -> dict:
    """A file and how it is applied."""
    units = draw(st.sampled_from([UNITS, [*UNITS, {"unit_code": "N", "name": "New", "parent_code": "H"}], None]))
    return {
        "rows": draw(staff_rows()),
        "units": units,
        "on": draw(st.sampled_from(DAYS)),
        "full": draw(st.booleans()),
        "skip_bad_rows": True,
    }


FIRST = staff_rows().map(lambda rows: {"rows": rows, "units": UNITS, "on": "2026-01-01", "skip_bad_rows": True})


@contextmanager
def council(*before: dict):
    """The records after some files, and somebody who approves whatever comes; gone at the end."""
    with transaction.atomic():
        approver = User.objects.create_superuser("approver@council.example")
        for file in before:
            apply(**file, approved_by=approver)
        yield approver
        transaction.set_rollback(True)


@EXAMPLES
@given(FIRST, files())
def test_the_same_file_again_changes_nothing(first, second):
    with council(first) as approver:
        apply(**second, approved_by=approver)
        before = facts()
        again = apply(**second, approved_by=approver)

        counts = again.plan.counts
        assert (counts["created"], counts["changed"], counts["ended"]) == (0, 0, 0)
        assert again.plan.people_touched == set()
        assert again.plan.jobs == []
        assert again.plan.units == []
        assert facts() == before


@EXAMPLES
@given(FIRST, files(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(first, second, random):
    results = []
    for shuffled in (False, True):
        with council(first) as approver:
            rows = list(second["rows"])
            if shuffled:
                random.shuffle(rows)
            report = apply(**{**second, "rows": rows}, approved_by=approver)
            named = {
                (rows[each.row - 2]["staff_no"], each.column, each.code) for each in report.plan.faults if each.row
            }
            results.append((report.plan.counts, named, facts()))
    assert results[0] == results[1]


@EXAMPLES
@given(FIRST, files(), files())
def test_undoing_restores_every_row(first, second, third):
    with council(first) as approver:
        seen, imports = [facts()], []
        for file in (second, third):
            imports.append(apply(**file, approved_by=approver).staff_import)
            seen.append(facts())
        for staff_import in reversed(imports):
            assert facts() == seen.pop()
            undo_staff_import(staff_import=staff_import)
        assert facts() == seen.pop()


@EXAMPLES
@given(FIRST, files())
def test_a_file_that_was_undone_can_be_imported_again(first, second):
    with council(first) as approver:
        report = apply(**second, approved_by=approver)
        after = facts()
        undo_staff_import(staff_import=report.staff_import)
        again = apply(**second, approved_by=approver)

        assert facts() == after
        assert again.plan.counts == report.plan.counts


@EXAMPLES
@given(FIRST, files())
def test_what_is_exported_changes_nothing_when_imported(first, second):
    with council(first) as approver:
        apply(**second, approved_by=approver)
        before = facts()
        header, *lines = StaffResource().export(list(staff_lines(on=TODAY))).csv.splitlines()
        rows = [dict(zip(header.split(","), line, strict=True)) for line in csv.reader(lines)]
        if rows:
            report = apply(rows, full=True, approved_by=approver)
            assert (report.plan.faults, report.plan.jobs, report.plan.units) == ([], [], [])
        assert facts() == before


@EXAMPLES
@given(FIRST, files(), files())
def test_what_is_true_of_one_fact_fits_the_others(first, second, third):
    with council(
        first,
    ) as approver:
        for file in (second, third):
            apply(**file, approved_by=approver)
        jobs: dict[int, list[JobVersion]] = {}
        for version in JobVersion.objects.current().order_by("valid_from"):
            jobs.setdefault(version.job_id, []).append(version)
        for versions in jobs.values():
            for earlier, later in pairwise(versions):
                assert earlier.valid_to == later.valid_from
        forever = dt.date.max
        lives = {job: (line[0].valid_from, line[-1].valid_to or forever) for job, line in jobs.items()}
        for link in ManagerLink.objects.current():
            for job in (link.job_id, link.manager_job_id):
                start, end = lives[job]
                assert start <= link.valid_from
                assert (link.valid_to or forever) <= end
        named = {}
        for unit in UnitVersion.objects.current().order_by("-valid_from"):
            named[unit.unit_id] = unit.valid_from
        assert all(named[line.unit_id] <= line.valid_from for versions in jobs.values() for line in versions)
        assert all(named[unit.parent_id] <= unit.valid_from for unit in UnitVersion.objects.current() if unit.parent_id)
