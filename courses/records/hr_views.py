"""Completions as files, for HR officers."""

from collections.abc import Callable
from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courses.records.resources import completion_rows, completions_to_export
from courses.records.services import note_export
from lms.core.clock import today
from lms.core.spreadsheets import csv_response, xlsx_response
from lms.organisation.permissions import is_hr
from lms.people.models import User


@require_safe
@never_cache
@login_required
def completions_csv(request: HttpRequest) -> HttpResponse:
    """Every completion on record as CSV; everybody in it sees that it was taken, and by whom."""
    return _export(request, "csv", csv_response)


@require_safe
@never_cache
@login_required
def completions_xlsx(request: HttpRequest) -> HttpResponse:
    """The same as a workbook."""
    return _export(request, "xlsx", xlsx_response)


def _export(request: HttpRequest, ending: str, write: Callable[..., HttpResponse]) -> HttpResponse:
    if not is_hr(request.user):
        raise Http404
    header, rows = completion_rows(completions_to_export())
    note_export(by=cast(User, request.user), rows=len(rows))
    return write(f"completions-{today().isoformat()}.{ending}", header, rows)
