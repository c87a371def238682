"""What the council keeps about each person, with a canary in every field that holds one."""

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.core.files.base import ContentFile

from certificates.models import Certificate, new_code
from courses.models import (
    Attempt,
    Completion,
    ConfidenceRating,
    Course,
    DueChange,
    Exemption,
    LearningEvent,
    LessonProgress,
    Programme,
    Reminder,
    Requirement,
)
from courses.requirements.reminders.services import SENT_BY_MANAGER
from lms.core.models import AuditEntry, JobRun
from lms.organisation.models import StaffImport, StaffUpload
from lms.organisation.staff_file.changes import ChangeSet, Values
from tests.builders import make_course, make_programme
from tests.integration.access.canaries import Ledger
from tests.integration.access.cast import MOVED, NOW, TODAY, Cast
from tests.integration.access.pages import OUTCOME, Pages

BATCH = UUID("5a1f6a4e-0000-4000-8000-000000000001")  # what a press of the button that reminds is known by
STARTS, DUE = dt.date(2026, 4, 1), dt.date(2026, 12, 1)
DONE, RUNS_OUT = dt.date(2026, 5, 2), dt.date(2028, 6, 3)
LOOKED_ON = dt.date(2027, 2, 15)
LATE, EXTENDED = dt.date(2027, 1, 11), dt.date(2027, 2, 2)
# The people whose newest completion and reminder are of yesterday: a manager until the day before must not know them.
DONE_SINCE = ("staff",)


@dataclass
class Records:
    """What rows of the table ask for by identifier, by person."""

    programme: Programme
    planned: Course
    recent: Course
    imported: StaffImport
    upload: StaffUpload
    attempts: dict[str, Attempt] = field(default_factory=dict)
    certificates: dict[str, Certificate] = field(default_factory=dict)
    exemptions: dict[str, Exemption] = field(default_factory=dict)
    requirements: dict[str, Requirement] = field(default_factory=dict)


def make_records(cast: Cast, pages: Pages) -> Records:
    """A programme of three courses, and for everybody a history in it."""
    planned, recent = make_course("plan"), make_course("share")
    programme = make_programme([pages.course, planned, recent], starts=STARTS, due=DUE)
    records = Records(programme, planned, recent, _import(cast), _upload(cast))
    for name in cast.people:
        _learning(cast, records, pages, name)
        _requirement(cast, records, name)
        _exemption(cast, records, name)
        _reminder(cast, records, name)
        _audit(cast, name)
    for name in DONE_SINCE:
        day = cast.ledger.day("Completion date", name, MOVED, since=MOVED)
        evidence = cast.ledger.word("Evidence of a completion", name, "sheet", since=MOVED)
        _complete(cast, name, recent, day, channel="facilitated", evidence=evidence)
    _batch(cast)
    _secrets(cast)
    return records


def _batch(cast: Cast) -> None:
    """The manager's last press of the button that reminds: one message, to the peer."""
    at = dt.datetime.combine(dt.date(2027, 3, 1), dt.time(9), tzinfo=dt.UTC)
    manager, peer = cast.people["manager"].user, cast.people["peer"]
    body = cast.ledger.word("Reminder: text", "peer", "batch")
    Reminder.objects.create(person=peer, sent_by=manager, created_at=at, sent_at=at, body=body)
    AuditEntry.objects.create(
        actor=manager, at=at, verb=SENT_BY_MANAGER, object_type="reminders", object_uuid=BATCH, data={"sent": 1}
    )


def _noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)


def _complete(cast: Cast, name: str, course: Course, day: dt.date, **fields) -> Completion:
    version = course.current_version
    return Completion.objects.create(
        person=cast.people[name],
        course=course,
        version=version,
        completed_on=day,
        recorded_at=_noon(day),
        recorded_by=cast.people["facilitator"].user,
        **fields,
    )


