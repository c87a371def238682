"""The runs of a class at the desk: where, when, removing, cancelling, and copying last term."""

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.catalogue.desk.access import DeskRequest, class_view, desk_view
from courses.catalogue.desk.deciding import cancel_run
from courses.catalogue.desk.drafts import (
    ChangedMeanwhileError,
    InReviewError,
    copy_runs,
    draft_of,
    fingerprint,
    may_change,
    remove_run,
    run_of,
    run_values,
    save_run,
)
from courses.catalogue.desk.forms import CancelForm, TermForm, WhenForm
from courses.catalogue.desk.selectors import desk_of, places_to_choose
from courses.catalogue.desk.steps import onward, progress
from courses.catalogue.models import CourseRun, TaughtCourse
from courses.catalogue.rules import DATES
from courses.catalogue.selectors import RunShown, runs_shown
from courses.catalogue.sessions import weeks_between
from courses.catalogue.wording import clock, period_in_words
from inclusion_map.models import Place
from lms.core.clock import today

MOST_COPIED = 12
ONE_TERM_DAYS = 60  # runs that end within this time of the newest end belong to the same term


@require_http_methods(["GET", "HEAD", "POST"])
@class_view
def dates(request: DeskRequest, taught: TaughtCourse) -> HttpResponse:
    """Every run of the draft; pressing on goes to the next step."""
    if not may_change(taught):
        return redirect("publish_class", taught.uuid)
    draft = draft_of(taught)
    if request.method == "POST":
        return onward(draft, DATES)
    context = {"draft": draft, "runs": runs_shown(draft, today()), "step": progress(DATES)}
    return render(request, "courses/publish/dates.html", context)


