"""Under ``/staff-records/``."""

from django.urls import path

from lms.organisation.hr import views

urlpatterns = [
    path("", views.staff_records, name="staff_records"),
    path("upload/", views.upload, name="upload_staff_file"),
    path("staff.csv", views.staff_csv, name="staff_csv"),
    path("staff.xlsx", views.staff_xlsx, name="staff_xlsx"),
    path("uploads/<uuid:uuid>/", views.staff_upload, name="staff_upload"),
    path("uploads/<uuid:uuid>/apply/", views.apply, name="apply_staff_upload"),
    path("uploads/<uuid:uuid>/discard/", views.discard, name="discard_staff_upload"),
    path("imports/<uuid:uuid>/", views.staff_import, name="staff_import"),
    path("imports/<uuid:uuid>/undo/", views.undo, name="undo_staff_import"),
]
