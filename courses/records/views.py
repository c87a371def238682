"""The learning pages. Each shows a screen or calls a service and sends the browser on: nothing is posted twice."""

from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from courses.content import public
from courses.content.models import Course, CoursePage
from courses.records import screens, services
from courses.records.access import learner_or_public_view, learner_view
from courses.records.models import Attempt
from courses.records.screens.lesson import ANSWER_PREFIX, moments_in, ratings_in
from courses.records.screens.way import attempt_url, check_url, course_url, lesson_url
from courses.records.selectors import last_completion, taught_course
from lms.core.clock import today
from lms.people.models import Person

WHAT_NEXT = "what-next"  # the id of what a lesson's ratings say, in courses/blocks/confidence.html


@require_safe
@learner_or_public_view(public.course_url)
def course(request: HttpRequest, person: Person, code: str) -> HttpResponse:
    """A course's start page; of a course that is not taught now, what the record holds."""
    taught = taught_course(code)
    if taught is None:
        gone = get_object_or_404(Course, code=code)
        context = {"course": gone, "completion": last_completion(person, gone)}
        return render(request, "courses/learn/not_taught.html", context)
    return render(request, "courses/learn/course.html", {"screen": screens.course_screen(person, *taught, today())})


@require_safe
@learner_view
def resume(request: HttpRequest, person: Person, code: str) -> HttpResponse:
    """Goes on where somebody stopped in a course: the open check, the next lesson, or else the course's page."""
    taught = taught_course(code)
    if taught is None:
        return redirect("learn_course", code)
    screen = screens.course_screen(person, *taught, today())
    going_on = screen.attempt or (screen.started and (screen.next_lesson or screen.asked))
    if not going_on:
        return redirect("learn_course", code)
    return redirect(screen.check_url if screen.attempt else screen.next_url)


@require_http_methods(["GET", "HEAD", "POST"])
@learner_or_public_view(public.lesson_url)
def lesson(request: HttpRequest, person: Person, code: str, number: int) -> HttpResponse:
    """A lesson. Posted: keeps confidence ratings and says what follows from new ones, shows the feedback on an answer,
    or goes on."""
    course, page = _taught_or_404(code)
    given = request.POST if request.method == "POST" else request.GET
    screen = screens.lesson_screen(person, course, page, number, dict(given.lists()))
    if screen is None:
        raise Http404
    if request.method == "POST":
        return _lesson_posted(request, person, screen)
    services.record_lesson_seen(person=person, course=course, lesson_id=screen.lesson_id)
    context = {
        "screen": screen,
        "page": page,
        "lesson_answers": screen.answers,
        "lesson_results": screen.results,
        "confidence_ratings": screen.confidence,
        "ratings_say": screen.ratings_say,
    }
    return render(request, "courses/learn/lesson.html", context)


def _lesson_posted(request: HttpRequest, person: Person, screen: screens.LessonScreen) -> HttpResponse:
    given, course = dict(request.POST.lists()), screen.course
    rated = _keep_ratings(person, screen, given)
    here = lesson_url(course, screen.number)
    if request.POST.get("action") == "rate":
        return HttpResponseRedirect(f"{here}#{WHAT_NEXT}")
    if request.POST.get("action") == "check":
        # The answer travels in the address: the feedback can be reloaded, and practice is nobody's record.
        answers = {f"{ANSWER_PREFIX}{id_}": chosen for id_, chosen in screen.answers.items()}
        if not answers:
            return redirect(here)
        return HttpResponseRedirect(f"{here}?{urlencode(answers, doseq=True)}#{next(iter(answers))}")
    services.finish_lesson(person=person, course=course, lesson_id=screen.lesson_id)
    if rated:
        # What the ratings say is the reason to give them: nobody goes on without having been shown it once.
        return HttpResponseRedirect(f"{here}#{WHAT_NEXT}")
    if not screen.is_last:
        return redirect(lesson_url(course, screen.number + 1))
    return redirect(check_url(course))