@require_safe
@class_view
def where(request: DeskRequest, taught: TaughtCourse) -> HttpResponse:
    """Choosing a place: those the provider has used, and a search over all."""
    q = request.GET.get("q", "")[:100]
    run = request.GET.get("run", "")
    context = {"draft": draft_of(taught), "q": q, "run": run, "found": places_to_choose(taught, q)}
    return render(request, "courses/publish/where.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@class_view
def when(request: DeskRequest, taught: TaughtCourse, slug: str) -> HttpResponse:
    """The days and times of a run at a place."""
    if not may_change(taught):
        return redirect("publish_class", taught.uuid)
    place = get_object_or_404(Place, slug=slug, published=True)
    draft = draft_of(taught)
    form = WhenForm(request.POST or None, initial=_known(draft, request.GET.get("run", "")))
    shown = fingerprint(run_values(draft, form.initial["run"]))
    seen = request.POST.get("seen", "") if request.method == "POST" else shown
    context: dict[str, Any] = {"form": form, "draft": draft, "place": place, "seen": seen}
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["run"]
        values = {name: value for name, value in form.cleaned_data.items() if name != "run"} | {"place_id": place.pk}
        try:
            save_run(by=request.user, taught=taught, uuid=number, values=values, seen=seen)
        except InReviewError:
            return redirect("publish_class", taught.uuid)
        except ChangedMeanwhileError as changed:
            context |= _saved_now(changed.draft, number)
        else:
            return redirect("publish_dates", taught.uuid)
    return render(request, "courses/publish/when.html", context)


def _saved_now(draft: TaughtCourse, number: UUID) -> dict[str, Any]:
    """What somebody else made of a run meanwhile, beside what is in the form: pressing again saves the form."""
    run = run_of(draft, number)
    lines = []
    if run is not None:
        lines = [
            (_("When is it held?"), period_in_words(run.period)),
            (_("Place"), run.place.name if run.place else ""),
        ]
        lines += [(_("Seats"), str(run.capacity))] if run.capacity else []
        lines += [(_("Note"), run.note)] if run.note else []
    meanwhile = [{"label": label, "value": value} for label, value in lines]
    removed = [] if run else [{"label": _("These dates"), "value": _("They were removed.")}]
    return {"draft": draft, "seen": fingerprint(run_values(draft, number)), "meanwhile": meanwhile or removed}


def _known(draft: TaughtCourse, number: str) -> dict[str, Any]:
    """What the form begins with: the run that is changed, or nothing but a number of its own."""
    run = next((one for one in draft.runs.all() if str(one.uuid) == number), None)
    if run is None:
        return {"run": uuid4()}
    return {
        "run": run.uuid,
        "first_day": run.first_day,
        "last_day": None if run.period.is_once else run.last_day,
        "weekdays": [] if run.period.is_once else run.weekdays.split(","),
        "starts": clock(run.starts),
        "ends": clock(run.ends),
        "capacity": run.capacity,
        "note": run.note,
    }


@require_POST
@class_view
def remove(request: DeskRequest, taught: TaughtCourse, run: UUID) -> HttpResponse:
    """Takes a run out of the draft."""
    try:
        remove_run(by=request.user, taught=taught, uuid=run)
    except InReviewError:
        return redirect("publish_class", taught.uuid)
    return redirect("publish_dates", taught.uuid)


@require_http_methods(["GET", "HEAD", "POST"])
@class_view
def cancel(request: DeskRequest, taught: TaughtCourse, run: UUID) -> HttpResponse:
    """Says why a run is cancelled, and that it holds at once."""
    rows = CourseRun.objects.filter(taught_course=taught, cancelled=False).select_related("place")
    row = rows.filter(uuid=run).first() if taught.live else None
    if row is None:
        if request.method == "POST":  # pressed twice: it is cancelled already
            return redirect("publish_class", taught.uuid)
        raise Http404
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cancel_run(by=request.user, taught=taught, uuid=run, reason=form.cleaned_data["reason"])
        return redirect("publish_class", taught.uuid)
    context = {"form": form, "draft": taught, "run": row, "when": period_in_words(row.period)}
    return render(request, "courses/publish/cancel.html", context)


@require_safe
@desk_view
def copy_which(request: DeskRequest) -> HttpResponse:
    """Which class's dates are to be copied."""
    desk = desk_of(request.user, today())
    found = {one.uuid: one for one in [*desk.live, *desk.attention, *desk.drafts]}
    classes = sorted(found.values(), key=lambda one: one.title.casefold())
    return render(request, "courses/publish/copy_which.html", {"classes": classes})


@require_http_methods(["GET", "HEAD", "POST"])
@class_view
def copy(request: DeskRequest, taught: TaughtCourse) -> HttpResponse:
    """Copies last term: asks when the new one begins, shows the dates that makes, and adds those that are ticked."""
    if not may_change(taught):
        return redirect("publish_class", taught.uuid)
    draft = draft_of(taught)
    runs = _last_term(draft)
    form = TermForm(request.POST if request.method == "POST" else request.GET or None)
    context = {"draft": draft, "form": form, "runs": runs, "back": reverse("publish_class", args=[taught.uuid])}
    if not runs or not form.is_valid():
        return render(request, "courses/publish/copy_when.html", context)
    weeks = weeks_between(min(run.first_day for run in runs), form.cleaned_data["start"])
    if request.method == "POST" and (chosen := _ticked(request, draft)):
        # As it was shown: what has been copied since may be the newest term by now.
        weeks = form.cleaned_data["weeks"] or weeks
        try:
            copy_runs(by=request.user, taught=taught, uuids=chosen, weeks=weeks)
        except InReviewError:
            return redirect("publish_class", taught.uuid)
        return redirect("publish_dates", taught.uuid)
    context |= {
        "moved": _moved(runs, weeks),
        "weeks": weeks,
        "start": form.cleaned_data["start"],
        "none_ticked": request.method == "POST",
    }
    context["by"] = ngettext("%(n)s week later", "%(n)s weeks later", weeks) % {"n": weeks}
    return render(request, "courses/publish/copy_check.html", context)


def _last_term(draft: TaughtCourse) -> list[CourseRun]:
    """The newest runs that were held or will be: those that end about when the last one ends."""
    runs = [run for run in draft.runs.all() if not run.cancelled]
    if not runs:
        return []
    since = max(run.last_day for run in runs) - dt.timedelta(days=ONE_TERM_DAYS)
    newest = sorted((run for run in runs if run.last_day >= since), key=lambda run: (run.first_day, run.starts))
    return newest[:MOST_COPIED]


def _ticked(request: DeskRequest, draft: TaughtCourse) -> list[UUID]:
    wanted = set(request.POST.getlist("runs"))
    return [run.uuid for run in draft.runs.all() if str(run.uuid) in wanted]


def _moved(runs: list[CourseRun], weeks: int) -> list[dict[str, Any]]:
    """Each run with the days it would have."""
    return [
        {"uuid": run.uuid, "place": run.place, "was": period_in_words(run.period), "when": when}
        for run in runs
        if (when := period_in_words(run.period.shifted(weeks)))
    ]


def rows_of(runs: list[RunShown]) -> list[RunShown]:
    """Those of the runs that are not over: what a partner checks before sending."""
    return [one for one in runs if not one.is_over]
