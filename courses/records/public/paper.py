"""A quiz that nobody keeps. What was shown travels with the page, signed, and comes back with the answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from secrets import token_hex
from uuid import UUID

from django.core import signing

from courses.content.models import Course, CourseVersion
from courses.records.marking import Shown, draw
from courses.records.selectors import current_version, outcomes_of, questions_of

SALT = "courses.records.public.paper"


@dataclass(frozen=True)
class Paper:
    """One drawn quiz. ``shown`` is in the form of ``courses.records.marking``, by the version it was drawn from."""

    version: CourseVersion
    shown: Sequence[Shown]


def draw_paper(course: Course) -> Paper | None:
    """A quiz drawn anew from the version that is taught now; None for a course without one."""
    version = current_version(course)
    if version is None or not questions_of(version):
        return None
    outcomes = [outcome["key"] for outcome in outcomes_of(version)]
    shown = draw(list(questions_of(version).values()), version.questions_asked, outcomes, seed=token_hex())
    return Paper(version, shown)


def seal(paper: Paper) -> str:
    """The paper as text that only this installation can have written. It holds identifiers and says nothing about which
    answers are right, nor who is answering; it can be used again, because marking changes nothing."""
    shown = [[UUID(one["question"]).hex, *(UUID(option).hex for option in one["options"])] for one in paper.shown]
    return signing.dumps([paper.version.uuid.hex, shown], salt=SALT, compress=True)


def unseal(text: str, course: Course) -> Paper | None:
    """The paper that was sealed as ``text``; None when it was changed on the way, or belongs to another course.

    A version that was published since makes no difference: what was shown is what is marked.
    """
    try:
        version_id, shown = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return None
    version = course.versions.defer("content").filter(uuid=version_id).first()
    if version is None:
        return None
    papers = [[str(UUID(identity)) for identity in one] for one in shown]
    return Paper(version, [{"question": question, "options": options} for question, *options in papers])
