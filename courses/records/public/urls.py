"""Addresses of public courses, below the course's own page. The names are promises: others link here."""

from django.urls import path

from courses.records.public import views

urlpatterns = [
    path("<slug:code>/lessons/<int:number>/", views.lesson, name="public_lesson"),
    path("<slug:code>/quiz/", views.quiz, name="public_quiz"),
]
