"""Signing in: an e-mailed code first, a password for who has one, and a second factor that nothing walks past."""

import re

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.test import Client

from lms.people.models import User
from tests.builders import make_person
from tests.learners import words

pytestmark = pytest.mark.django_db

PASSWORD = "three random words"


@pytest.fixture
def ada() -> User:
    person = make_person("Ada Moss", email="ada@council.example")
    person.user.set_password(PASSWORD)
    person.user.save()
    return person.user


def who(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def ask_for_code(client: Client, email: str, **more: str):
    return client.post("/accounts/login/code/", {"email": email, **more}, follow=True)


def sent_code() -> str:
    return re.search(r"^\s*([A-Z0-9-]{4,})\s*$", mail.outbox[-1].body, re.MULTILINE)[1]


def test_an_e_mailed_code_signs_in_and_leads_to_where_one_was_going(client, ada):
    page = client.get("/accounts/login/?next=/learn/cyber/")
    assert words(page).index("Send me a code") < words(page).index("Sign in with a password instead")
    asked = ask_for_code(client, "Ada@Council.Example", next="/learn/cyber/")
    assert "ada@council.example" in words(asked)
    assert [message.to for message in mail.outbox] == [["ada@council.example"]]
    assert "Never give it to anybody." in mail.outbox[0].body
    done = client.post("/accounts/login/code/confirm/", {"code": sent_code(), "next": "/learn/cyber/"})
    assert done["Location"] == "/learn/cyber/"
    assert who(client) == str(ada.pk)


def test_a_wrong_code_says_so_and_does_not_sign_in(client, ada):
    ask_for_code(client, ada.email)
    wrong = client.post("/accounts/login/code/confirm/", {"code": "WRONG1"})
    assert wrong.status_code == 200
    assert "There is a problem" in words(wrong)
    assert who(client) is None


def test_an_address_we_do_not_know_sees_the_same_page_and_is_told_by_mail(client, ada):
    known, unknown = Client(), Client()
    pages = [words(ask_for_code(known, ada.email)), words(ask_for_code(unknown, "bo@council.example"))]
    assert pages[0].replace(ada.email, "") == pages[1].replace("bo@council.example", "")
    assert "We have no account for this address." in mail.outbox[-1].body
    assert "/signup/" not in mail.outbox[-1].body


def test_a_password_signs_in_and_a_wrong_one_opens_its_form_again(client, ada):
    wrong = client.post("/accounts/login/", {"login": ada.email, "password": "something else"})
    assert '<details class="govuk-details" open>' in wrong.content.decode()
    assert who(client) is None
    done = client.post("/accounts/login/", {"login": ada.email.upper(), "password": PASSWORD})
    assert (done["Location"], who(client)) == ("/learn/", str(ada.pk))


def test_signing_out_is_a_button_not_a_link(client, ada):
    client.force_login(ada)
    assert "Do you want to sign out?" in words(client.get("/accounts/logout/"))
    assert who(client) == str(ada.pk)
    client.post("/accounts/logout/")
    assert who(client) is None


def test_a_closed_account_does_not_sign_in_and_its_session_ends(client, ada):
    client.force_login(ada)
    User.objects.filter(pk=ada.pk).update(is_active=False)
    assert client.get("/learn/")["Location"] == "/accounts/login/?next=/learn/"
    done = client.post("/accounts/login/", {"login": ada.email, "password": PASSWORD}, follow=True)
    assert "This account is closed" in words(done)


def test_nobody_makes_an_account_or_gives_themselves_another_address(client, ada):
    assert "You need no new account" in words(client.get("/accounts/signup/"))
    client.post("/accounts/signup/", {"email": "x@council.example", "password1": PASSWORD, "password2": PASSWORD})
    assert User.objects.count() == 1
    client.force_login(ada)
    assert "It comes from the council’s staff file." in words(client.get("/accounts/email/"))
    add = client.post("/accounts/email/", {"action_add": "", "email": "mine@elsewhere.example"})
    assert add.status_code == 405
    assert not mail.outbox


def test_a_forgotten_password_is_set_anew_by_a_link_that_works_once(client, ada):
    client.post("/accounts/password/reset/", {"email": ada.email})
    link = re.search(r"https?://[^/]+(/accounts/password/reset/key/\S+)", mail.outbox[-1].body)[1]
    form = client.get(link, follow=True)
    new = {"password1": "other long random words", "password2": "other long random words"}
    client.post(form.request["PATH_INFO"], new)
    ada.refresh_from_db()
    assert ada.check_password("other long random words")
    assert "This link no longer works" in words(Client().get(link, follow=True))


@pytest.mark.parametrize("path", ["/admin/login/", "/django-admin/login/", "/_util/login/"])
def test_a_password_posted_to_an_admin_never_walks_past_the_second_factor(client, path):
    root = User.objects.create_superuser("root@council.example", PASSWORD)
    TOTP.activate(root, generate_totp_secret())
    RecoveryCodes.activate(root)
    asked = client.post(path, {"username": root.email, "password": PASSWORD})
    assert asked["Location"].startswith("/accounts/login/")
    assert who(client) is None

    second = client.post("/accounts/login/?next=/admin/", {"login": root.email, "password": PASSWORD}, follow=True)
    assert second.request["PATH_INFO"] == "/accounts/2fa/authenticate/"
    assert client.get("/admin/", follow=True).request["PATH_INFO"] == "/accounts/2fa/authenticate/"
    assert who(client) is None
    code = root.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()[0]
    client.post("/accounts/2fa/authenticate/", {"code": code})
    assert who(client) == str(root.pk)


def test_an_e_mailed_code_asks_for_the_second_factor_too(client, ada):
    TOTP.activate(ada, generate_totp_secret())
    ask_for_code(client, ada.email)
    asked = client.post("/accounts/login/code/confirm/", {"code": sent_code()}, follow=True)
    assert asked.request["PATH_INFO"] == "/accounts/2fa/authenticate/"
    assert who(client) is None


def test_too_many_tries_are_asked_to_wait_in_our_own_words(client, ada):
    wrong = {"login": "somebody@council.example", "password": "a guess"}
    replies = [client.post("/accounts/login/", wrong) for _ in range(31)]
    assert replies[-1].status_code == 429
    assert "Please wait a moment" in words(replies[-1])


def test_guessing_one_persons_password_stops_after_five_tries(client, ada):
    for _ in range(5):
        client.post("/accounts/login/", {"login": ada.email, "password": "a guess"})
    right = client.post("/accounts/login/", {"login": ada.email, "password": PASSWORD})
    assert (right.status_code, who(client)) == (200, None)
    assert "Too many failed login attempts" in words(right)


PAGES = [
    "/accounts/password/change/",
    "/accounts/password/set/",
    "/accounts/reauthenticate/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/recovery-codes/",
    "/accounts/2fa/recovery-codes/generate/",
    "/accounts/2fa/totp/deactivate/",
]


@pytest.mark.parametrize("path", [*PAGES, "/accounts/inactive/", "/accounts/password/reset/", "/accounts/logout/"])
def test_every_account_page_has_our_frame_and_one_heading(client, ada, path):
    if path.endswith("set/"):
        ada.set_unusable_password()
        ada.save()
    client.post("/accounts/login/", {"login": ada.email, "password": PASSWORD})
    if who(client) is None:
        ask_for_code(client, ada.email)
        client.post("/accounts/login/code/confirm/", {"code": sent_code()})
    if "recovery" in path or "deactivate" in path:
        TOTP.activate(ada, generate_totp_secret())
        RecoveryCodes.activate(ada)
    page = client.get(path, follow=True)
    body = page.content.decode()
    assert page.status_code == 200
    assert body.count("<h1") == 1
    assert 'id="main-content"' in body
    assert not re.search(r"\sstyle=|\son\w+=", body)
    assert re.search(r"<title>\s*\S", body)
