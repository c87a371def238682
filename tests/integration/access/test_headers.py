"""What holds of every route whoever asks, beyond what the matrix reads in each response."""

import pytest
from django.contrib import auth
from django.test import Client
from django.urls import reverse

from lms.people.models import User
from tests.integration.access.cast import PERSONAS
from tests.integration.access.matrix import sign_in
from tests.integration.access.routes import all_routes, in_an_admin
from tests.integration.access.world import World

PASSWORD = "a long password, only for tests"
SIGN_INS = ("/admin/login/", "/django-admin/login/", "/_util/login/")
PUBLIC_PAGES = (
    "/",
    "/courses/",
    "/courses/course-safe/",
    "/about/",
    "/performance/",
    "/certificates/",
    "/theme.css",
    "/digital-help/",
)


@pytest.mark.parametrize("path", SIGN_INS)
@pytest.mark.parametrize("persona", ["superuser", "editor"])
def test_a_password_posted_past_the_second_factor_signs_nobody_in(world: World, path: str, persona: str):
    user = world.user(persona)
    assert isinstance(user, User)
    user.set_password(PASSWORD)
    user.save()
    client = Client()

    response = client.post(f"{path}?next=/admin/", {"username": user.email, "login": user.email, "password": PASSWORD})

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))
    assert not auth.get_user(client).is_authenticated


def test_the_same_password_signs_in_where_the_second_factor_is_asked_for(world: World):
    """So that the test above fails for no other reason."""
    user = world.user("editor")
    assert isinstance(user, User)
    user.set_password(PASSWORD)
    user.save()
    client = Client()

    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})

    assert auth.get_user(client) == user


@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_a_visitor_is_given_no_cookie(world: World, path: str):
    response = Client().get(path)

    assert response.status_code == 200
    assert not response.cookies


def test_somebody_who_left_is_signed_out_of_the_session_they_had(world: World):
    client = sign_in(world, "staff")
    assert client.get("/learn/").status_code == 200
    User.objects.filter(pk=world.cast.people["staff"].user.pk).update(is_active=False)

    assert client.get("/learn/")["Location"].startswith(reverse("account_login"))


def test_wagtails_own_programming_interface_is_not_there():
    modules = {pattern.callback.__module__ for _, pattern in all_routes()}
    named = [route for route, _ in all_routes() if route.startswith("api/")]

    assert not [module for module in modules if module.startswith("wagtail.api")]
    assert not named


# Forms that anybody may send without a cookie, and why a forged one gains nobody anything.
WITHOUT_A_TOKEN = {
    "courses/<slug:code>/quiz/": "marks what is sent and changes nothing",
    "feedback/": "keeps a Yes or No of nobody; the browser says that it came from a page of ours (test_feedback)",
    "feedback/<uuid:uuid>/": "adds what was missing to that answer, in the same way",
    "digital-help/": "looks a postcode up and changes nothing",
    "search/": "searches and changes nothing",
}


def test_every_form_of_ours_that_changes_anything_needs_its_token():
    exempt = {
        route
        for route, pattern in all_routes()
        if not in_an_admin(route) and getattr(pattern.callback, "csrf_exempt", False)
    }

    assert not exempt - WITHOUT_A_TOKEN.keys()


@pytest.mark.parametrize("path", ["/learn/safe/check/", "/team/remind/?who=overdue", "/accounts/login/"])
def test_a_form_without_its_token_changes_nothing(world: World, path: str):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.cast.people["manager"].user, backend="lms.people.backends.AccountBackend")

    assert client.post(path, {}).status_code == 403


def test_there_is_a_persona_for_every_role(world: World):
    from lms.organisation.models import Role, RoleAssignment

    held = set(RoleAssignment.objects.values_list("role", flat=True))

    assert held == set(Role.values)
    assert len(PERSONAS) == len(set(PERSONAS))
