"""What the app adds to the editor's interface."""

from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSetGroup

from inclusion_map.editing.reports import ChecksDueView
from inclusion_map.editing.transfer import TransferMenuItem, TransferViewSet
from inclusion_map.editing.viewsets import (
    BankHolidayViewSet,
    OrganisationViewSet,
    PlaceViewSet,
    ReportViewSet,
    SchoolTermViewSet,
    ServiceViewSet,
    WideExceptionViewSet,
)


class PlacesGroup(ViewSetGroup):
    """Everything about places, under one entry of the menu."""

    menu_label = "Places of help"
    menu_icon = "site"
    menu_order = 250
    items = (
        PlaceViewSet,
        ServiceViewSet,
        OrganisationViewSet,
        WideExceptionViewSet,
        ReportViewSet,
        BankHolidayViewSet,
        SchoolTermViewSet,
        TransferViewSet,
    )


@hooks.register("register_admin_viewset")
def places() -> PlacesGroup:
    """The group's addresses and menu."""
    return PlacesGroup()


@hooks.register("register_admin_urls")
def report_urls() -> list[URLPattern]:
    """Addresses of the report."""
    return [
        path("reports/places-checks-due/", ChecksDueView.as_view(), name="places_checks_due"),
        path(
            "reports/places-checks-due/results/",
            ChecksDueView.as_view(results_only=True),
            name="places_checks_due_results",
        ),
    ]


@hooks.register("register_reports_menu_item")
def checks_due() -> MenuItem:
    """The report in the menu, for whoever may mend what it lists."""
    return TransferMenuItem("Checks due", reverse("places_checks_due"), name="places-checks-due", icon_name="date")
