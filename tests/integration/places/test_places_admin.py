"""Places in the editor's interface."""

import datetime as dt
import io

import pytest
import time_machine
from django.contrib.auth.models import Group, Permission
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from inclusion_map.editing.rights import editors_rights
from inclusion_map.models import Check, OpeningException, Place, Report, Service
from lms.core.models import AuditEntry
from lms.organisation.models import Role
from lms.people.models import User
from tests.builders import LONG_AGO, give_job, give_role, make_person, make_unit
from tests.integration.places.sheets import CHRISTMAS, HUB, WEEKDAY, book, bring_in, everything
from tests.learners import signed_in, words

pytestmark = pytest.mark.django_db

LISTS = (
    "places:index",
    "places_services:index",
    "places_organisations:index",
    "places_closures:index",
    "places_reports:index",
    "places_bank_holidays:index",
    "places_school_terms:index",
    "places_file:index",
    "places_checks_due",
)
FORMS = [name.replace(":index", ":add") for name in LISTS[:4]] + ["places_bank_holidays:add", "places_school_terms:add"]


@pytest.fixture(autouse=True)
def on_the_day():
    with time_machine.travel(dt.datetime(2026, 11, 22, 10, 0, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def editor() -> Client:
    group = Group.objects.create(name="Editors of places")
    group.permissions.add(*editors_rights())
    group.permissions.add(*_access_admin())
    user = User.objects.create_user("ed@council.example")
    user.groups.add(group)
    client = Client()
    client.force_login(user, backend="lms.people.backends.AccountBackend")
    return client


def _access_admin():
    return Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin")


@pytest.fixture
def place() -> Place:
    bring_in(everything())
    return Place.objects.get()


def inline(prefix: str, rows: list[dict], initial: int = 0) -> dict[str, object]:
    """A formset as a browser posts it."""
    posted: dict[str, object] = {
        f"{prefix}-TOTAL_FORMS": len(rows),
        f"{prefix}-INITIAL_FORMS": initial,
        f"{prefix}-MIN_NUM_FORMS": 0,
        f"{prefix}-MAX_NUM_FORMS": 1000,
    }
    for number, row in enumerate(rows):
        posted |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return posted


def place_form(place: Place, *, rules=(), exceptions=(), checks=(), **changed) -> dict[str, object]:
    """A place's form as it stands, with some of it changed."""
    posted = {
        field.name: "" if (value := field.value_from_object(place)) is None else value
        for field in Place._meta.concrete_fields
        if field.editable and field.name not in ("id", "published", "is_demonstration", "appointment_only")
    }
    return {
        **posted,
        **inline("opening_rules", list(rules)),
        **inline("exceptions", list(exceptions)),
        **inline("checks", list(checks)),
        **changed,
    }


RULE = {"kind": "staffed", "weekdays": ["MO", "TU"], "opens": "09:30", "closes": "17:00", "weeks": "every"}
CLOSED = {"first_day": "2026-12-24", "last_day": "2027-01-01", "closed": "on", "kind": "staffed", "reason": "Christmas"}


@pytest.mark.parametrize("name", [*LISTS, *FORMS])
def test_an_editor_sees_every_list_and_form(editor, place, name):
    assert editor.get(reverse(name)).status_code == 200


def test_an_editor_sees_each_thing_and_its_history(editor, place):
    report = Report.objects.create(place=place, text="The door is green")
    service = place.services.get()
    for name, pk in (("places", place.pk), ("places_services", service.pk), ("places_reports", report.pk)):
        assert editor.get(reverse(f"{name}:edit", args=[pk])).status_code == 200
        assert editor.get(reverse(f"{name}:history", args=[pk])).status_code == 200
    assert "Phone café" in editor.get(reverse("places:edit", args=[place.pk])).content.decode()


@pytest.mark.parametrize("who", ["staff", "manager", "director", "hr", "role of editor only"])
def test_nobody_else_is_let_in(place, who):
    person = make_person("Ada Moss")
    unit = make_unit("U")
    give_job(person, unit, LONG_AGO)
    role = {"director": Role.DIRECTOR, "hr": Role.HR, "role of editor only": Role.EDITOR}.get(who)
    if role:
        give_role(person, role, unit=unit if role == Role.DIRECTOR else None)
    client = signed_in(person)
    addresses = [reverse(name) for name in (*LISTS, *FORMS)]
    addresses += [reverse("places:edit", args=[place.pk]), reverse("places_file:export", args=["xlsx"])]
    for address in addresses:
        response = client.get(address)
        assert response.status_code in (302, 403, 404), address
        assert "The hub" not in response.content.decode()


def test_somebody_with_access_to_the_admin_alone_sees_no_place(place):
    user = User.objects.create_user("other@council.example")
    user.user_permissions.add(*_access_admin())
    client = Client()
    client.force_login(user, backend="lms.people.backends.AccountBackend")
    for name in LISTS:
        assert client.get(reverse(name)).status_code == 302, name
    assert client.get(reverse("places_file:export", args=["csv"])).status_code == 302
    assert "Places of help" not in client.get("/admin/").content.decode()


def test_the_editors_group_holds_the_rights():
    call_command("load_courses", verbosity=0)
    held = set(Group.objects.get(name="Council editors").permissions.values_list("codename", flat=True))
    assert {right.codename for right in editors_rights()} <= held
    assert {"add_place", "change_report", "delete_service"} <= held
    assert "add_report" not in held


def test_the_list_is_searched_and_narrowed_by_how_overdue_a_check_is(editor, place):
    today = dt.date(2026, 11, 22)
    for number, overdue in enumerate((5, 40, 95)):
        bring_in(book(places=[{**HUB, "slug": f"hub-{number}", "name": f"Hub number {number}"}]))
        Check.objects.create(
            place=Place.objects.get(slug=f"hub-{number}"),
            checked_on=dt.date(2026, 1, 5),
            next_due=today - dt.timedelta(days=overdue),
        )

    def listed(query: str) -> set[str]:
        html = editor.get(f"{reverse('places:index')}?{query}").content.decode()
        return {name for name in ("The hub", "Hub number 0", "Hub number 1", "Hub number 2") if name in html}

    assert listed("check_state=due") == {"Hub number 0", "Hub number 1", "Hub number 2"}
    assert listed("check_state=ring_first") == {"Hub number 1", "Hub number 2"}
    assert listed("check_state=stale") == {"Hub number 2"}
    assert listed("check_state=never") == {"The hub"}
    assert listed("q=number+1") == {"Hub number 1"}
    assert listed("published=false") == set()
    report = editor.get(reverse("places_checks_due")).content.decode()
    assert report.index("The hub") < report.index("Hub number 2") < report.index("Hub number 0")
    assert "5 Jan 2026" in report


def test_a_place_is_saved_with_its_times_and_a_check_by_whoever_saved_it(editor, place):
    answer = editor.post(
        reverse("places:edit", args=[place.pk]),
        place_form(
            place,
            name="The new hub",
            postcode="zz1 1ab",
            rules=[RULE, {**RULE, "opens": "18:00", "closes": "20:00"}],
            exceptions=[CLOSED],
            checks=[{"checked_on": "2026-11-20", "next_due": "2027-02-20", "source": "Rang them"}],
        ),
    )
    assert answer.status_code == 302, words(answer)
    place.refresh_from_db()
    assert (place.name, place.postcode) == ("The new hub", "ZZ1 1AB")
    assert [rule.weekdays for rule in place.opening_rules.all()] == ["MO,TU"] * 3
    check = place.checks.get()
    assert check.checked_by == User.objects.get(email="ed@council.example")


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ({"rules": [{**RULE, "closes": "02:00"}]}, "Closing must be after opening on the same day."),
        ({"rules": [RULE, {**RULE, "weekdays": ["TU"], "opens": "16:00"}]}, "say the same kind of times twice"),
        ({"rules": [{**RULE, "weeks": "fortnightly"}]}, "say from when it holds"),
        ({"exceptions": [{**CLOSED, "last_day": "2026-12-01"}]}, "The last day is before the first."),
        ({"exceptions": [{**CLOSED, "closed": ""}]}, "Say when it opens and when it closes"),
        ({"exceptions": [CLOSED, {**CLOSED, "first_day": "2026-12-30"}]}, "say the same kind of times twice"),
        ({"checks": [{"checked_on": "2026-11-23", "next_due": "2027-02-20"}]}, "A check cannot be on a day to come."),
        ({"checks": [{"checked_on": "2026-11-20", "next_due": "2026-11-20"}]}, "must be due after this one"),
        ({"latitude": "51.2"}, "Give both the latitude and the longitude, or neither."),
        ({"latitude": "-0.1", "longitude": "51.2"}, "This point is not in Britain."),
        ({"postcode": "nowhere"}, "“nowhere” is not a postcode."),
        ({"slug": "print"}, "“print” is the address of another page."),
    ],
)
def test_what_cannot_be_is_refused_in_words(editor, place, part, said):
    answer = editor.post(reverse("places:edit", args=[place.pk]), place_form(place, **part))
    assert answer.status_code == 200
    assert said in words(answer)
    assert "Constraint" not in words(answer)
    assert place.opening_rules.count() == 1


