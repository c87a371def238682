"""How a visitor takes the quiz of a public course."""

import html
import re

from django.test import Client

from courses.models import CoursePage
from courses.records.public.paper import unseal

COUNTING = "/courses/counting/"
QUIZ = f"{COUNTING}quiz/"
SEALED = re.compile(r'name="shown" value="([^"]+)"')


def questions_of(page: CoursePage) -> dict[str, dict]:
    return {question["id"]: question for question in page.course.current_version.content["questions"]}


def open_quiz(client: Client, path: str = QUIZ) -> str:
    """The sealed paper of a quiz as somebody opens it."""
    found = SEALED.search(client.get(path).content.decode())
    assert found
    return html.unescape(found[1])


def answers(page: CoursePage, sealed: str, choose) -> dict[str, list[str]]:
    paper = unseal(sealed, page.course)
    assert paper
    return {f"q-{one['question']}": choose(questions_of(page)[one["question"]]) for one in paper.shown}
