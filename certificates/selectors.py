"""Reading certificates: whose, what they say, and whether they hold."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from certificates.codes import clean_code
from certificates.facts import Facts, day_in_words
from certificates.models import Certificate
from courses.models import Completion, Course, Programme, ProgrammeCourse
from lms.people.models import Person


class Standing(StrEnum):
    """What a certificate is worth on a day."""

    VALID = "valid"
    EXPIRED = "expired"
    OUTDATED = "outdated"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Verification:
    """What the public page says of a certificate on a day."""

    certificate: Certificate
    facts: Facts
    standing: Standing
    sentence: str


def certificate_by_code(typed: str) -> Certificate | None:
    """The certificate of a code as somebody typed it; None when there is none. One query, whatever was typed."""
    code = clean_code(typed) or ""
    return Certificate.objects.select_related("person").filter(code=code).first()


def my_certificates(person: Person) -> list[Certificate]:
    """Somebody's certificates, newest first, with the course and the programme at hand; one query."""
    return list(Certificate.objects.filter(person=person).select_related("programme", "completion__course"))


def verify(certificate: Certificate, *, on: dt.date) -> Verification:
    """Whether a certificate holds on a day, and the one sentence that says so."""
    facts = certificate.says
    supports = certificate.rests_on.all()
    withdrawn = supports.filter(revoked_on__lte=on).order_by("revoked_on").values_list("revoked_on", flat=True).first()
    standing, sentence = _judge(certificate, facts, withdrawn, supports, on)
    return Verification(certificate, facts, standing, sentence)


def _judge(
    certificate: Certificate, facts: Facts, withdrawn: dt.date | None, supports: QuerySet[Completion], on: dt.date
) -> tuple[Standing, str]:
    if withdrawn is not None:
        words = _("This certificate was withdrawn on %(day)s. It no longer counts.")
        return Standing.WITHDRAWN, words % {"day": day_in_words(withdrawn)}
    if facts.valid_until is not None and facts.valid_until <= on:
        words = _("This certificate is genuine, but it has expired. It was valid until %(day)s.")
        return Standing.EXPIRED, words % {"day": day_in_words(facts.valid_until)}
    if supports.exclude(pk__in=Completion.objects.accepted_on(on).filter(pk__in=supports.values("pk"))).exists():
        words = (
            _("This certificate is genuine, but a course in it has changed so much since that it must be done again.")
            if certificate.programme_id
            else _("This certificate is genuine, but the course has changed so much since that it must be done again.")
        )
        return Standing.OUTDATED, words
    if facts.valid_until is None:
        return Standing.VALID, _("This certificate is genuine. It has no end date.")
    words = _("This certificate is genuine. It is valid until %(day)s.")
    return Standing.VALID, words % {"day": day_in_words(facts.valid_until)}


# --- What is still to be issued ---------------------------------------------------------------------------------------


def completions_without_certificate(course: Course | None = None) -> QuerySet[Completion]:
    """Completions that count or counted and have no certificate of their own, or one without its PDF; oldest first."""
    own = Certificate.objects.filter(completion=OuterRef("pk"), programme__isnull=True)
    rows = Completion.objects.filter(revoked_on__isnull=True).filter(~Exists(own) | Exists(own.filter(pdf="")))
    if course is not None:
        rows = rows.filter(course=course)
    return rows.order_by("completed_on", "pk")


def programme_support(programme: Programme, completion: Completion, day: dt.date) -> list[Completion]:
    """The completions with which a programme was whole on a day, as known when the last of them was recorded: for each
    of its courses the one that is good longest, in the programme's order. Courses the person was exempted from have
    none."""
    wanted = ProgrammeCourse.objects.on(day).filter(programme=programme).order_by("order", "pk")
    good = (
        Completion.objects.good_on(day)
        .accepted_on(day)
        .filter(person=completion.person_id, pk__lte=completion.pk, course__in=wanted.values("course"))
        .select_related("course")
    )
    best: dict[int, Completion] = {}
    for one in good:
        held = best.get(one.course_id)
        if held is None or _lasts(one) > _lasts(held):
            best[one.course_id] = one
    return [best[course_id] for course_id in wanted.values_list("course_id", flat=True) if course_id in best]


def _lasts(completion: Completion) -> tuple[dt.date, int]:
    """How long it is good; of two that end together the earlier recorded, so that the answer never depends on order."""
    return (completion.valid_until or dt.date.max, -completion.pk)