def test_a_service_is_made_at_the_place_one_came_from(editor, place):
    address = f"{reverse('places_services:add')}?place={place.pk}"
    assert f'value="{place.pk}" selected' in editor.get(address).content.decode()
    kind = Service.objects.get().kinds.first()
    service = {
        "place": place.pk,
        "title": "Free SIM cards",
        "language": "en",
        "position": 1,
        "kinds": [kind.pk],
        "access": "walk_in",
        **inline("languages", [{"code": "pl", "speaker": "staff"}]),
        **inline("opening_rules", []),
    }
    answer = editor.post(address, service)
    assert answer.status_code == 302, words(answer)
    made = Service.objects.get(title="Free SIM cards")
    assert [language.code for language in made.languages.all()] == ["pl"]
    assert made.kinds.get() == kind
    answer = editor.post(address, {**service, "stock": "low", "minimum_age": 60, "maximum_age": 18})
    assert "Say on which day the stock was so." in words(answer)
    assert "The highest age is below the lowest." in words(answer)


def test_a_wider_closure_needs_an_organisation_or_an_emergency(editor, place):
    address = reverse("places_closures:add")
    answer = editor.post(address, CLOSED)
    assert "Only an emergency can hold at every place." in words(answer)
    assert editor.post(address, {**CLOSED, "emergency": "on"}).status_code == 302
    assert OpeningException.objects.get(place=None).emergency is True
    assert "24 December" not in words(editor.get(reverse("places_closures:index")))


