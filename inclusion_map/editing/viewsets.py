"""The lists and forms of places, their services and what belongs to them."""

import django_filters
from django.db.models import QuerySet
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from inclusion_map.editing.forms import WideExceptionForm
from inclusion_map.editing.panels import PLACE, REPORT, SERVICE
from inclusion_map.editing.selectors import CHECK_STATES, in_check_state, last_checked, with_newest_check
from inclusion_map.models import (
    BankHoliday,
    OpeningException,
    Organisation,
    Place,
    PlaceKind,
    PlaceStatus,
    Report,
    SchoolTerm,
    Service,
)


class PlainViewSet(ModelViewSet):
    """A model whose rows are plain: imports write them too, so nothing of the CMS keeps a second copy."""

    add_to_reference_index = False
    search_backend_name = None  # looked for in the rows themselves
    copy_view_enabled = False
    list_per_page = 50


class PlaceFilters(WagtailFilterSet):
    """What the list of places can be narrowed to."""

    kind = django_filters.MultipleChoiceFilter(choices=PlaceKind.choices, label="Kind")
    status = django_filters.MultipleChoiceFilter(choices=PlaceStatus.choices, label="Status")
    check_state = django_filters.ChoiceFilter(choices=CHECK_STATES, label="Check", method="by_check")

    class Meta:
        model = Place
        fields = ["published", "is_demonstration", "organisation"]

    def by_check(self, places: QuerySet[Place], name: str, value: str) -> QuerySet[Place]:
        """By how overdue the next check is."""
        return in_check_state(places, value)


class PlaceIndexView(generic.IndexView):
    """The list of places."""

    def get_base_queryset(self) -> QuerySet[Place]:
        """With the newest check."""
        return with_newest_check(super().get_base_queryset().select_related("organisation"))


class PlaceViewSet(PlainViewSet):
    """Places."""

    model = Place
    name = "places"
    icon = "site"
    menu_label = "Places"
    edit_handler = PLACE
    index_view_class = PlaceIndexView
    filterset_class = PlaceFilters
    search_fields = ["name", "other_names", "address", "postcode"]
    list_display = [
        "name",
        Column("get_kind_display", label="Kind"),
        Column("get_status_display", label="Status"),
        BooleanColumn("published", label="On the site", sort_key="published"),
        Column("checked_on", accessor=last_checked, label="Checked", sort_key="checked_on"),
        Column("next_due", label="Next check", sort_key="next_due"),
    ]


class ServiceAddView(generic.CreateView):
    """A new service, at the place from whose form one came."""

    def get_initial_form_instance(self) -> Service | None:
        """Begins with the place, and its language."""
        pk = self.request.GET.get("place", "")
        place = Place.objects.filter(pk=pk).first() if pk.isascii() and pk.isdigit() and len(pk) < 18 else None
        return Service(place=place, language=place.language) if place else None


class ServiceViewSet(PlainViewSet):
    """Services."""

    model = Service
    name = "places_services"
    icon = "help"
    menu_label = "Services"
    edit_handler = SERVICE
    add_view_class = ServiceAddView
    search_fields = ["title", "description", "place__name"]
    list_display = ["title", "place", Column("get_access_display", label="How to get it")]
    list_filter = ["place", "kinds", "access"]


class OrganisationViewSet(PlainViewSet):
    """Organisations."""

    model = Organisation
    name = "places_organisations"
    icon = "group"
    menu_label = "Organisations"
    search_fields = ["name", "description"]
    list_display = ["name", Column("get_kind_display", label="Kind"), "website"]
    list_filter = ["kind"]
    panels = [
        FieldPanel(name)
        for name in (
            "name",
            "slug",
            "kind",
            "description",
            "language",
            "website",
            "email",
            "charity_number",
            "is_demonstration",
        )
    ]


class WideExceptionIndexView(generic.IndexView):
    """Exceptions that no single place has."""

    def get_base_queryset(self) -> QuerySet[OpeningException]:
        """Those of a place are in the place's own form."""
        return super().get_base_queryset().filter(place=None).select_related("organisation")


class WideExceptionViewSet(PlainViewSet):
    """Days on which a whole organisation, or everywhere, is different."""

    model = OpeningException
    name = "places_closures"
    icon = "warning"
    menu_label = "Wider closures"
    index_view_class = WideExceptionIndexView
    list_display = ["__str__", Column("organisation", label="Organisation (none: everywhere)"), "reason"]
    list_filter = ["organisation", "emergency"]
    edit_handler = ObjectList(
        [
            FieldPanel("organisation", help_text="Empty: at every place. Only an emergency can be."),
            FieldPanel("emergency"),
            FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
            FieldPanel("closed"),
            FieldPanel("kind"),
            FieldRowPanel([FieldPanel("opens"), FieldPanel("closes")]),
            FieldPanel("reason"),
        ],
        base_form_class=WideExceptionForm,
    )


class ReportFilters(WagtailFilterSet):
    """What the list of reports can be narrowed to."""

    settled = django_filters.BooleanFilter(field_name="settled_at", lookup_expr="isnull", exclude=True, label="Settled")

    class Meta:
        model = Report
        fields: list[str] = []


class ReportViewSet(PlainViewSet):
    """What the public says is wrong."""

    model = Report
    name = "places_reports"
    icon = "comment"
    menu_label = "Reported by the public"
    edit_handler = REPORT
    filterset_class = ReportFilters
    search_fields = ["text", "place__name"]
    list_display = [
        "__str__",
        Column("place", label="Place"),
        DateColumn("reported_at", label="Reported", sort_key="reported_at"),
        DateColumn("settled_at", label="Settled", sort_key="settled_at"),
    ]


class BankHolidayViewSet(PlainViewSet):
    """Bank holidays."""

    model = BankHoliday
    name = "places_bank_holidays"
    icon = "date"
    menu_label = "Bank holidays"
    list_display = ["title", "date", BooleanColumn("substitute_elsewhere", label="A weekday stands in for it")]
    form_fields = ["date", "title", "substitute_elsewhere"]
    ordering = ["-date"]


class SchoolTermViewSet(PlainViewSet):
    """School terms."""

    model = SchoolTerm
    name = "places_school_terms"
    icon = "date"
    menu_label = "School terms"
    list_display = ["name", "first_day", "last_day"]
    form_fields = ["name", "first_day", "last_day"]
    ordering = ["-first_day"]