def _keep_ratings(person: Person, screen: screens.LessonScreen, given: dict[str, list[str]]) -> bool:
    """Keeps the ratings among form fields. Returns whether any that was given after the course is new."""
    outcomes = [outcome.value["key"] for outcome in screen.page.outcomes]
    new = False
    for moment in moments_in(screen.body):
        ratings = ratings_in(given, moment, outcomes)
        services.save_confidence(person=person, course=screen.course, moment=moment, ratings=ratings)
        new |= moment == "after" and not ratings.items() <= screen.confidence[moment].items()
    return new


@require_http_methods(["GET", "HEAD", "POST"])
@learner_or_public_view(public.quiz_url)
def check(request: HttpRequest, person: Person, code: str) -> HttpResponse:
    """How the check works; posted, starts a try or continues the open one. Without a check: the course."""
    course, _page = _taught_or_404(code)
    if request.method == "POST":
        try:
            attempt = services.start_attempt(
                person=person, course=course, client_id=_uuid(request.POST.get("client_id"))
            )
        except services.NothingToAskError:
            return redirect(course_url(course))
        return redirect(attempt_url(attempt))
    screen = screens.check_start_screen(person, course)
    if screen is None:
        return redirect(course_url(course))
    return render(request, "courses/learn/check.html", {"screen": screen, "client_id": uuid4()})


@require_http_methods(["GET", "HEAD", "POST"])
@learner_view
def question(request: HttpRequest, person: Person, code: str, number: int) -> HttpResponse:
    """One question of the open try. Posted: keeps the answer, if any, and goes on."""
    attempt = _posted_attempt(request, person, code) if request.method == "POST" else _open_attempt(person, code)
    if attempt is None:
        return redirect("learn_check", code)
    if attempt.submitted_at is not None:
        return redirect("learn_result", code, attempt.uuid)
    screen = screens.question_screen(attempt, number, changing="change" in request.GET)
    if screen is None:
        raise Http404
    if request.method == "POST":
        chosen = request.POST.getlist("answer")
        services.save_answer(attempt=attempt, question=screen.question_id, chosen=chosen)
        return redirect(screen.next_url)
    return render(request, "courses/learn/question.html", {"screen": screen})


@require_http_methods(["GET", "HEAD", "POST"])
@learner_view
def answers(request: HttpRequest, person: Person, code: str) -> HttpResponse:
    """Every answer before it is submitted. Posted: marks the try and shows how it went."""
    attempt = _posted_attempt(request, person, code) if request.method == "POST" else _open_attempt(person, code)
    if attempt is None:
        return redirect("learn_check", code)
    if request.method == "POST":
        attempt = services.submit_attempt(attempt=attempt)
        return redirect("learn_result", code, attempt.uuid)
    return render(request, "courses/learn/answers.html", {"screen": screens.answers_screen(attempt)})


@require_safe
@learner_view
def result(request: HttpRequest, person: Person, code: str, uuid: UUID) -> HttpResponse:
    """How one of my tries went. Anybody else's does not exist."""
    attempt = _my_attempts(person, code).filter(uuid=uuid).first()
    if attempt is None:
        raise Http404
    if attempt.submitted_at is None:
        return redirect(attempt_url(attempt))
    return render(request, "courses/learn/result.html", {"screen": screens.result_screen(attempt, today())})


def _taught_or_404(code: str) -> tuple[Course, CoursePage]:
    taught = taught_course(code)
    if taught is None:
        raise Http404
    return taught


def _my_attempts(person: Person, code: str):
    mine = Attempt.objects.filter(person=person, course__code=code)
    return mine.select_related("course", "version").defer("version__content")


def _open_attempt(person: Person, code: str) -> Attempt | None:
    return _my_attempts(person, code).filter(submitted_at__isnull=True).first()


def _posted_attempt(request: HttpRequest, person: Person, code: str) -> Attempt | None:
    """The try that the page was drawn for, whichever is open now: an old tab changes nothing in a new try."""
    uuid = _uuid(request.POST.get("attempt"))
    return _my_attempts(person, code).filter(uuid=uuid).first() if uuid else None


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
