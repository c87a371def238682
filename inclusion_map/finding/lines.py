"""What a list says about one place, in the reader's words, ready for a template."""

import datetime as dt
from dataclasses import dataclass

from inclusion_map.finding.offers import Asking
from inclusion_map.finding.results import Result
from inclusion_map.finding.wanted import When
from inclusion_map.finding.words import distance_words, getting_in_words, lack_words, languages_of
from inclusion_map.kinds import WORDS
from inclusion_map.models import Answer, Place
from inclusion_map.opening import Answer as OpenAnswer
from inclusion_map.opening import OpenState
from inclusion_map.opening.clock import ZONE
from inclusion_map.sentences import checked_sentence, open_sentence

MOST_KINDS = 5  # in a list; all are on the place's own page
TONES = {OpenAnswer.OPEN: "open", OpenAnswer.NOT_CONFIRMED: "unsure"}


@dataclass(frozen=True)
class Line:
    """One place of a list. ``tone`` is "open", "closed" or "unsure"; ``reason`` was typed in the place's language.

    ``kinds``: the kinds of help in words, those asked for first; ``more_kinds``: how many there are besides.
    """

    number: int
    place: Place
    distance: str
    tone: str
    sentence: str
    reason: str
    kinds: tuple[str, ...]
    more_kinds: int
    getting_in: str
    step_free: bool
    languages: list[dict[str, str]]
    checked: str
    lacks: tuple[str, ...]


def line_of(result: Result, asking: Asking) -> Line:
    """A result in words."""
    place, state = result.place, result.state
    wanted = asking.wanted
    asked_for = [kind for kind in result.kinds if kind in wanted.kinds]
    kinds = list(dict.fromkeys([*asked_for, *result.kinds]))
    shown = kinds[: max(MOST_KINDS, len(asked_for))]
    then = asking.then.astimezone(ZONE) if wanted.when is When.AT else None
    return Line(
        number=result.number,
        place=place,
        distance=distance_words(result.miles),
        tone=tone_of(state),
        sentence=open_sentence(state, place=place),
        reason=state.today.reason,
        kinds=tuple(str(WORDS[kind]) for kind in shown),
        more_kinds=len(kinds) - len(shown),
        getting_in=getting_in_words(place, door_is_open=result.door_is_open),
        step_free=place.step_free_entrance == Answer.YES,
        languages=languages_of(place.services.all()),
        checked=checked_of(state),
        lacks=tuple(lack_words(lack, language_code=wanted.language, then=then) for lack in result.lacks),
    )


def tone_of(state: OpenState) -> str:
    """How the sentence looks."""
    return TONES.get(state.answer, "closed")


def checked_of(state: OpenState) -> str:
    """How fresh the facts are, counted from the state's day."""
    today: dt.date = state.at.date()
    return checked_sentence(state.checked_on, today)
