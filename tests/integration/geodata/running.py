"""Runs a loading command and says what it printed, refused and changed."""

import io

import pytest
from django.core.management import CommandError, call_command

from inclusion_map.models import BankHoliday, BoroughOutline, Postcode, PostcodeArea, SchoolTerm, Ward
from lms.core.models import AuditEntry
from tests.boroughs import NORTH, SOUTH, inside, nearby

INSIDE = inside({"ZZ1 1": (25, NORTH, 53.01, -1.99), "ZZ1 2": (19, SOUTH, 53.07, -1.95)})
NEARBY = nearby({"ZZ2 1": (30, 53.12, -1.95)})


def run(*arguments, **options):
    """What a command printed."""
    out = io.StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue().splitlines()


def refused(*arguments):
    """The faults a command printed, and why it ended."""
    err = io.StringIO()
    with pytest.raises(CommandError) as raised:
        call_command(*arguments, stdout=io.StringIO(), stderr=err)
    assert raised.value.returncode == 1
    return err.getvalue().splitlines(), str(raised.value)


def everything():
    """All that a load can change."""
    models = (Postcode, PostcodeArea, Ward, BoroughOutline, BankHoliday, SchoolTerm, AuditEntry)
    return [sorted(map(repr, model.objects.values_list())) for model in models]
