"""The pages that come with the product: made once in each language, true, and an editor's from the first change."""

import re
from dataclasses import replace

from django.conf import settings
from django.core.management import call_command
from wagtail.models import Locale, Page, Site

from courses.shipped.loading import load_courses, plan_courses
from courses.shipped.validate import SHIPPED
from home.models import StandardPage, TranslationReview
from home.reviews import approve_translation
from home.shipped_pages import PAGES, load_pages
from lms.core.models import CouncilSettings
from tests.course_pages import an_editor

NAMES = [shipped.name for shipped in PAGES]
EVERY = {f"{name}/{code}" for code in ("pl", "ar") for name in (*NAMES, "home", "courses")}


def test_again_changes_nothing(site):
    before = list(Page.objects.order_by("pk").values_list("pk", "latest_revision_id", "numchild"))

    done = load_pages()

    assert (done.made, done.updated, set(done.left)) == ([], [], {*NAMES, *EVERY})
    assert list(Page.objects.order_by("pk").values_list("pk", "latest_revision_id", "numchild")) == before
    assert Page.find_problems() == ([], [], [], [], [])


def test_every_page_is_in_the_footer_in_every_language(client, site):
    for prefix in ("", "/pl", "/ar"):
        footer = client.get(f"{prefix}/").content.decode().split("<footer")[1]
        assert re.findall(r'href="([^"]+/)"', footer) == [f"{prefix}/{name}/" for name in NAMES]


def test_what_an_editor_changed_is_left_alone(site):
    page = StandardPage.objects.get(shipped_as="about", locale=Locale.get_default())
    revision = page.get_latest_revision_as_object()
    revision.introduction = "Our own words."
    revision.save_revision()
    StandardPage.objects.get(shipped_as="contact", locale=Locale.get_default()).unpublish()

    done = load_pages()

    assert done.made == done.updated == []
    assert StandardPage.objects.get(pk=page.pk).get_latest_revision_as_object().introduction == "Our own words."
    assert not StandardPage.objects.get(shipped_as="contact", locale=Locale.get_default()).live


def test_words_of_a_newer_release_come_in_and_ask_for_review_again(site, monkeypatch):
    page = StandardPage.objects.get(shipped_as="cookies", locale__language_code="pl")
    approve_translation(page=page, by=an_editor())
    newer = [
        replace(shipped, title="Digital skills", introduction="Courses") if shipped.name == "cookies" else shipped
        for shipped in PAGES
    ]
    monkeypatch.setattr("home.shipped_pages.PAGES", newer)

    done = load_pages()

    assert done.updated == ["cookies", "cookies/pl", "cookies/ar"]
    page.refresh_from_db()
    assert (page.title, page.introduction) == ("Umiejętności cyfrowe", "Kursy")
    assert TranslationReview.objects.get(page=page).approved_at is None


def test_contact_says_what_is_missing(client, site):
    assert "No phone number has been given yet." in client.get("/contact/").content.decode()
    council = CouncilSettings.for_site(Site.objects.get(is_default_site=True))
    council.contact_phone = "020 7946 0000"
    council.save()

    text = client.get("/pl/contact/").content.decode()

    assert '<bdi dir="ltr">020 7946 0000</bdi>' in text
    assert "Nie podano jeszcze adresu e-mail." in text


def test_the_cookies_page_names_the_cookies_that_are_set(client, site):
    page = client.get("/cookies/").content.decode()

    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        assert name in page
    client.get("/accounts/login/")
    assert set(client.cookies) <= {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages"}


def test_the_command_says_what_it_did(site, capsys):
    StandardPage.objects.get(shipped_as="contact", locale__language_code="ar").delete()

    call_command("load_pages", "--dry-run")
    assert "contact/ar: new" in capsys.readouterr().out
    assert not StandardPage.objects.filter(shipped_as="contact", locale__language_code="ar").exists()
    call_command("load_pages")
    assert "Pages: 1 new, 0 updated, 18 left as they are" in capsys.readouterr().out
    assert StandardPage.objects.filter(shipped_as="contact", locale__language_code="ar").exists()


def test_a_dry_run_leaves_no_file(site, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    load_courses(plans=plan_courses([SHIPPED / "online-safely"]))
    before = set(tmp_path.rglob("*"))

    call_command("load_pages", "--dry-run", verbosity=0)
    assert set(tmp_path.rglob("*")) == before
    call_command("load_pages", verbosity=0)
    assert len(set(tmp_path.rglob("*")) - before) == 12  # six drawings in two languages


def test_no_page_claims_what_nobody_did(client, site):
    statement = client.get("/accessibility/").content.decode()

    assert "No outside expert has checked this site yet." in statement
    assert "fully compliant" not in statement
