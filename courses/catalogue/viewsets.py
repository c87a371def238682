"""Classes and their providers as editors see them in Wagtail. Who writes for a provider is not in the CMS."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.snippets.views.snippets import EditView, SnippetViewSet, SnippetViewSetGroup

from courses.catalogue.models import Provider, TaughtCourse
from courses.catalogue.rules import MOST_OUTCOMES


class ClassForm(WagtailAdminModelForm):
    """The editor's form. What residents need is required; a price and "free" exclude each other."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        lines = [line for line in cleaned.get("outcomes", "").splitlines() if line.strip()]
        if len(lines) > MOST_OUTCOMES:
            self.add_error("outcomes", f"Give at most {MOST_OUTCOMES}, one a line.")
        if cleaned.get("is_free") and (cleaned.get("price") or cleaned.get("concessions")):
            self.add_error("price", ValidationError("A class that is free has no price. Empty this, or untick “free”."))
        if cleaned.get("is_free") is False and not cleaned.get("price"):
            self.add_error("price", "Say what it costs, or tick “free”.")
        return cleaned


TaughtCourse.base_form_class = ClassForm


class ClassEditView(EditView):
    """Wagtail publishes the newest revision, whatever the editor has before them: here what was not seen is refused."""

    def is_valid(self, form: Any) -> bool:
        decides = any(name in self.request.POST for name in ("action-publish", "action-workflow-action"))
        if decides and self.is_out_of_date:
            self.produced_error_code = "invalid_revision"
            self.produced_error_message = (
                "Somebody changed this class after you opened it, so nothing was decided. "
                "Open it again and look at what is new."
            )
            return False
        return super().is_valid(form)


class ClassViewSet(SnippetViewSet):
    """Classes: those that wait for a decision come first."""

    model = TaughtCourse
    edit_view_class = ClassEditView
    icon = "group"
    menu_label = "Classes"
    list_display = ["__str__", "provider", "status_string", UpdatedAtColumn()]
    list_filter = ["provider", "live", "level"]
    search_fields = ["title"]
    copy_view_enabled = False
    panels = [
        FieldPanel("provider", read_only=True),
        MultiFieldPanel([FieldPanel("title"), FieldPanel("outcomes"), FieldPanel("language")], "What it is"),
        MultiFieldPanel(
            [
                FieldPanel("level"),
                FieldPanel("for_whom"),
                FieldPanel("teaching_language"),
                FieldPanel("access_needs"),
            ],
            "Who it is for",
        ),
        InlinePanel(
            "runs",
            [
                FieldPanel("place"),
                FieldPanel("first_day"),
                FieldPanel("last_day"),
                FieldPanel("weekdays"),
                FieldPanel("starts"),
                FieldPanel("ends"),
                FieldPanel("capacity"),
                FieldPanel("note"),
            ],
            heading="When and where",
            label="Dates",
        ),
        MultiFieldPanel(
            [
                FieldPanel("is_free"),
                FieldPanel("price"),
                FieldPanel("concessions"),
                FieldPanel("how_to_book"),
                FieldPanel("booking_phone"),
                FieldPanel("booking_email"),
                FieldPanel("booking_link"),
            ],
            "Cost and booking",
        ),
    ]


class ProviderViewSet(SnippetViewSet):
    """Who teaches. Its people are added by a command, never here."""

    model = Provider
    icon = "home"
    menu_label = "Providers"
    list_display = ["__str__", "email", "phone"]
    search_fields = ["name"]
    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("organisation"),
        FieldPanel("email"),
        FieldPanel("phone"),
        FieldPanel("website"),
    ]


class TeachingGroup(SnippetViewSetGroup):
    """Both under one heading of the menu."""

    menu_label = "Classes"
    menu_icon = "group"
    menu_order = 250
    items = (ClassViewSet, ProviderViewSet)
