"""The public figures."""

from django.urls import path

from courses.reporting import views

urlpatterns = [
    path("", views.performance, name="performance"),
    path("data.csv", views.performance_csv, name="performance_csv"),
    path("data.json", views.performance_json, name="performance_json"),
]
