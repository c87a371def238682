"""Addresses of a manager's team, below /team/."""

from django.urls import path

from courses.reporting.team import views

urlpatterns = [
    path("", views.team, name="team"),
    path("export.csv", views.team_csv, name="team_csv"),
    path("export.xlsx", views.team_xlsx, name="team_xlsx"),
    path("remind/", views.remind, name="team_remind"),
    path("remind/<uuid:token>/", views.reminded, name="team_reminded"),
    path("<uuid:uuid>/", views.person, name="team_person"),
]
