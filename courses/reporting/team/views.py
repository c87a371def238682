"""A manager's team on screen and as a file."""

from collections.abc import Callable
from typing import cast
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.records.access import learner_view
from courses.reporting.team.exports import export_header, export_name, export_rows
from courses.reporting.team.forms import TeamForm
from courses.reporting.team.record import record_of
from courses.reporting.team.reminding import Recipients, confirm_screen, done_screen, recipients
from courses.reporting.team.screens import ask_team, team_screen
from courses.reporting.team.selectors import Team
from courses.reporting.team.services import record_export, record_view
from courses.requirements.reminders.services import NotInTeamError, NotTodayError, batch_of, remind_people
from lms.core.clock import today
from lms.core.spreadsheets import csv_response, xlsx_response
from lms.people.models import Person, User

NOT_TODAY = _("A reminder says what is due today, so it can only be sent from the page of today.")


@require_safe
@learner_view
def team(request: HttpRequest, person: Person) -> HttpResponse:
    """Who needs me: the people who reported to the reader on the day asked, overdue first."""
    team, form = ask_team(_reader(request), request.GET)
    context = {"screen": team_screen(team, request.GET.get("page")), "form": form}
    return render(request, "courses/team/team.html", context, status=400 if form.errors else 200)


@require_safe
@learner_view
def team_csv(request: HttpRequest, person: Person) -> HttpResponse:
    """The rows of the page for a spreadsheet or a machine."""
    return _export(request, "csv", csv_response)


@require_safe
@learner_view
def team_xlsx(request: HttpRequest, person: Person) -> HttpResponse:
    """The rows of the page as a workbook."""
    return _export(request, "xlsx", xlsx_response)


def _export(request: HttpRequest, ending: str, write: Callable[..., HttpResponse]) -> HttpResponse:
    team, form = ask_team(_reader(request), request.GET)
    if form.errors:
        # A file outlives the page that would have said so: never another day's or unit's people under the asked name.
        return HttpResponse("\n".join([*_errors(form), ""]), status=400, content_type="text/plain; charset=utf-8")
    rows = list(export_rows(team))
    record_export(by=_reader(request), on=team.question.on, rows=len(rows), ending=ending)
    return write(export_name(team, ending), export_header(team), rows)


@require_safe
@learner_view
def person(request: HttpRequest, person: Person, uuid: UUID) -> HttpResponse:
    """One person who reported to the reader on the day asked. Anybody else does not exist. Looking is noted."""
    form = TeamForm(request.GET)
    question = form.question()
    record = record_of(_reader(request), uuid, on=question.on)
    if record is None or form.errors:
        raise Http404
    record_view(viewer=_reader(request), person=record.person, on=question.on)
    return render(request, "courses/team/person.html", {"record": record, "is_today": question.on == today()})


@require_http_methods(["GET", "HEAD", "POST"])
@learner_view
def remind(request: HttpRequest, person: Person) -> HttpResponse:
    """Before a reminder goes out: how many messages, to whom, what they say. Posted: sends them."""
    team, form = ask_team(_reader(request), request.GET)
    if form.errors:
        return _refuse(request, " ".join(_errors(form)))
    if not team.is_today:
        return _refuse(request, NOT_TODAY)
    chosen = recipients(_reader(request), team, request.GET.get("who", ""))
    if chosen is None:
        raise Http404
    if request.method == "POST":
        return _send(request, team, chosen)
    screen = confirm_screen(_reader(request), team, chosen)
    return render(request, "courses/team/remind.html", {"screen": screen, "token": uuid4()})


def _refuse(request: HttpRequest, problem: object) -> HttpResponse:
    return render(request, "courses/team/remind_refused.html", {"problem": problem}, status=400)


def _errors(form: TeamForm) -> list[str]:
    return [str(error) for errors in form.errors.values() for error in errors]


def _send(request: HttpRequest, team: Team, chosen: Recipients) -> HttpResponse:
    token = _uuid(request.POST.get("token"))
    if token is None:
        raise Http404
    try:
        if request.POST.get("on") != today().isoformat():
            raise NotTodayError
        remind_people(sender=_reader(request), people=chosen.people, on=team.question.on, token=token)
    except NotTodayError:
        return _refuse(request, NOT_TODAY)
    except NotInTeamError as error:
        raise Http404 from error
    return redirect("team_reminded", token)


@require_safe
@learner_view
def reminded(request: HttpRequest, person: Person, token: UUID) -> HttpResponse:
    """What one press of the button did: my own presses only."""
    batch = batch_of(_reader(request), token)
    if batch is None:
        raise Http404
    return render(request, "courses/team/reminded.html", {"screen": done_screen(batch)})


def _reader(request: HttpRequest) -> User:
    """Whoever asks: ``learner_view`` lets in nobody who is not signed in."""
    return cast(User, request.user)


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
