"""Addresses below /certificates/. They are printed on paper: they never change."""

from django.urls import path

from certificates import views

urlpatterns = [
    path("", views.look_up, name="certificate_look_up"),
    path("<str:code>.pdf", views.certificate_pdf, name="certificate_pdf"),
    path("<str:code>/", views.certificate, name="certificate"),
]