def _learning(cast: Cast, records: Records, pages: Pages, name: str) -> None:
    ledger, person, course = cast.ledger, cast.people[name], pages.course
    day = ledger.day("Completion date", name, DONE)
    attempt = records.attempts[name] = _attempt(ledger, person, course, name, day)
    expiry = ledger.day("Expiry date", name, RUNS_OUT)
    completion = _complete(cast, name, course, day, attempt=attempt, valid_until=expiry)
    revoked_on = ledger.day("Completion date", name, dt.date(2026, 8, 2))
    _complete(
        cast,
        name,
        course,
        ledger.day("Completion date", name, dt.date(2026, 7, 2)),
        channel="facilitated",
        evidence=ledger.word("Evidence of a completion", name, "evidence"),
        revoked_on=revoked_on,
        revoked_at=_noon(revoked_on),
        revoked_reason=ledger.word("Reason for revoking", name, "revoked"),
        revoked_by=cast.people["hr"].user,
    )
    lesson = pages.taught.lessons[0].id
    LessonProgress.objects.create(person=person, course=course, lesson_id=lesson, finished_at=_noon(day))
    rating = ledger.word("Confidence rating", name, "outcome")
    ConfidenceRating.objects.create(person=person, course=course, outcome=rating, moment="before", value=2)
    event = {"note": ledger.word("Learning event", name, "event")}
    LearningEvent.objects.create(person=person, course=course, kind=LearningEvent.Kind.COMPLETED, data=event)
    records.certificates[name] = _certificate(ledger, person, completion, name)


def _attempt(ledger: Ledger, person, course: Course, name: str, day: dt.date) -> Attempt:
    version = course.current_version
    assert version is not None
    questions = version.content["questions"]
    score, out_of = ledger.score("Score", name)
    chosen = {question["id"]: [question["options"][0]["id"]] for question in questions}
    attempt = Attempt.objects.create(
        person=person,
        course=course,
        version=version,
        number=1,
        shown=[
            {"question": question["id"], "options": [option["id"] for option in question["options"]]}
            for question in questions
        ],
        answers={**chosen, "note": [ledger.word("Attempt", name, "answer")]},
        started_at=_noon(ledger.day("Attempt", name, day)),
        submitted_at=_noon(day),
        score=score,
        out_of=out_of,
        passed=True,
    )
    ledger.know_uuid("Attempt", name, attempt.uuid)
    return attempt


def _certificate(ledger: Ledger, person, completion: Completion, name: str) -> Certificate:
    document = f"%PDF-1.7 {ledger.word('Certificate: document', name, 'pdf')}".encode()
    certificate = Certificate.objects.create(
        code=ledger.know_code("Certificate: code", name, new_code()),
        person=person,
        completion=completion,
        issued_at=completion.recorded_at,
        facts={
            "council": "Test council",
            "holder": person.display_name,
            "title": completion.course.title,
            "outcomes": [f"Understand {OUTCOME}"],
            "completed_on": completion.completed_on.isoformat(),
            "valid_until": completion.valid_until.isoformat() if completion.valid_until else None,
            "whole_programme": False,
        },
        digest=hashlib.sha256(document).hexdigest(),
        pdf=ContentFile(document, name=f"{completion.uuid}.pdf"),
    )
    certificate.rests_on.add(completion)
    return certificate


def _requirement(cast: Cast, records: Records, name: str) -> None:
    ledger = cast.ledger
    requirement = Requirement.objects.create(
        person=cast.people[name],
        course=records.planned,
        programme=records.programme,
        opened_on=STARTS,
        due_on=ledger.day("Due date", name, LATE),
        rule=records.programme.audience_rules.get(),
        job_version=cast.jobs[name].versions.get(),
        why="existing",
    )
    DueChange.objects.create(
        requirement=requirement,
        due_on=ledger.day("Due date", name, EXTENDED),
        effective_on=STARTS + dt.timedelta(days=1),
        reason=DueChange.Reason.EXTENSION,
        made_by=cast.people["hr"].user,
    )
    records.requirements[name] = requirement


