"""The report of checks that are due."""

from typing import Any

from django.db.models import QuerySet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from inclusion_map.editing.selectors import checks_due, last_checked
from inclusion_map.models import Place
from lms.core import clock


class ChecksDueView(ReportView):
    """Published places whose check is due, longest overdue first, with whom to ring."""

    page_title = "Checks due"
    header_icon = "date"
    index_url_name = "places_checks_due"
    index_results_url_name = "places_checks_due_results"
    permission_policy = ModelPermissionPolicy(Place)
    any_permission_required = ["change"]
    columns = [
        TitleColumn("name", label="Place", url_name="places:edit"),
        Column("organisation", label="Organisation"),
        Column("phone", label="Telephone"),
        Column("email", label="E-mail"),
        Column("checked_on", accessor=last_checked, label="Checked"),
        Column("next_due", label="Next check was due"),
    ]

    def get_queryset(self) -> QuerySet[Place]:
        """As at today."""
        return checks_due(on=clock.today())

    def get_base_queryset(self) -> QuerySet[Any]:
        """The same."""
        return self.get_queryset()