def test_a_report_is_settled_and_stays_as_it_was_written(editor, place):
    report = Report.objects.create(place=place, text="The door is green")
    address = reverse("places_reports:edit", args=[report.pk])
    assert editor.post(address, {"settled": "on", "text": "Nothing is wrong"}).status_code == 302
    report.refresh_from_db()
    assert report.text == "The door is green"
    assert report.settled_at == dt.datetime(2026, 11, 22, 10, 0, tzinfo=dt.UTC)
    editor.get("/admin/")  # says that it was saved
    assert "The door" not in words(editor.get(f"{reverse('places_reports:index')}?settled=false"))
    assert "The door" in words(editor.get(f"{reverse('places_reports:index')}?settled=true"))
    assert editor.get(reverse("places_reports:add")).status_code == 302
    editor.post(address, {})
    report.refresh_from_db()
    assert report.settled_at is None


# --- The spreadsheet --------------------------------------------------------------------------------------------------


def upload(editor: Client, data: bytes, name: str = "places.xlsx"):
    return editor.post(reverse("places_file:index"), {"file": SimpleUploadedFile(name, data)}, follow=True)


def test_a_file_is_shown_first_and_brought_in_when_it_is_confirmed(editor, place):
    changed = book(places=[{**HUB, "name": "The old hub"}], opening_rules=[WEEKDAY, {**WEEKDAY, "weekdays": "SA"}])
    page = upload(editor, changed)
    assert "1 new, 1 changed, 0 removed" in words(page)
    assert "name The hub The old hub" in words(page)
    assert "The old hub: SA 09:30–17:00 (new) all place: hub, kind: staffed, weekdays: SA" in words(page)
    assert "Spreadsheet of places" in words(page)
    assert Place.objects.get().name == "The hub"
    done = editor.post(page.request["PATH_INFO"], {"fingerprint": page.context["found"].fingerprint})
    assert done.status_code == 302
    assert Place.objects.get().name == "The old hub"
    assert AuditEntry.objects.filter(verb="imported_places").latest("pk").actor.email == "ed@council.example"
    assert editor.get(page.request["PATH_INFO"]).status_code == 404, "the file is kept no longer"
    token = page.request["PATH_INFO"].strip("/").rpartition("/")[2]
    assert not storages["private"].exists(f"places-files/{token}")


def test_what_is_confirmed_is_what_was_shown(editor, place):
    page = upload(editor, book(places=[{**HUB, "name": "The old hub"}]))
    Place.objects.update(phone="020 7946 0998", name="Somebody’s hub")
    again = editor.post(page.request["PATH_INFO"], {"fingerprint": page.context["found"].fingerprint}, follow=True)
    assert "Somebody changed these places meanwhile." in words(again)
    assert Place.objects.get().name == "Somebody’s hub"


def test_a_faulty_file_is_refused_with_its_faults(editor, place):
    page = upload(editor, book(opening_exceptions=[{**CHRISTMAS, "last_day": "soon"}]))
    assert "the file has 1 fault" in words(page)
    assert "opening_exceptions 2 last_day “soon” is not a date" in words(page)


def test_somebody_elses_file_is_not_there(editor, place):
    page = upload(editor, everything())
    other = User.objects.create_superuser("root@council.example", "a long enough password")
    client = Client()
    client.force_login(other, backend="lms.people.backends.AccountBackend")
    upload(client, everything())
    assert client.get(page.request["PATH_INFO"]).status_code == 404


def test_everything_is_taken_out_as_a_file(editor, place):
    book_out = load_workbook(io.BytesIO(editor.get(reverse("places_file:export", args=["xlsx"])).content))
    assert book_out.sheetnames == ["organisations", "places", "services", "opening_rules", "opening_exceptions"]
    assert b"The hub" in editor.get(reverse("places_file:export", args=["csv"])).content
    assert editor.get("/admin/places-file/export.zip").status_code == 404
