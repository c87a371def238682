"""Two reports in Wagtail: what visitors say of pages, and which translations no person has read."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.views.decorators.http import require_POST
from wagtail.admin.auth import permission_required
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page

from home.models import Feedback, TranslationReview
from home.reviews import ApprovalRefusedError, approve_translation, waiting
from lms.core.formulas import escape_formula


class ApproveColumn(Column):
    """Read it, correct it, approve it."""

    cell_template_name = "home/admin/approve_cell.html"


class FeedbackReport(ReportView):
    """Every answer, the newest first, to read or to take away as a spreadsheet."""

    model = Feedback
    page_title = "Feedback from visitors"
    header_icon = "comment"
    index_url_name = "home_reports:feedback"
    index_results_url_name = "home_reports:feedback_results"
    columns = [
        Column("page", label="Page"),
        Column("found", label="Found it", accessor=lambda row: "Yes" if row.found else "No"),
        Column("missing", label="What was missing"),
        Column("language", label="Language"),
        DateColumn("at", label="When"),
    ]
    list_export = ["at", "page", "language", "found", "missing"]
    export_headings = {"at": "When", "page": "Page", "language": "Language", "found": "Found it"}
    # What a visitor wrote is never a formula of the spreadsheet that an editor opens.
    custom_field_preprocess = {"missing": {"csv": escape_formula, "xlsx": escape_formula}}

    def get_filename(self) -> str:
        """The name of the file, without its ending."""
        return "feedback"

    def get_base_queryset(self) -> Any:
        """All of them: they say nothing of anybody."""
        return Feedback.objects.order_by("-at", "-pk")


class TranslationsReport(ReportView):
    """The translated pages that a machine wrote and nobody has approved."""

    model = TranslationReview
    page_title = "Translations to review"
    header_icon = "globe"
    index_url_name = "home_reports:translations"
    index_results_url_name = "home_reports:translations_results"
    columns = [
        Column("page", label="Page", accessor=lambda row: row.page.title),
        Column("language", label="Language", accessor=lambda row: row.page.locale.get_display_name()),
        ApproveColumn("approve", label="What to do"),
    ]

    def get_base_queryset(self) -> Any:
        """With what each line shows."""
        return waiting().select_related("page__locale").order_by("page__path")


@require_POST
@permission_required("wagtailadmin.access_admin")
def approve(request: HttpRequest, page_id: int) -> HttpResponse:
    """Somebody has read a translation and stands for it."""
    page = get_object_or_404(Page, pk=page_id, translation_review__isnull=False)
    try:
        approve_translation(page=page, by=request.user)  # type: ignore[arg-type]
    except ApprovalRefusedError as error:
        raise PermissionDenied from error
    messages.success(request, f"“{page.title}” is approved. Its readers are no longer told that a machine wrote it.")
    return redirect("home_reports:translations")


urlpatterns = [
    path("feedback/", FeedbackReport.as_view(), name="feedback"),
    path("feedback/results/", FeedbackReport.as_view(results_only=True), name="feedback_results"),
    path("translations/", TranslationsReport.as_view(), name="translations"),
    path("translations/results/", TranslationsReport.as_view(results_only=True), name="translations_results"),
    path("translations/<int:page_id>/approve/", approve, name="approve"),
]
