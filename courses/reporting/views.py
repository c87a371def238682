"""The public page of progress and its data."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from courses.reporting.public import (
    NotPublishedError,
    published_programme,
    published_report,
    read_day,
)
from courses.reporting.report import HEADER, Report, report_rows
from courses.reporting.screens import performance_screen
from lms.core.spreadsheets import csv_response


@require_safe
def performance(request: HttpRequest) -> HttpResponse:
    """Our progress: the headline, what it means, how it moved, where it stands."""
    programme = published_programme()
    if programme is None:
        return render(request, "courses/reporting/performance_empty.html")
    problem = ""
    try:
        day = read_day(asked_day(request))
    except NotPublishedError as error:
        day, problem = read_day(None), str(error)
    try:
        screen = performance_screen(programme, day)
    except NotPublishedError as error:
        return render(request, "courses/reporting/performance_empty.html", {"reason": str(error)})
    return render(
        request,
        "courses/reporting/performance.html",
        {"screen": screen, "problem": problem, "asked": asked_parts(request, day if not problem else None)},
        status=400 if problem else 200,
    )


@require_safe
def performance_json(request: HttpRequest) -> JsonResponse:
    """The figures of the page for a machine: the shape of `completion_report --format json`."""
    report, refusal = _asked_report(request)
    if report is None:
        return JsonResponse({"error": refusal}, status=400 if published_programme() else 404)
    return JsonResponse(report.as_dict(), headers={"Access-Control-Allow-Origin": "*"})


@require_safe
def performance_csv(request: HttpRequest) -> HttpResponse:
    """The figures of the page for a spreadsheet."""
    report, refusal = _asked_report(request)
    if report is None:
        status = 400 if published_programme() else 404
        return HttpResponse(refusal, status=status, content_type="text/plain; charset=utf-8")
    name = f"{report.programme.code}-{report.as_at}.csv"
    return csv_response(name, ["as_at", *HEADER], [[report.as_at, *row] for row in report_rows(report)])


def _asked_report(request: HttpRequest) -> tuple[Report | None, str]:
    programme = published_programme()
    if programme is None:
        return None, _("There is no programme to report on yet.")
    try:
        day = read_day(asked_day(request))
        return published_report(programme, as_at=day, by=request.GET.get("by") or "unit"), ""
    except NotPublishedError as error:
        return None, str(error)


def asked_day(request: HttpRequest) -> str:
    """The day in the address: ``as_at=2026-03-31``, or the three boxes of the form."""
    if request.GET.get("as_at"):
        return request.GET["as_at"]
    parts = [request.GET.get(f"as_at_{part}", "").strip() for part in ("year", "month", "day")]
    if not any(parts):
        return ""
    year, month, day = parts
    return f"{year:0>4}-{month:0>2}-{day:0>2}"


def asked_parts(request: HttpRequest, day) -> dict[str, str]:
    """What to show in the three boxes: the day in force, or what was typed where that was no day."""
    if day:
        return {"day": str(day.day), "month": str(day.month), "year": str(day.year)}
    return {part: request.GET.get(f"as_at_{part}", "") for part in ("day", "month", "year")}
