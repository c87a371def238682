"""The catalogue's page: what was asked for, what was found, and the way on when that was nothing."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.catalogue.choices import DAYS, LEVEL_HINTS, Level
from courses.catalogue.offers import Offer, all_offers, find
from courses.catalogue.selectors import shown_place
from courses.catalogue.wanted import Wanted, almost
from courses.catalogue.wording import EVERY
from courses.content.models import CourseIndexPage
from inclusion_map.languages import language
from lms.core.clock import today
from lms.design_system.forms import HintedChoice

ON_A_PAGE = 20
ALMOST_SHOWN = 3


class FilterForm(forms.Form):
    """The filters. Whatever an address holds that is no choice asks for nothing."""

    q = forms.CharField(label=gettext_lazy("What do you want to learn?"), required=False)
    place = forms.ChoiceField(label=gettext_lazy("Where"), required=False)
    day = forms.ChoiceField(label=gettext_lazy("Which day"), required=False)
    level = forms.ChoiceField(label=gettext_lazy("How much you can do already"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Taught in"), required=False)
    free = forms.BooleanField(label=gettext_lazy("Free only"), required=False)

    def __init__(self, *args: Any, offers: list[Offer], **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "auto_id": "find_%s"})
        places = {place.slug: place.name for offer in offers for _day, run in offer.runs if (place := shown_place(run))}
        spoken = {offer.spoken.partition("-")[0] for offer in offers}
        levels = [(level.value, HintedChoice(str(level.label), hint=str(LEVEL_HINTS[level]))) for level in Level]
        self._offer("place", _("Anywhere"), sorted(places.items(), key=lambda one: one[1].casefold()))
        self._offer("day", _("Any day"), [(code, str(name)) for code, name in DAYS])
        self._offer("level", _("Any"), [(value, str(label)) for value, label in levels])
        self._offer("language", _("Any language"), sorted((code, language(code).name) for code in spoken))

    def _offer(self, name: str, nothing: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = [("", nothing), *choices]  # type: ignore[attr-defined]  # each is a ChoiceField

    def wanted(self) -> Wanted:
        """What was asked for, without what is no choice."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        return Wanted(**{**given, "q": given.get("q", "").replace("\0", "")[:200].strip()})


@dataclass(frozen=True)
class Filter:
    """One filter that is set, as a sentence, and the address of the same page without it."""

    words: str
    url: str


@dataclass(frozen=True)
class AlmostFits:
    """What is found without one filter: that filter in words, the address, how many, and the first few."""

    words: str
    url: str
    count: int
    offers: list[Offer]


def catalogue_context(index: CourseIndexPage, request: HttpRequest) -> dict[str, Any]:
    """What the catalogue's page shows of what residents can learn."""
    offers = all_offers(request, today())
    form = FilterForm(request.GET, offers=offers)
    wanted = form.wanted()
    found = find(offers, wanted)
    page: Page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    return {
        "form": form,
        "anything": bool(offers),
        "wanted": wanted,
        "filters": [Filter(_words(form, wanted, name), address(wanted.without(name))) for name in wanted.asked()],
        "found": page,
        "count": len(found),
        "first_steps": [offer for offer in page if offer.is_first_step],
        "others": [offer for offer in page if not offer.is_first_step],
        "almost": [] if found else _almost(form, offers, wanted),
    }


def address(wanted: Wanted) -> str:
    """The query that asks for something, beginning with a question mark; for nothing, "?"."""
    given = {name: "1" if value is True else value for name in wanted.asked() if (value := getattr(wanted, name))}
    return f"?{urlencode(given)}"


def _almost(form: FilterForm, offers: list[Offer], wanted: Wanted) -> list[AlmostFits]:
    return [
        AlmostFits(
            _words(form, wanted, one.dropped), address(one.wanted), len(one.found), list(one.found[:ALMOST_SHOWN])
        )
        for one in almost(wanted, lambda fewer: find(offers, fewer))
    ]


def _words(form: FilterForm, wanted: Wanted, name: str) -> str:
    """A filter as a sentence."""
    value = getattr(wanted, name)
    if name == "free":
        return _("It is free.")
    field = form.fields[name]
    label = dict(field.choices).get(value, "") if isinstance(field, forms.ChoiceField) else value  # type: ignore[arg-type]
    sentences = {
        "q": _("It is about “%(what)s”."),
        "place": _("It is held at %(what)s."),
        "day": _("It is held on %(what)s."),
        "level": _("It is for this level: %(what)s."),
        "language": _("It is taught in %(what)s."),
    }
    return sentences[name] % {"what": EVERY[value] if name == "day" else label}
