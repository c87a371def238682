"""What a place has and how one gets in, as rows of words: yes, no, or that we do not know yet."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inclusion_map.models import ACCESS_FEATURES, FACILITIES, Answer, Place

ICONS = {Answer.YES: "tick", Answer.NO: "cross", Answer.UNKNOWN: "info"}
NOTES = {"wifi": "wifi_how", "card_or_id_needed": "card_or_id_note"}


@dataclass(frozen=True)
class Feature:
    """One feature: its name, the answer's code, words and icon, and a note typed in the place's language."""

    label: str
    answer: str
    words: str
    icon: str
    note: str


@dataclass(frozen=True)
class Features:
    """Those that somebody has answered with yes or no, and those that nobody has."""

    known: list[Feature]
    unknown: list[Feature]


def features(place: Place, names: tuple[str, ...]) -> Features:
    """The features of these names (columns of the model), in their order."""
    found = [_feature(place, name) for name in names]
    return Features(
        known=[one for one in found if one.answer != Answer.UNKNOWN],
        unknown=[one for one in found if one.answer == Answer.UNKNOWN],
    )


def _feature(place: Place, name: str) -> Feature:
    answer = Answer(getattr(place, name))
    note = getattr(place, NOTES.get(name, f"{name}_note"), "")
    label = str(Place._meta.get_field(name).verbose_name)
    return Feature(label, answer.value, str(answer.label), ICONS[answer], note)


def access_features(place: Place) -> Features:
    """Getting in and getting around."""
    return features(place, ACCESS_FEATURES)


def facilities(place: Place) -> Features:
    """What is there to use."""
    return features(place, FACILITIES)


def computers_words(place: Place) -> str:
    """How many computers there are, and for how long one may sit at one; empty when nobody has said."""
    if place.computers is None:
        return ""
    if not place.computers:
        return _("There are no computers to use.")
    many = ngettext("There is %(count)s computer to use.", "There are %(count)s computers to use.", place.computers) % {
        "count": place.computers
    }
    if not place.time_limit_minutes:
        return many
    limit = ngettext(
        "You can use one for %(count)s minute.", "You can use one for %(count)s minutes.", place.time_limit_minutes
    ) % {"count": place.time_limit_minutes}
    return f"{many} {limit}"
