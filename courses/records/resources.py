"""Completions as a file for HR: its first columns are those that ``import_completions`` reads."""

from collections.abc import Sequence
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import DateWidget

from courses.records.models import Completion
from lms.organisation.models import Job

# Dates stay dates: the file says how they are written (ISO in CSV, real dates in a workbook).
DATE = DateWidget(coerce_to_string=False)


class CompletionResource(ModelResource):
    """One row a completion, revoked ones included. Writing only: files come in through ``import_completions``."""

    staff_no = Field(attribute="staff_no", column_name="staff_no")
    course_code = Field(attribute="course__code", column_name="course_code")
    completed_on = Field(attribute="completed_on", column_name="completed_on", widget=DATE)
    evidence = Field(column_name="evidence")
    name = Field(attribute="person__display_name", column_name="name")
    course = Field(attribute="course__title", column_name="course")
    version = Field(attribute="version__number", column_name="version")
    valid_until = Field(attribute="valid_until", column_name="valid_until", widget=DATE)
    channel = Field(attribute="get_channel_display", column_name="channel")
    revoked_on = Field(attribute="revoked_on", column_name="revoked_on", widget=DATE)
    revoked_reason = Field(attribute="revoked_reason", column_name="revoked_reason")

    class Meta:
        model = Completion
        fields = (
            "staff_no",
            "course_code",
            "completed_on",
            "evidence",
            "name",
            "course",
            "version",
            "valid_until",
            "channel",
            "revoked_on",
            "revoked_reason",
        )
        export_order = fields

    def dehydrate_evidence(self, completion: Completion) -> str:
        """What shows it. How well somebody did in a check that was marked here is theirs alone to know."""
        return completion.evidence or "Passed the check on this site"


def completions_to_export() -> QuerySet[Completion]:
    """Every completion with what its row needs, oldest first; the staff number is that of the person's newest job."""
    newest = Job.objects.filter(person=OuterRef("person")).order_by("-pk").values("staff_no")[:1]
    rows = Completion.objects.select_related("person", "course", "version").defer("version__content")
    return rows.annotate(staff_no=Subquery(newest)).order_by("completed_on", "pk")


def completion_rows(completions: QuerySet[Completion]) -> tuple[Sequence[str], list[Sequence[Any]]]:
    """The header and the rows of the file."""
    data = CompletionResource().export(queryset=completions)
    return data.headers, list(data)
