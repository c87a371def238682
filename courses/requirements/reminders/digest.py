"""The words of a reminder: one plain-text message for everything that is asked of somebody."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.formats import date_format

SUBJECT = "Your staff training: what is left to do"


@dataclass(frozen=True)
class Item:
    """One course that is asked of somebody and by when."""

    title: str
    due_on: dt.date


@dataclass(frozen=True)
class Letterhead:
    """What a message says about who sends it. ``sender`` empty: the nightly job."""

    council: str
    service: str
    sender: str = ""


def digest_text(*, first_name: str, items: Sequence[Item], on: dt.date, head: Letterhead) -> str:
    """The message as at a day: what is overdue, then what is still to do, soonest first."""
    overdue = [item for item in items if item.due_on < on]
    ahead = [item for item in items if item.due_on >= on]
    parts = [f"Hello {one_line(first_name)}," if first_name.strip() else "Hello,", _opening(head)]
    if overdue:
        parts.append(_section("Overdue", (f"{one_line(i.title)}: was due on {_date(i.due_on)}" for i in overdue)))
    if ahead:
        parts.append(_section("To do", (f"{one_line(i.title)}: due on {_date(i.due_on)}" for i in ahead)))
    parts.append(
        f"Start, or go on where you stopped:\n{settings.SITE_URL}/learn/\n\n"
        "You can stop and come back at any time: what you have done is kept."
    )
    parts.append(_closing(head))
    parts.append(f"{head.council}, {head.service}")
    return "\n\n".join(parts) + "\n"


def _opening(head: Letterhead) -> str:
    if head.sender:
        return f"{one_line(head.sender)} asks you to finish this training."
    return "This is a reminder of the training that is asked of you."


def _closing(head: Letterhead) -> str:
    whom = f"reply to this message: {one_line(head.sender)} will read it" if head.sender else "talk to your manager"
    return f"If you need more time, need help, or think that this is not for you, {whom}."


def _section(title: str, lines: Iterable[str]) -> str:
    return "\n".join([title, *(f"- {line}" for line in lines)])


def _date(day: dt.date) -> str:
    return date_format(day, "j F Y")


def one_line(text: str) -> str:
    """Text from a file, in which a line break could pass for a line of ours."""
    return " ".join(text.split())
