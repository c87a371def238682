"""A file of places in the editor's interface: what it would change is shown before anything is changed."""

from typing import Any, cast
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.http import content_disposition_header
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from inclusion_map.editing.forms import FileForm
from inclusion_map.transfer.services import PlanChangedError, export_csv, export_workbook, import_places
from lms.core.spreadsheets import CSV_TYPE, XLSX_TYPE
from lms.core.tables.limits import MOST_BYTES
from lms.people.models import User

RIGHTS = ("inclusion_map.add_place", "inclusion_map.change_place")
IN_SESSION = "places_file"
MOST_SHOWN = 200


def may_transfer(user: Any) -> bool:
    """Whether somebody may bring places in and take them out."""
    return user.is_active and user.has_perms(RIGHTS)


class TransferView(WagtailAdminTemplateMixin, TemplateView):
    """For editors of places."""

    page_title = "Spreadsheet of places"
    header_icon = "table"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way here."""
        return [*self.breadcrumbs_items, {"url": reverse("places_file:index"), "label": self.page_title}]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuses everybody else."""
        if not may_transfer(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class UploadView(TransferView):
    """Where a file is taken out, and one is brought."""

    template_name = "inclusion_map/editing/upload.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form."""
        return {"form": FileForm(), **super().get_context_data(**kwargs)}

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keeps the file until its preview is confirmed or another is brought."""
        form = FileForm(request.POST, request.FILES)
        if form.is_valid() and form.cleaned_data["file"].size > MOST_BYTES:
            form.add_error("file", f"The file is larger than {MOST_BYTES // 1_000_000} MB.")
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        forget_file(request)
        token, file = uuid4(), form.cleaned_data["file"]
        storages["private"].save(_stored_name(token), ContentFile(file.read()))
        request.session[IN_SESSION] = {"token": str(token), "name": file.name[-200:]}
        return redirect("places_file:preview", token)


class PreviewView(TransferView):
    """What the file would change, and the button that changes it."""

    template_name = "inclusion_map/editing/preview.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Tries the file and shows every difference."""
        name, data = _kept(request, kwargs["token"])
        found = import_places(file_name=name, data=data, dry_run=True)
        return self.render_to_response(
            self.get_context_data(
                file_name=name,
                found=found,
                errors=found.errors[:MOST_SHOWN],
                changes=found.changes[:MOST_SHOWN],
                more=max(0, len(found.errors or found.changes) - MOST_SHOWN),
            )
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Does what was shown, or nothing."""
        name, data = _kept(request, kwargs["token"])
        try:
            done = import_places(
                file_name=name, data=data, by=cast(User, request.user), expected=request.POST.get("fingerprint", "")
            )
        except PlanChangedError:
            messages.warning(request, "Somebody changed these places meanwhile. Look at the differences again.")
            return redirect(request.path)
        if done.errors:
            return redirect(request.path)
        forget_file(request)
        total = done.total
        words = f"{total.created:,} new, {total.changed:,} changed, {total.removed:,} removed."
        messages.success(request, f"The file is in: {words}")
        return redirect("places:index")


class ExportView(TransferView):
    """Everything as a file."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """XLSX with every sheet, or CSV of places alone."""
        if kwargs["ending"] == "xlsx":
            body, kind = export_workbook(), XLSX_TYPE
        else:
            body, kind = export_csv().encode("utf-8-sig"), CSV_TYPE
        disposition = content_disposition_header(as_attachment=True, filename=f"places.{kwargs['ending']}")
        return HttpResponse(body, content_type=kind, headers={"Content-Disposition": disposition or "attachment"})


def forget_file(request: HttpRequest) -> None:
    """Throws away the file that waits for its confirmation."""
    kept = request.session.pop(IN_SESSION, None)
    if kept:
        storages["private"].delete(_stored_name(UUID(kept["token"])))


def _kept(request: HttpRequest, token: UUID) -> tuple[str, bytes]:
    """The file this person brought. Raises Http404 for anybody else's, and for one that is gone."""
    kept = request.session.get(IN_SESSION)
    if not kept or kept["token"] != str(token):
        raise Http404
    try:
        with storages["private"].open(_stored_name(token)) as file:
            return kept["name"], file.read()
    except FileNotFoundError:
        raise Http404 from None


def _stored_name(token: UUID) -> str:
    return f"places-files/{token}"


class TransferMenuItem(MenuItem):
    """Shown to whoever may use it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """As the views themselves ask."""
        return may_transfer(request.user)


class TransferViewSet(ViewSet):
    """Import and export."""

    name = "places_file"
    url_prefix = "places-file"
    icon = "table"
    menu_label = "Import and export"
    menu_item_class = TransferMenuItem

    def get_urlpatterns(self) -> list:
        """Upload, preview and export."""
        return [
            path("", UploadView.as_view(), name="index"),
            path("export.<str:ending>", _only_known(ExportView.as_view()), name="export"),
            path("<uuid:token>/", PreviewView.as_view(), name="preview"),
        ]


def _only_known(view: Any) -> Any:
    def export(request: HttpRequest, ending: str) -> HttpResponseBase:
        if ending not in ("xlsx", "csv"):
            raise Http404
        return view(request, ending=ending)

    return export
