"""The tabs and panels of a place and a service."""

from typing import Any

from django import forms
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    TabbedInterface,
)

from inclusion_map.editing.forms import CheckForm, ExceptionForm, PlaceForm, ReportForm, RuleForm, ServiceForm
from inclusion_map.models import ACCESS_FEATURES, FACILITIES


class FormInlinePanel(InlinePanel):
    """Rows inside a form, each with a form class of our own."""

    def __init__(self, *args: Any, form: type[forms.ModelForm], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.form = form

    def clone_kwargs(self) -> dict[str, Any]:
        """With the form class."""
        return {**super().clone_kwargs(), "form": self.form}

    def get_form_options(self) -> dict[str, Any]:
        """With the form class."""
        options = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = self.form
        return options


class ServicesPanel(Panel):
    """What help there is at a place, each with a link to its own form."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "inclusion_map/editing/services_panel.html"


def fields(*names: str, heading: str = "") -> MultiFieldPanel:
    """Some fields under a heading."""
    return MultiFieldPanel([FieldPanel(name) for name in names], heading)


def rules() -> FormInlinePanel:
    """Opening rules."""
    panels = [
        FieldPanel("kind"),
        FieldPanel("weekdays"),
        FieldRowPanel([FieldPanel("opens"), FieldPanel("closes")]),
        FieldPanel("weeks"),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
        FieldPanel("term_time_only"),
    ]
    return FormInlinePanel("opening_rules", panels, heading="Usual times", label="Times", form=RuleForm)


def exceptions() -> FormInlinePanel:
    """Opening exceptions."""
    panels = [
        FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
        FieldPanel("closed"),
        FieldPanel("kind"),
        FieldRowPanel([FieldPanel("opens"), FieldPanel("closes")]),
        FieldPanel("reason"),
        FieldPanel("emergency"),
    ]
    return FormInlinePanel(
        "exceptions", panels, heading="Days that are different", label="Days that are different", form=ExceptionForm
    )


def checks() -> FormInlinePanel:
    """Checks."""
    panels = [FieldRowPanel([FieldPanel("checked_on"), FieldPanel("next_due")]), FieldPanel("source")]
    return FormInlinePanel("checks", panels, heading="Checks", label="Check", form=CheckForm)


SEVERAL_TIMES = (
    "<p>One entry for each stretch of time: a day with a lunch closing has two. Ticking no entry for a day means "
    "closed that day. A place without any entry says that its hours are not confirmed.</p>"
)
CHECKED = (
    "<p>Add a check each time somebody confirms that what is written here is right. The page shows the day. 30 days "
    "after the next check was due the page asks people to ring first; after 90 days it never says “open now”.</p>"
)

WHERE = [
    fields("name", "other_names", "slug", "kind", "organisation", "language", heading="Name"),
    fields("published", "is_demonstration", heading="On the site"),
    fields("address", "postcode", "how_to_find", "transport", heading="Address"),
    fields("latitude", "longitude", "coordinates_from", "ward_code", "uprn", heading="On the map"),
    fields("phone", "text_phone", "email", "website", heading="Contact"),
    fields("status", "status_reason", "status_until", "replaced_by", heading="In use"),
]
TIMES = [HelpPanel(SEVERAL_TIMES), FieldPanel("appointment_only"), rules(), FieldPanel("bank_holidays"), exceptions()]
HELP = [
    ServicesPanel(heading="Help at this place"),
    fields("computers", "time_limit_minutes", *FACILITIES, heading="Facilities"),
    fields("wifi_how", "card_or_id_note", heading="Notes on facilities"),
]
GETTING_IN = [
    *(FieldRowPanel([FieldPanel(name), FieldPanel(f"{name}_note")]) for name in ACCESS_FEATURES),
    fields("access_guide", "access_checked_on"),
]
FRESHNESS = [HelpPanel(CHECKED), checks(), FieldPanel("source")]

PLACE = TabbedInterface(
    [
        ObjectList(WHERE, heading="Where"),
        ObjectList(TIMES, heading="Times"),
        ObjectList(HELP, heading="Help offered"),
        ObjectList(GETTING_IN, heading="Getting in"),
        ObjectList(FRESHNESS, heading="Freshness"),
    ],
    base_form_class=PlaceForm,
)
SERVICE = TabbedInterface(
    [
        ObjectList(
            [
                fields("place", "title", "description", "language", "position"),
                FieldPanel("kinds", widget=forms.CheckboxSelectMultiple),
                fields("access", "booking_link", "setting", heading="How to get it"),
                InlinePanel("languages", [FieldPanel("code"), FieldPanel("speaker")], heading="Languages"),
            ],
            heading="Help",
        ),
        ObjectList(
            [
                fields("is_free", "cost", heading="Cost"),
                fields("for_whom", "minimum_age", "maximum_age", "bring", heading="For whom"),
                fields("stock", "stock_as_of", heading="SIMs and devices to give away"),
            ],
            heading="For whom",
        ),
        ObjectList(
            [HelpPanel("<p>Without times of its own it is offered whenever staff are at the place.</p>"), rules()],
            heading="Times",
        ),
    ],
    base_form_class=ServiceForm,
)
REPORT = ObjectList(
    [
        FieldPanel("place", read_only=True),
        FieldPanel("text", read_only=True),
        FieldPanel("reported_at", read_only=True),
        FieldPanel("settled"),
    ],
    base_form_class=ReportForm,
)
