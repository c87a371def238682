from django.urls import path

from lms.design_system.views import catalogue

app_name = "design_system"

urlpatterns = [path("", catalogue, name="catalogue")]