def _exemption(cast: Cast, records: Records, name: str) -> None:
    reason = Exemption.Reason.ADJUSTMENT if name == "staff" else Exemption.Reason.OTHER
    if name == "staff":
        cast.ledger.know_phrase("Exemption: reason", name, reason.label)
    exemption = records.exemptions[name] = Exemption.objects.create(
        person=cast.people[name],
        programme=records.programme,
        course=records.recent,
        reason=reason,
        evidence=cast.ledger.word("Exemption: evidence", name, "proof"),
        approved_by=cast.people["hr"].user,
        approved_at=NOW,
        valid_from=cast.ledger.day("Exemption: reason", name, dt.date(2026, 11, 2)),
        valid_to=cast.ledger.day("Exemption: reason", name, dt.date(2026, 12, 4)),
    )
    cast.ledger.know_uuid("Exemption: reason", name, exemption.uuid)


def _reminder(cast: Cast, records: Records, name: str) -> None:
    since = MOVED if name in DONE_SINCE else dt.date(2027, 3, 1)
    # More than a day ago, so that somebody may be reminded again.
    sent_at = dt.datetime.combine(since, dt.time(8), tzinfo=dt.UTC)
    reminder = Reminder.objects.create(
        person=cast.people[name],
        sent_by=cast.people["hr"].user,
        created_at=sent_at,
        sent_at=sent_at,
        body=cast.ledger.word("Reminder: text", name, "reminder", since=since),
    )
    reminder.requirements.add(records.requirements[name])


def _audit(cast: Cast, name: str) -> None:
    """The manager and HR looked at everybody's record."""
    for persona in ("manager", "hr"):
        AuditEntry.objects.create(
            at=_noon(LOOKED_ON),
            actor=cast.people[persona].user,
            verb="viewed_record",
            subject=cast.people[name],
            data={"note": cast.ledger.word("Audit entry: details", name, "audit")},
        )


def _import(cast: Cast) -> StaffImport:
    ledger, hr = cast.ledger, cast.people["hr"].user
    return StaffImport.objects.create(
        file_name=f"{ledger.word('Import: file name', hint='file')}.csv",
        digest="1" * 64,
        effective_from=STARTS,
        counts={"rows": 20, "created": 20, "changed": 0, "unchanged": 0, "ended": 0, "skipped": 0},
        guard={"blocked": False, "reasons": [ledger.word("Import: warnings", hint="guard")]},
        warnings=[
            {"row": 2, "column": "email", "code": "bad_email", "message": ledger.word("Import: warnings", hint="row")}
        ],
        change_set=ChangeSet(people=_values_before(cast)).as_dict(),
        applied_by=hr,
        approved_by=hr,
    )


def _values_before(cast: Cast) -> Values:
    """One person had another name before."""
    return Values(
        before={str(cast.people["peer"].pk): {"last_name": cast.ledger.word("Import: changes", hint="before")}}
    )


def _upload(cast: Cast) -> StaffUpload:
    """A file that waits for a decision, with somebody new in it."""
    ledger, hr = cast.ledger, cast.people["hr"].user
    new = ledger.word("Import: changes", hint="new").capitalize()
    rows = f"staff_no,first_name,last_name,unit_code,start_date\n90001,{new},Someone,team_a,2027-03-17\n"
    return StaffUpload.objects.create(
        file_name=f"{ledger.word('Import: file name', hint='waiting')}.csv",
        file=ContentFile(rows.encode(), name="staff.csv"),
        effective_from=TODAY,
        uploaded_by=hr,
    )


def _secrets(cast: Cast) -> None:
    """What no page may hold: a second factor, and what a job was given and why it failed."""
    ledger = cast.ledger
    Authenticator.objects.create(
        user=cast.people["peer"].user,
        type=Authenticator.Type.TOTP,
        data={"secret": ledger.word("Second factor", "peer", "secret")},
    )
    JobRun.objects.create(
        name="issue_certificate",
        arguments={"note": ledger.word("Background work", hint="arguments")},
        last_error=ledger.word("Background work", hint="error"),
        state=JobRun.State.FAILED,
    )
