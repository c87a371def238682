"""The publishing desk."""

from django.urls import path

from courses.catalogue.desk import checking, dates, views

urlpatterns = [
    path("", views.home, name="publish"),
    path("new/", views.new_class, name="publish_new"),
    path("copy/", dates.copy_which, name="publish_copy_which"),
    path("<uuid:uuid>/", checking.show, name="publish_class"),
    path("<uuid:uuid>/about/", views.about, name="publish_about"),
    path("<uuid:uuid>/who/", views.who, name="publish_who"),
    path("<uuid:uuid>/dates/", dates.dates, name="publish_dates"),
    path("<uuid:uuid>/dates/where/", dates.where, name="publish_where"),
    path("<uuid:uuid>/dates/at/<slug:slug>/", dates.when, name="publish_when"),
    path("<uuid:uuid>/dates/<uuid:run>/remove/", dates.remove, name="publish_remove"),
    path("<uuid:uuid>/dates/<uuid:run>/cancel/", dates.cancel, name="publish_cancel"),
    path("<uuid:uuid>/cost/", views.cost, name="publish_cost"),
    path("<uuid:uuid>/copy/", dates.copy, name="publish_copy"),
    path("<uuid:uuid>/sent/", checking.sent, name="publish_sent"),
    path("<uuid:uuid>/withdraw/", checking.withdraw, name="publish_withdraw"),
]
