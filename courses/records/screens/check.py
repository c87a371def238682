"""The check: how it works, one question a page, and the answers before they are submitted."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _

from courses.content.models import Course
from courses.records.marking import needed_to_pass
from courses.records.models import Attempt
from courses.records.screens.way import answers_url, attempt_url, check_url, course_url, question_url, way_to
from courses.records.selectors import current_version, open_attempt, questions_of
from lms.people.models import Person


@dataclass(frozen=True)
class CheckStartScreen:
    """``attempt`` is the try that is open; ``answered`` of its questions have an answer."""

    course: Course
    way: list[dict[str, str]]
    asked: int
    needed: int
    attempt: Attempt | None
    answered: int
    resume_url: str
    back_url: str


def check_start_screen(person: Person, course: Course) -> CheckStartScreen | None:
    """Gathers the page before the check; None for a course without one."""
    attempt = open_attempt(person, course)
    version = attempt.version if attempt else current_version(course)
    if version is None or not questions_of(version):
        return None
    asked = attempt.out_of if attempt else min(version.questions_asked, len(questions_of(version)))
    return CheckStartScreen(
        course=course,
        way=way_to(course, _("Check")),
        asked=asked,
        needed=needed_to_pass(asked, version.pass_percent),
        attempt=attempt,
        answered=len(attempt.answers) if attempt else 0,
        resume_url=attempt_url(attempt) if attempt else "",
        back_url=course_url(course),
    )


@dataclass(frozen=True)
class QuestionScreen:
    """``form`` draws the options; ``changing`` when somebody came from the answers page and goes back to it."""

    course: Course
    attempt: Attempt
    question_id: str
    form: forms.Form
    number: int
    total: int
    changing: bool

    @property
    def back_url(self) -> str:
        """The question before, the answers page when changing, or the page before the check."""
        if self.changing:
            return answers_url(self.course)
        return question_url(self.course, self.number - 1) if self.number > 1 else check_url(self.course)

    @property
    def next_url(self) -> str:
        if self.changing or self.number == self.total:
            return answers_url(self.course)
        return question_url(self.course, self.number + 1)


def question_screen(attempt: Attempt, number: int, *, changing: bool) -> QuestionScreen | None:
    """Gathers question ``number`` (from 1) of a try; None when it has no such question."""
    if not 1 <= number <= len(attempt.shown):
        return None
    shown = attempt.shown[number - 1]
    question = questions_of(attempt.version)[shown["question"]]
    return QuestionScreen(
        course=attempt.course,
        attempt=attempt,
        question_id=question["id"],
        form=_question_form(question, shown["options"], attempt.answers.get(question["id"], [])),
        number=number,
        total=len(attempt.shown),
        changing=changing,
    )


def _question_form(question: dict, order: list[str], chosen: list[str]) -> forms.Form:
    texts = {option["id"]: option["text"] for option in question["options"]}
    choices = [(option, texts[option]) for option in order]
    several = question["kind"] == "several"
    made = forms.MultipleChoiceField if several else forms.ChoiceField
    answer = made(
        choices=choices,
        widget=forms.CheckboxSelectMultiple if several else forms.RadioSelect,
        label=question["prompt"],
        help_text=_("Choose all that are right.") if several else "",
        initial=chosen if several else next(iter(chosen), None),
    )
    form = forms.Form()
    form.fields["answer"] = answer
    return form


@dataclass(frozen=True)
class AnswersScreen:
    """Every question with what was chosen, as the summary list draws it."""

    course: Course
    way: list[dict[str, str]]
    attempt: Attempt
    rows: list[dict[str, str]]
    unanswered: list[int]
    back_url: str


def answers_screen(attempt: Attempt) -> AnswersScreen:
    """Gathers the page that shows the answers before they are submitted."""
    questions = questions_of(attempt.version)
    rows, unanswered = [], []
    for number, shown in enumerate(attempt.shown, start=1):
        question, chosen = questions[shown["question"]], attempt.answers.get(shown["question"], [])
        texts = {option["id"]: option["text"] for option in question["options"]}
        if not chosen:
            unanswered.append(number)
        rows.append(
            {
                "key": f"{number}. {question['prompt']}",
                "value": "; ".join(texts[option] for option in chosen) or _("No answer yet"),
                "url": f"{question_url(attempt.course, number)}?change=1",
                "action": _("Change") if chosen else _("Answer"),
            }
        )
    return AnswersScreen(
        course=attempt.course,
        way=way_to(attempt.course, _("Check your answers")),
        attempt=attempt,
        rows=rows,
        unanswered=unanswered,
        back_url=question_url(attempt.course, len(attempt.shown)),
    )
