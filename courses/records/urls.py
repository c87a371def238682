"""Addresses of the learning pages, below /learn/. The names are promises: other packages link to them."""

from django.urls import path

from courses.records import views

urlpatterns = [
    path("<slug:code>/", views.course, name="learn_course"),
    path("<slug:code>/resume/", views.resume, name="learn_resume"),
    path("<slug:code>/lessons/<int:number>/", views.lesson, name="learn_lesson"),
    path("<slug:code>/check/", views.check, name="learn_check"),
    path("<slug:code>/check/<int:number>/", views.question, name="learn_question"),
    path("<slug:code>/check/answers/", views.answers, name="learn_answers"),
    path("<slug:code>/result/<uuid:uuid>/", views.result, name="learn_result"),
]
