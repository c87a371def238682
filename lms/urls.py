"""Every address of the service. Each has a row in the access table (tests/integration/access/table.py)."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from home import views as home_views
from lms.core import views as core_views
from lms.people import views as people_views

# A second factor is asked for by allauth only: a password posted to an admin's own login would walk past it.
to_sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)

urlpatterns = [
    path("healthz", core_views.healthz, name="healthz"),
    path("readyz", core_views.readyz, name="readyz"),
    path("admin/login/", to_sign_in),
    re_path(r"^admin/password_reset/", RedirectView.as_view(pattern_name="account_reset_password")),
    path("admin/", include(wagtailadmin_urls)),
    path("django-admin/login/", to_sign_in),
    path("django-admin/", admin.site.urls),
    path("documents/", include(wagtaildocs_urls)),
    # Before allauth's own page of that address: an e-mail address comes from the staff file.
    path("accounts/email/", people_views.email_from_staff_file),
    path("accounts/", include("allauth.urls")),
    path("theme.css", home_views.theme, name="theme"),
    # Pictures and videos that editors upload, and nothing else: a document has restrictions of its own, which only
    # /documents/ asks for. A front server may take these folders over; the embedded installation has none.
    re_path(
        r"^media/(?P<folder>images|original_images|media|media_thumbnails)/(?P<path>.*)$",
        core_views.media,
        name="media",
    ),
]

urlpatterns += i18n_patterns(
    path("learn/", home_views.my_learning, name="learn"),
    path("feedback/", include("home.urls")),
    path("search/", include("search.urls")),
    path("learn/", include("courses.records.urls")),
    # Before the courses, so that a class may be called "Quiz".
    path("courses/classes/", include("courses.catalogue.urls")),
    path("courses/", include("courses.records.public.urls")),
    path("staff-records/", include("lms.organisation.hr.urls")),
    path("staff-records/", include("courses.records.hr_urls")),
    path("team/", include("courses.reporting.team.urls")),
    path("performance/", include("courses.reporting.urls")),
    path("certificates/", include("certificates.urls")),
    path("publish/", include("courses.catalogue.desk.urls")),
    path("digital-help/", include("inclusion_map.urls")),
    path("design-system/", include("lms.design_system.urls")),
    # Before Wagtail's own sign-in for restricted pages, which would ask for no second factor either.
    path("_util/login/", to_sign_in),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
