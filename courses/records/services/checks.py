"""Taking a course's check: started once, answered in any order, submitted once, marked here."""

from collections.abc import Iterable, Mapping
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import Max, Q

from courses.content.models import Course
from courses.records.marking import draw, has_passed, mark
from courses.records.models import Attempt, Channel, LearningEvent
from courses.records.selectors import current_version, outcomes_of, questions_of
from courses.records.services.completions import write_completion
from courses.records.services.log import log_event
from lms.core.clock import now, today
from lms.people.models import Person


class NothingToAskError(ValueError):
    """The course has no check: it is complete when its lessons are finished."""


def start_attempt(*, person: Person, course: Course, client_id: UUID | None = None) -> Attempt:
    """Starts a try at the course's check, or continues the one that is open.

    ``client_id`` names the click: the same one again gives the same attempt, even after it was submitted. Raises
    ``NothingToAskError`` when the published version has no questions.
    """
    click = client_id or uuid4()
    try:
        with transaction.atomic():
            return _started(person, course, click) or _new_attempt(person, course, click)
    except IntegrityError:
        # Another request of the same person was a moment quicker: a constraint let only one of the two in.
        started = _started(person, course, click)
        if started is not None:
            return started
        if client_id is None:
            raise
        # The name of the click was used before, for another course or by somebody else: it names nothing here.
        return start_attempt(person=person, course=course)


def _started(person: Person, course: Course, client_id: UUID) -> Attempt | None:
    mine = Attempt.objects.filter(person=person, course=course)
    return mine.filter(Q(client_id=client_id) | Q(submitted_at__isnull=True)).order_by("submitted_at").first()


def _new_attempt(person: Person, course: Course, client_id: UUID) -> Attempt:
    version = current_version(course)
    questions = questions_of(version) if version else {}
    if version is None or not questions:
        raise NothingToAskError(f"{course.code} has no published question.")
    number = (Attempt.objects.filter(person=person, course=course).aggregate(n=Max("number"))["n"] or 0) + 1
    uuid = uuid4()
    outcomes = [outcome["key"] for outcome in outcomes_of(version)]
    shown = draw(list(questions.values()), version.questions_asked, outcomes, str(uuid))
    attempt = Attempt.objects.create(
        uuid=uuid,
        person=person,
        course=course,
        version=version,
        number=number,
        client_id=client_id,
        shown=shown,
        out_of=len(shown),
    )
    log_event(person, course, LearningEvent.Kind.ATTEMPT_STARTED, attempt=str(uuid), number=number)
    return attempt


def save_answer(*, attempt: Attempt, question: str, chosen: Iterable[str]) -> Attempt:
    """Keeps the options chosen for one question that was shown; none chosen takes the answer away.

    A submitted attempt is returned as it is.
    """
    with transaction.atomic():
        attempt = _locked(attempt)
        if attempt.submitted_at is None:
            attempt.answers = _shown_answers(attempt, {**attempt.answers, question: list(chosen)})
            attempt.save(update_fields=["answers"])
    return attempt


def submit_attempt(*, attempt: Attempt, answers: Mapping[str, Iterable[str]] | None = None) -> Attempt:
    """Marks a try against what was shown in it and, when it passes, writes the completion in the same transaction.

    ``answers`` (question id → option ids) are added to those saved before. The version is the one the try was
    started on, whatever has been published since. Whoever submits second gets the attempt as the first left it.
    """
    with transaction.atomic():
        attempt = _locked(attempt)
        if attempt.submitted_at is not None:
            return attempt
        version = attempt.version
        attempt.answers = _shown_answers(attempt, {**attempt.answers, **(answers or {})})
        marked = mark(attempt.shown, questions_of(version).values(), attempt.answers)
        attempt.submitted_at = now()
        attempt.score = marked.score
        attempt.passed = has_passed(marked.score, marked.out_of, version.pass_percent)
        attempt.save(update_fields=["answers", "submitted_at", "score", "passed"])
        log_event(
            attempt.person,
            attempt.course,
            LearningEvent.Kind.ATTEMPT_SUBMITTED,
            attempt=str(attempt.uuid),
            score=attempt.score,
            out_of=attempt.out_of,
            passed=attempt.passed,
        )
        if attempt.passed:
            write_completion(
                person=attempt.person,
                version=version,
                completed_on=today(),
                channel=Channel(attempt.channel),
                attempt=attempt,
            )
    return attempt


def _locked(attempt: Attempt) -> Attempt:
    """The attempt as it is now; on PostgreSQL its row is ours until the transaction ends, on SQLite the database is."""
    rows = Attempt.objects.select_for_update(of=("self",)).select_related("version", "course", "person")
    return rows.defer("version__content").get(pk=attempt.pk)


def _shown_answers(attempt: Attempt, answers: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """Only answers to what was shown, in the order shown; questions without one are left out."""
    kept = {}
    for one in attempt.shown:
        given = set(answers.get(one["question"], ()))
        chosen = [option for option in one["options"] if option in given]
        if chosen:
            kept[one["question"]] = chosen
    return kept
