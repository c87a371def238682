"""The addresses of classes, below those of the catalogue."""

from django.urls import path

from courses.catalogue import views

urlpatterns = [path("<slug:slug>/", views.show_class, name="class_page")]
