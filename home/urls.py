"""Feedback at the foot of every page."""

from django.urls import path

from home import feedback_views

urlpatterns = [
    path("", feedback_views.answer, name="feedback"),
    path("<uuid:uuid>/", feedback_views.more, name="feedback_more"),
]
