"""Driving the table: every visit as a persona, and every breach of the policy it meets."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client, TestCase
from django.urls import reverse

from lms.core.jobs import run_waiting
from tests.integration.access import policy, reading
from tests.integration.access.canaries import Canary
from tests.integration.access.cast import ANONYMOUS
from tests.integration.access.rows import SEEN, SENT_ON, SIGN_IN, SIGNED_OUT, Outcome, Row, Visit
from tests.integration.access.world import World

BY_STATUS = {
    400: Outcome.BAD,
    403: Outcome.FORBIDDEN,
    404: Outcome.NOT_FOUND,
    405: Outcome.NO_METHOD,
    429: Outcome.BUSY,
    503: Outcome.UNAVAILABLE,
}
# What any request may write: its session, and the log of who looked.
FREE_TABLES = re.compile(r'"(django_session|core_auditentry|wagtail\w*|account_\w*|django_cache)"')
WRITE = re.compile(r"^\s*(insert|update|delete|replace)\b", re.IGNORECASE)
STRICT = ("default-src 'none'", "script-src 'self'", "object-src 'none'", "frame-ancestors 'none'")


@dataclass(frozen=True)
class Breach:
    """One thing that should not be."""

    kind: str
    route: str
    persona: str
    path: str
    detail: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.persona} at {self.path} ({self.route}): {self.detail}"


@dataclass
class Answer:
    """One response, with everything it gave away."""

    response: HttpResponseBase
    outcome: Outcome
    body: str
    headers: str
    mail: list[tuple[str, str]]
    written: set[str] = field(default_factory=set)


def sign_in(world: World, persona: str) -> Client:
    """A browser in which a persona is signed in; somebody who left, in a session from before."""
    client = Client(raise_request_exception=True)
    user = world.user(persona)
    if user is not None:
        user.refresh_from_db()
        client.force_login(user, backend="lms.people.backends.AccountBackend")
    return client


def outcome_of(response: HttpResponseBase) -> Outcome:
    """What happened. An answer that no row may expect, such as a server error, raises KeyError."""
    if response.status_code == 200:
        return SEEN
    if response.status_code in (301, 302, 303, 307, 308):
        to = urlsplit(response["Location"]).path
        return SIGN_IN if to in {reverse("account_login"), "/admin/login/", "/django-admin/login/"} else SENT_ON
    return BY_STATUS[response.status_code]


def ask(client: Client, path: str, data: dict | None = None) -> Answer:
    """Makes one request and gathers everything that came of it, the work it left for later included."""
    cache.clear()
    mail.outbox.clear()
    with _writes() as written, TestCase.captureOnCommitCallbacks(execute=True):
        response = client.get(path) if data is None else client.post(path, data)
        body_sent = reading.body_of(response)
    # The work that was left for later is done at once: its mail counts.
    run_waiting()
    body = reading.text_of(body_sent, response.get("Content-Type", ""))
    letters = [(to, reading.mail_text(message)) for message in mail.outbox for to in message.recipients()]
    return Answer(response, outcome_of(response), body, reading.headers_of(response), letters, written)


@contextmanager
def _writes() -> Iterator[set[str]]:
    """The statements that change anything but a session or a log of who looked."""
    statements: set[str] = set()

    def note(execute, sql, params, many, context):
        if WRITE.match(sql) and not FREE_TABLES.search(sql[:120]):
            statements.add(sql[:120])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield statements


def drive(world: World, persona: str, rows: Iterable[Row]) -> list[Breach]:
    """Makes every visit of the rows as a persona. Nothing that a visit changes outlives it."""
    from django.db import transaction

    breaches: list[Breach] = []
    for row in rows:
        for visit in row.visits:
            with transaction.atomic():
                client = sign_in(world, persona)
                path = visit.path.format(**world.names)
                data = None
                if visit.data is not None:
                    names = world.names
                    data = {k.format(**names): v.format(**names) for k, v in visit.data.items()}
                answer = ask(client, path, data)
                typed = world.ledger.found_in(" ".join([path, *(data or {}).values()]))
                found = [
                    *_judge(world, persona, visit, answer, typed),
                    *_judge_headers(world, persona, row, path, answer),
                ]
                breaches += [Breach(kind, row.pattern, persona, path, detail) for kind, detail in found]
                transaction.set_rollback(True)
    return breaches


def _judge(world: World, persona: str, visit: Visit, answer: Answer, typed: set[Canary]) -> Iterator[tuple[str, str]]:
    # A partner is no member of staff: rows that do not name them are asked all the same, for what they give away.
    expected = visit.expect.get(persona)
    if expected is not None and answer.outcome is not expected:
        yield "outcome", f"{answer.outcome.value}, and the table says {expected.value}"
    seen = world.ledger.found_in(f"{answer.headers}\n{answer.body}")
    # What somebody typed themselves tells them nothing.
    for canary in sorted(seen - typed, key=str):
        if canary.fact not in visit.reveals and not _granted(world, persona, canary, visit):
            yield "leak", f"{canary.fact} of {canary.owner or 'the council'}"
    if expected is SEEN and answer.outcome is SEEN and (not visit.shows_to or persona in visit.shows_to):
        shown = {canary.fact for canary in seen if canary.owner == visit.about}
        for fact in visit.shows:
            if fact not in shown:
                yield "missing", f"{fact} of {visit.about} is not on the page, so a leak of it would go unseen"
    # Where a row does not name them, a partner may write what the public may.
    may = visit.expect[ANONYMOUS] if expected is None else expected
    if answer.written and not (visit.writes and may in (SEEN, SENT_ON)):
        yield "write", f"wrote {sorted(answer.written)}"
    yield from _judge_mail(world, persona, answer)


def _granted(world: World, persona: str, canary: Canary, visit: Visit) -> bool:
    held = world.relations(persona, canary, on=visit.on, code_of=visit.code_of)
    return policy.grants(held, canary.fact)


def _judge_mail(world: World, persona: str, answer: Answer) -> Iterator[tuple[str, str]]:
    by_email = world.by_email
    for to, text in answer.mail:
        for canary in world.ledger.found_in(text):
            held = world.relations(by_email[to], canary, on=world.today)
            if canary.owner == persona:  # whoever writes to somebody says who they are
                held |= {"whoever they looked at"}
            if not policy.grants(held, canary.fact):
                yield "leak", f"mail to {by_email[to]} holds {canary.fact} of {canary.owner}"


def _is_of_one_person(world: World, persona: str, answer: Answer) -> bool:
    """Whether a response was made for whoever asked, or says something about somebody."""
    request = answer.response.wsgi_request  # type: ignore[attr-defined]  # the test client keeps it
    made_for_them = persona not in SIGNED_OUT and request.session.accessed
    return made_for_them or any(canary.owner for canary in world.ledger.found_in(answer.body))


def _judge_headers(world: World, persona: str, row: Row, path: str, answer: Answer) -> Iterator[tuple[str, str]]:
    response = answer.response
    if response.get("X-Content-Type-Options") != "nosniff":
        yield "header", "no X-Content-Type-Options"
    if response.get("Referrer-Policy") != "same-origin":
        yield "header", "no Referrer-Policy"
    if not path.startswith(settings.ADMIN_PATHS):
        yield from _judge_policy(response.get("Content-Security-Policy", ""))
    if row.public and persona == ANONYMOUS and response.cookies:
        yield "cookie", f"a visitor is given {', '.join(response.cookies)}"
    kept = response.get("Cache-Control", "")
    if _is_of_one_person(world, persona, answer) and not ("no-store" in kept or "private" in kept):
        yield "header", f"may be kept by a cache on the way (Cache-Control: {kept or 'none'})"
    if elsewhere := reading.fetched_elsewhere(answer.body):
        yield "third party", ", ".join(elsewhere)


def _judge_policy(content_policy: str) -> Iterator[tuple[str, str]]:
    if content_policy == "default-src 'none'":  # Wagtail's own for files: nothing at all may be fetched or run
        return
    for directive in STRICT:
        if directive not in content_policy:
            yield "header", f"the content security policy lacks {directive}: {content_policy or 'none'}"
    if "unsafe" in content_policy:
        yield "header", f"the content security policy is not strict: {content_policy}"
