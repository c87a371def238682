"""Addresses below /staff-records/ that are about learning records."""

from django.urls import path

from courses.records import hr_views

urlpatterns = [
    path("completions.csv", hr_views.completions_csv, name="completions_csv"),
    path("completions.xlsx", hr_views.completions_xlsx, name="completions_xlsx"),
]
