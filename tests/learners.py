"""Somebody in front of the learning pages: what they open, what they press, what they read."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass

from django.test import Client

from courses.models import Attempt, Course
from lms.people.models import Person


def right_options(question: dict) -> list[str]:
    return [option["id"] for option in question["options"] if option["correct"]]


def wrong_options(question: dict) -> list[str]:
    return [option["id"] for option in question["options"] if not option["correct"]][:1]


Choose = Callable[[dict], list[str]]


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def words(response) -> str:
    """What a page says, without its markup."""
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


@dataclass
class Learner:
    """One person with a browser, and the course they work through."""

    person: Person
    course: Course

    def __post_init__(self) -> None:
        self.client = signed_in(self.person)
        self.base = f"/learn/{self.course.code}/"

    def start(self) -> Attempt:
        self.client.post(f"{self.base}check/")
        return self.open_attempt()

    def open_attempt(self) -> Attempt:
        return Attempt.objects.get(person=self.person, course=self.course, submitted_at=None)

    def questions(self, attempt: Attempt) -> list[dict]:
        """The questions as shown, in order."""
        by_id = {question["id"]: question for question in attempt.version.content["questions"]}
        return [by_id[shown["question"]] for shown in attempt.shown]

    def answer(self, attempt: Attempt, number: int, chosen: list[str], *, query: str = ""):
        data = {"attempt": str(attempt.uuid), "answer": chosen}
        return self.client.post(f"{self.base}check/{number}/{query}", data)

    def submit(self, attempt: Attempt):
        return self.client.post(f"{self.base}check/answers/", {"attempt": str(attempt.uuid)})

    def take_check(self, choose: Choose = right_options) -> Attempt:
        """Starts, answers every question and submits; the attempt as it is afterwards."""
        attempt = self.start()
        for number, question in enumerate(self.questions(attempt), start=1):
            self.answer(attempt, number, choose(question))
        self.submit(attempt)
        attempt.refresh_from_db()
        return attempt

    def result(self, attempt: Attempt):
        return self.client.get(f"{self.base}result/{attempt.uuid}/")
