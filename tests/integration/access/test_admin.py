"""Both admins, every address of them: closed to whoever is no editor, and without a staff record for whoever is."""

import re
from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.db import transaction
from django.urls import reverse

from tests.integration.access import policy
from tests.integration.access.matrix import ask, sign_in
from tests.integration.access.routes import all_routes, in_an_admin
from tests.integration.access.rows import Outcome
from tests.integration.access.world import World

CLOSED = {Outcome.SIGN_IN, Outcome.FORBIDDEN, Outcome.NOT_FOUND, Outcome.NO_METHOD}
# Drawings and translated words of the interface itself; to sign out, with a button only.
HARMLESS = {"/admin/sprite/", "/admin/jsi18n/", "/django-admin/jsi18n/", "/django-admin/logout/"}
# Wagtail's own, which we send on to the service's.
SENT_ON = "/admin/password_reset/"
# Raises on purpose, so that an error page can be tried.
RAISES = "/admin/failwhale/"
CONVERTER = re.compile(r"<(?:\w+:)?(\w+)>")
NAMED_GROUP = re.compile(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")
GROUP = re.compile(r"\((?!\?)[^()]*\)")
# Rights come from Django's groups, which no role of ours gives: these stand for everybody who is in none.
UNPRIVILEGED = ("anonymous", "leaver", "staff", "manager", "hr", "auditor", "director")


def sample(world: World, route: str, name: str) -> str:
    """Something that exists for a part of an address."""
    pages = world.pages
    by_name = {
        "page_id": pages.taught.pk,
        "parent_page_id": pages.index.pk,
        "page_to_move_id": pages.taught.pk,
        "revision_id": pages.taught.latest_revision_id,
        "document_id": pages.document.pk,
        "collection_id": pages.hidden_document.collection_id,
        "user_id": world.cast.people["staff"].user.pk,
        "content_type_app_name": "courses",
        "content_type_model_name": "coursepage",
        "app_label": "wagtailcore" if route.startswith("admin/") else "auth",
        "app_name": "core",
        "model_name": "councilsettings" if "settings/" in route else "page",
        "preview_mode": "lessons",
        "revision_id_a": "earliest",
        "revision_id_b": "latest",
        "action": "publish",
        "url": "nothing",
    }
    if name in by_name:
        return str(by_name[name])
    if "users/" in route:
        return str(world.cast.people["staff"].user.pk)
    if route.startswith("django-admin/"):
        return _first_of(route)
    return "1"


def _first_of(route: str) -> str:
    """The first row of the model that an address of Django's admin is about."""
    found = [model for model in admin.site._registry if f"/{model._meta.app_label}/{model._meta.model_name}/" in route]
    row = found[0]._default_manager.first() if found else None
    return str(row.pk) if row else "1"


def addresses(world: World) -> Iterator[str]:
    """Every address of the two admins, with something that exists in each part."""
    for route, _ in all_routes():
        if in_an_admin(route):
            for pattern in (NAMED_GROUP, CONVERTER):
                route = pattern.sub(lambda match, of=route: sample(world, of, match[1]), route)
            path = "/" + GROUP.sub("1", route).replace("^", "").replace("$", "").replace("\\", "")
            if path != RAISES:
                yield path


@pytest.mark.parametrize("persona", UNPRIVILEGED)
def test_both_admins_are_closed(world: World, persona: str):
    client = sign_in(world, persona)
    opened = []
    for path in addresses(world):
        answer = ask(client, path)
        if path.startswith(SENT_ON):
            assert answer.response["Location"] == reverse("account_reset_password")
        elif answer.outcome not in CLOSED and path not in HARMLESS:
            opened.append(f"{path}: {answer.outcome.value}")
        if leaks := world.ledger.found_in(answer.body):
            opened.append(f"{path}: {sorted({canary.fact for canary in leaks})}")

    assert not opened, f"{persona} is let in:\n" + "\n".join(opened)


@pytest.mark.parametrize("persona", ["editor", "superuser"])
def test_an_admin_shows_no_staff_record(world: World, persona: str):
    found, opened = [], 0
    for path in addresses(world):
        with transaction.atomic():
            answer = ask(sign_in(world, persona), path)
            opened += answer.outcome is Outcome.SEEN
            for canary in sorted(world.ledger.found_in(f"{answer.headers}\n{answer.body}"), key=str):
                held = world.relations(persona, canary, on=world.today)
                if not policy.grants(held, canary.fact):
                    found.append(f"{path}: {canary.fact} of {canary.owner or 'the council'}")
            transaction.set_rollback(True)

    assert not found, f"{persona} is shown:\n" + "\n".join(found)
    assert opened > 40, "Hardly a page opened, so hardly a leak would be seen"
