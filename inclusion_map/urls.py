"""Find help: the list and its map, a place, the printed sheet."""

from django.urls import path

from inclusion_map.views import finding, place

urlpatterns = [
    path("", finding.find_help, name="find_help"),
    path("places.geojson", finding.find_help_geojson, name="find_help_geojson"),
    path("print/", finding.find_help_print, name="find_help_print"),
    path("<slug:slug>/", place.show_place, name="place"),
    path("<slug:slug>/wrong/", place.report, name="place_report"),
    path("<slug:slug>/wrong/sent/", place.reported, name="place_reported"),
]
