"""Who gets a reminder, shown before it goes out and after."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.reporting.states import OVERDUE
from courses.reporting.team.screens import address_of, query_of
from courses.reporting.team.selectors import Team
from courses.requirements.reminders.digest import SUBJECT
from courses.requirements.reminders.selectors import letterhead, plan_digests
from courses.requirements.reminders.services import Batch
from lms.organisation.permissions import team_of
from lms.people.models import Person, User

EVERYBODY_OVERDUE = "overdue"
TEXTS_SHOWN = 30  # of more messages than this, the first is shown: the others differ in names and courses only


@dataclass(frozen=True)
class Recipients:
    """The people to write to; ``who`` as the address asks it."""

    who: str
    people: list[Person]


@dataclass(frozen=True)
class Message:
    """One message as it will be sent."""

    name: str
    to: str
    body: str


@dataclass(frozen=True)
class ConfirmScreen:
    """What is about to happen. ``not_sent``: each reason in words with the names it holds for."""

    sentence: str
    messages: list[Message]
    texts: list[Message]
    not_sent: list[tuple[str, list[str]]]
    subject: str
    button: str
    on: str
    back_url: str
    action: str


@dataclass(frozen=True)
class DoneScreen:
    """What happened. ``names``: to whom messages went or are on their way."""

    sentence: str
    names: list[str]
    not_sent: list[tuple[str, list[str]]]
    back_url: str


def recipients(user: User, team: Team, who: str) -> Recipients | None:
    """Everybody overdue on the page as filtered, or one person of today's team; None for anybody else."""
    if who == EVERYBODY_OVERDUE:
        ids = [member.pk for member in team.shown if member.state == OVERDUE]
        people = Person.objects.in_bulk(ids)
        return Recipients(who, [people[pk] for pk in ids])
    try:
        uuid = UUID(who)
    except ValueError:
        return None
    person = team_of(user, on=team.question.on).filter(uuid=uuid).first()
    return Recipients(str(uuid), [person]) if person else None


def confirm_screen(user: User, team: Team, chosen: Recipients) -> ConfirmScreen:
    """The page before sending: it plans with the very function that sending uses."""
    head = letterhead(user.person.display_name)
    planned = plan_digests(chosen.people, on=team.question.on, head=head)
    messages = [
        Message(each.person.display_name, each.person.email, each.body) for each in planned if not each.suppressed
    ]
    query = query_of(team)
    n = len(messages)
    return ConfirmScreen(
        sentence=_will_go(n),
        messages=messages,
        texts=messages if n <= TEXTS_SHOWN else messages[:1],
        not_sent=_reasons([(each.suppressed, each.person.display_name) for each in planned if each.suppressed]),
        subject=SUBJECT,
        button=ngettext("Send %(n)s message", "Send %(n)s messages", n) % {"n": n},
        on=team.question.on.isoformat(),
        back_url=address_of("team", query),
        action=address_of("team_remind", {**query, "who": chosen.who}),
    )


def _will_go(n: int) -> str:
    if not n:
        return _("No message will be sent.")
    return ngettext("%(n)s message will be sent.", "%(n)s messages will be sent.", n) % {"n": n}


def done_screen(batch: Batch) -> DoneScreen:
    """The page after sending."""
    names = [row.person.display_name for row in batch.reminders if not row.suppressed]
    n = len(names)
    if n:
        words = ngettext("%(n)s reminder is on its way.", "%(n)s reminders are on their way.", n) % {"n": n}
    else:
        words = _("No reminder was sent.")
    return DoneScreen(
        sentence=words,
        names=names,
        not_sent=_reasons([(row.suppressed, row.person.display_name) for row in batch.reminders if row.suppressed]),
        back_url=reverse("team"),
    )


def _reasons(pairs: list[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    """Codes and names, gathered by what the code means to a manager; the one that needs them most comes first."""
    words = {
        "no_email": _("They have no e-mail address. Tell them in person."),
        "recent": _("They were sent a reminder in the last 24 hours."),
        "excused": _("They are excused at the moment."),
        "nothing_open": _("Nothing is left for them to do."),
        "done_since": _("They finished before it went out."),
    }
    gathered = [(text, [name for code, name in pairs if code == wanted]) for wanted, text in words.items()]
    return [(text, names) for text, names in gathered if names]
