"""The pages of HR officers. Every one of them asks ``hr_view``."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms.core.clock import today
from lms.core.spreadsheets import csv_response, xlsx_response
from lms.organisation.hr.access import hr_view
from lms.organisation.hr.exports import note_staff_export
from lms.organisation.hr.forms import UploadForm
from lms.organisation.hr.history import told, touched_by
from lms.organisation.hr.screens import summary_of, upload_screen
from lms.organisation.hr.uploads import apply_upload, check_upload, discard_upload, keep_upload
from lms.organisation.models import StaffImport, StaffUpload
from lms.organisation.resources import StaffResource, UnitResource, staff_lines, unit_lines
from lms.organisation.staff_file.services import PlanChangedError
from lms.organisation.staff_file.undo import CannotUndoError, undo_staff_import, why_not
from lms.people.models import User

PER_PAGE = 50


@require_safe
@hr_view
def staff_records(request: HttpRequest) -> HttpResponse:
    """Files that wait for a decision, and every import with its counts and who approved it."""
    waiting = StaffUpload.objects.filter(state=StaffUpload.State.WAITING).select_related("uploaded_by")
    imports = StaffImport.objects.defer("change_set").select_related("applied_by", "approved_by")
    page = Paginator(imports, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "organisation/staff_records.html", {"waiting": waiting, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@hr_view
def upload(request: HttpRequest) -> HttpResponse:
    """Choose a staff file. Nothing is applied by it."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        kept = keep_upload(uploaded_by=_reader(request), **form.cleaned_data)
        return redirect("staff_upload", kept.uuid)
    return render(request, "organisation/upload.html", {"form": form}, status=400 if form.errors else 200)


@require_safe
@hr_view
def staff_upload(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What a file that waits would do."""
    found = get_object_or_404(StaffUpload.objects.select_related("uploaded_by", "staff_import"), uuid=uuid)
    if found.staff_import is not None:
        return redirect("staff_import", found.staff_import.uuid)
    if found.state != StaffUpload.State.WAITING:
        return render(request, "organisation/upload_gone.html", {"upload": found}, status=410)
    report = check_upload(upload=found, reader=_reader(request))
    screen = upload_screen(found, report, _reader(request))
    return render(request, "organisation/staff_upload.html", {"screen": screen})


@require_POST
@hr_view
def apply(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Apply a file as it was shown; by somebody other than who uploaded it, that is the approval."""
    found = get_object_or_404(StaffUpload, uuid=uuid)
    try:
        report = apply_upload(upload=found, by=_reader(request), expected=request.POST.get("fingerprint") or "none")
    except StaffUpload.DoesNotExist:
        return redirect("staff_upload", uuid)
    except PlanChangedError:
        messages.warning(request, _("The records changed while you were reading. Look again at what the file does."))
        return redirect("staff_upload", uuid)
    if report.staff_import is None:
        messages.error(request, _("Nothing was applied."))
        return redirect("staff_upload", uuid)
    messages.success(request, _("Done. %(summary)s") % {"summary": summary_of(report.plan.counts)})
    return redirect("staff_import", report.staff_import.uuid)


@require_POST
@hr_view
def discard(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Throw a file away that waits."""
    found = get_object_or_404(StaffUpload, uuid=uuid)
    try:
        discard_upload(upload=found, by=_reader(request))
    except StaffUpload.DoesNotExist:
        return redirect("staff_upload", uuid)
    messages.success(request, _("The file was thrown away. Nothing was changed."))
    return redirect("staff_records")


@require_safe
@hr_view
def staff_import(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What one import did, to whom, and whether it can be undone."""
    imports = StaffImport.objects.select_related("applied_by", "approved_by")
    found = get_object_or_404(imports, uuid=uuid)
    touched = touched_by(found)
    page = Paginator(touched.jobs, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "imported": found,
        "summary": summary_of(found.counts),
        "page": page,
        "rows": told(touched, list(page.object_list)),
        "columns": [_("Name"), _("Staff number"), _("What happened")],
        "cannot_undo": why_not(found),
    }
    return render(request, "organisation/staff_import.html", context)


@require_POST
@hr_view
def undo(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take an import back."""
    found = get_object_or_404(StaffImport, uuid=uuid)
    try:
        undo_staff_import(staff_import=found, undone_by=_reader(request))
    except CannotUndoError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Undone. Everything this import changed is as it was."))
    return redirect("staff_import", uuid)


@require_safe
@hr_view
def staff_csv(request: HttpRequest) -> HttpResponse:
    """Everybody, in the form of the staff file."""
    staff = _exported(request, "csv")
    return csv_response(f"staff-{today():%Y-%m-%d}.csv", staff.headers, staff)


@require_safe
@hr_view
def staff_xlsx(request: HttpRequest) -> HttpResponse:
    """Everybody and every unit, in the form of the staff file."""
    staff = _exported(request, "xlsx")
    units = UnitResource().export(unit_lines(on=today()))
    return xlsx_response(
        f"staff-{today():%Y-%m-%d}.xlsx",
        staff.headers,
        staff,
        sheet="staff",
        more_sheets={"units": (units.headers, units)},
    )


def _exported(request: HttpRequest, ending: str):
    staff = StaffResource().export(list(staff_lines(on=today())))
    note_staff_export(by=_reader(request), rows=len(staff), ending=ending, on=today())
    return staff


def _reader(request: HttpRequest) -> User:
    return cast(User, request.user)
