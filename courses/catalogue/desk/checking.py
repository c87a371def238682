"""One class at the desk: everything to check, what the editor said, sending it, taking it back or off the site."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from courses.catalogue.desk.access import DeskRequest, class_view
from courses.catalogue.desk.dates import rows_of
from courses.catalogue.desk.deciding import (
    NothingToSendError,
    UnfinishedError,
    delete_draft,
    submit_class,
    take_back,
    withdraw_class,
)
from courses.catalogue.desk.drafts import InReviewError, draft_of, may_change
from courses.catalogue.desk.selectors import TAGS, last_decision, state_of_class
from courses.catalogue.desk.steps import PAGES
from courses.catalogue.models import CourseRun, TaughtCourse
from courses.catalogue.rules import ABOUT, COST, DATES, WHO, State, unfinished
from courses.catalogue.selectors import facts_of, runs_shown
from courses.catalogue.wording import cost_in_words
from inclusion_map.languages import language
from lms.core.clock import today

# What a class that cannot be sent yet is missing, by step.
MISSING = {
    ABOUT: gettext_lazy("What it is: a name and one to five things people will be able to do"),
    WHO: gettext_lazy("Who it is for: level and language"),
    DATES: gettext_lazy("When and where: dates to come, at a place that is on this site"),
    COST: gettext_lazy("What it costs and how people book"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@class_view
def show(request: DeskRequest, taught: TaughtCourse) -> HttpResponse:
    """Everything there is about a class, with a way to change each; sending it to the editor."""
    if request.method == "POST":
        try:
            submit_class(by=request.user, taught=taught)
        except (UnfinishedError, NothingToSendError, InReviewError):
            return redirect("publish_class", taught.uuid)
        return redirect("publish_sent", taught.uuid)
    day = today()
    state = state_of_class(taught, day)
    draft = draft_of(taught)
    missing, can_change = unfinished(facts_of(draft), day), may_change(taught)
    context = {
        "taught": taught,
        "draft": draft,
        "state": state.value,
        "tag": TAGS[state],
        "runs": rows_of(runs_shown(draft, day)),
        "on_the_site": _cancellable(taught),
        "decision": last_decision(taught),
        "missing": [{"words": MISSING[step], "url": reverse(PAGES[step], args=[taught.uuid])} for step in missing],
        "can_send": not missing and can_change and state not in (State.LIVE, State.OVER),
        "can_change": can_change,
        "can_withdraw": _what_withdrawing_does(taught) == "withdraw",
        **_rows(draft, changeable=can_change),
    }
    return render(request, "courses/publish/class.html", context)


def _cancellable(taught: TaughtCourse) -> set[str]:
    """The runs that residents see now and that can be cancelled."""
    if not taught.live:
        return set()
    runs = CourseRun.objects.filter(taught_course=taught, cancelled=False, last_day__gte=today())
    return {str(uuid) for uuid in runs.values_list("uuid", flat=True)}


def _rows(draft: TaughtCourse, *, changeable: bool) -> dict[str, list[dict[str, Any]]]:
    """The answers, as summary lists."""
    nothing = _("Not said yet")
    contact = [draft.booking_phone, draft.booking_email, draft.booking_link]
    answers = {
        ABOUT: [
            (_("Name"), draft.title),
            (_("People will be able to"), "\n".join(draft.outcome_lines)),
            (_("Written in"), language(draft.language).name),
        ],
        WHO: [
            (_("Level"), draft.get_level_display() if draft.level else ""),
            (_("Taught in"), language(draft.teaching_language).name),
            (_("For whom"), draft.for_whom or (_("Everybody") if draft.level else "")),
            (_("Help with access"), draft.access_needs or (_("None said") if draft.level else "")),
        ],
        COST: [
            (_("Cost"), "" if draft.is_free is None else cost_in_words(draft.is_free, draft.price)),
            *([(_("Who pays less"), draft.concessions)] if draft.concessions else []),
            (_("How to book"), draft.how_to_book),
            (_("Booking contact"), "\n".join(filter(None, contact)) or (_("None") if draft.how_to_book else "")),
        ],
    }
    return {
        f"{step}_rows": [
            {
                "key": key,
                "value": linebreaksbr(value or nothing, autoescape=True),
                "url": reverse(PAGES[step], args=[draft.uuid]) if changeable else "",
                "action": _("Change"),
            }
            for key, value in rows
        ]
        for step, rows in answers.items()
    }


@require_safe
@class_view
def sent(request: DeskRequest, taught: TaughtCourse) -> HttpResponse:
    """What happens next, after sending."""
    if not taught.workflow_in_progress:
        return redirect("publish_class", taught.uuid)
    return render(request, "courses/publish/sent.html", {"draft": draft_of(taught), "taught": taught})


@require_http_methods(["GET", "HEAD", "POST"])
@class_view
def withdraw(request: DeskRequest, taught: TaughtCourse) -> HttpResponse:
    """Taking a class back from the editor, off the site, or away altogether: asked once more, with what it does."""
    kind = _what_withdrawing_does(taught)
    if request.method != "POST":
        return render(request, "courses/publish/withdraw.html", {"draft": draft_of(taught), "kind": kind})
    # The form says which question was answered: it must still be the one that would be asked.
    if request.POST.get("kind") != kind:
        return redirect("publish_class", taught.uuid)
    act = {"take_back": take_back, "delete": delete_draft}.get(kind, withdraw_class)
    try:
        act(by=request.user, taught=taught)
    except InReviewError:
        return redirect("publish_class", taught.uuid)
    return redirect("publish") if kind == "delete" else redirect("publish_class", taught.uuid)


def _what_withdrawing_does(taught: TaughtCourse) -> str:
    """What is left to withdraw: from the editor first, then from the site, then the draft itself. What an editor has
    locked stays with them, but residents must not turn up in vain."""
    if taught.workflow_in_progress and not (taught.live and taught.locked):
        return "take_back"
    if taught.live:
        return "withdraw"
    return "delete" if taught.first_published_at is None else "nothing"
