"""Keeping, applying and throwing away the staff files that HR uploads."""

import datetime as dt
from functools import partial

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from lms.core.clock import now
from lms.core.models import AuditEntry
from lms.organisation.models import StaffUpload
from lms.organisation.staff_file.services import Report, Upload, apply_staff_file, check_staff_file
from lms.people.models import User


def keep_upload(
    *,
    file: UploadedFile,
    units: UploadedFile | None,
    effective_from: dt.date,
    full: bool,
    skip_bad_rows: bool,
    uploaded_by: User,
) -> StaffUpload:
    """Keep a file until somebody decides about it. Older ones that nobody decided about are thrown away."""
    discard_old_uploads()
    upload = StaffUpload(
        file_name=(file.name or "")[-200:],
        effective_from=effective_from,
        full=full,
        skip_bad_rows=skip_bad_rows,
        uploaded_by=uploaded_by,
    )
    upload.file.save("", file, save=False)
    if units is not None:
        upload.units_file.save("", units, save=False)
    upload.save()
    return upload


def check_upload(*, upload: StaffUpload, reader: User) -> Report:
    """What the file would do if the reader applied it now."""
    return check_staff_file(upload=_contents(upload), approved_by=_second_person(upload, reader))


def apply_upload(*, upload: StaffUpload, by: User, expected: str) -> Report:
    """Apply an upload, as it was shown to somebody (``expected``: the plan's fingerprint).

    Whoever did not upload it approves it by applying it. Raises ``PlanChangedError`` if it would now do something
    else, and ``StaffUpload.DoesNotExist`` if it was decided about meanwhile.
    """
    with transaction.atomic():
        upload = _waiting(upload)
        report = apply_staff_file(
            upload=_contents(upload),
            applied_by=upload.uploaded_by,
            approved_by=_second_person(upload, by),
            expected=expected,
        )
        if report.staff_import is not None:
            upload.staff_import = report.staff_import
            _finish(upload, StaffUpload.State.APPLIED)
    return report


def discard_upload(*, upload: StaffUpload, by: User) -> None:
    """Throw a file away unapplied. Raises ``StaffUpload.DoesNotExist`` if it was decided about meanwhile."""
    with transaction.atomic():
        upload = _waiting(upload)
        _finish(upload, StaffUpload.State.DISCARDED)
        AuditEntry.objects.create(
            actor=by,
            verb="staff_file_discarded",
            object_type="organisation.staffupload",
            object_uuid=upload.uuid,
        )


def discard_old_uploads() -> int:
    """Throw away what has waited for ``StaffUpload.KEEP_DAYS``: a file full of names is not kept for nothing."""
    before = now() - dt.timedelta(days=StaffUpload.KEEP_DAYS)
    old = StaffUpload.objects.filter(state=StaffUpload.State.WAITING, uploaded_at__lt=before)
    with transaction.atomic():
        found = list(old.select_for_update())
        for upload in found:
            _finish(upload, StaffUpload.State.DISCARDED)
    return len(found)


def _second_person(upload: StaffUpload, reader: User) -> User | None:
    return reader if reader.pk != upload.uploaded_by_id else None


def _waiting(upload: StaffUpload) -> StaffUpload:
    waiting = StaffUpload.objects.select_for_update(of=("self",)).filter(state=StaffUpload.State.WAITING)
    return waiting.select_related("uploaded_by").get(pk=upload.pk)


def _contents(upload: StaffUpload) -> Upload:
    return Upload(
        file_name=upload.file_name,
        data=_bytes(upload.file),
        units=_bytes(upload.units_file) if upload.units_file else None,
        effective_from=upload.effective_from,
        full=upload.full,
        skip_bad_rows=upload.skip_bad_rows,
    )


def _bytes(file) -> bytes:
    with file.open("rb") as opened:
        return opened.read()


def _finish(upload: StaffUpload, state: str) -> None:
    names = [(field.storage, str(field.name)) for field in (upload.file, upload.units_file) if field]
    upload.state, upload.file, upload.units_file = state, "", ""
    upload.save()
    # Only once it is certain: a rolled-back decision must find its file again.
    for storage, name in names:
        transaction.on_commit(partial(storage.delete, name))
