"""Building the demonstration: the same for a seed, once, and never over somebody's own people."""

import json

from lms.demo.building import build_demo
from lms.demo.clearing import clear_demo
from lms.people.models import Person, User
from tests.integration.demo.helpers import fingerprint, headline, run


def test_the_same_seed_gives_the_same_people_and_learning(demo):
    first, counts = fingerprint(), demo.counts
    clear_demo()
    again = build_demo(scale="small", seed=1)
    assert (fingerprint(), again.counts) == (first, counts)


def test_another_seed_gives_other_people(demo):
    first = list(Person.objects.order_by("person_ref").values_list("first_name", flat=True))
    clear_demo()
    build_demo(scale="small", seed=2)
    assert list(Person.objects.order_by("person_ref").values_list("first_name", flat=True)) != first
    assert headline()["total"]["staff"] == 60


def test_json_names_people_who_can_sign_in(demo, capsys, client):
    out, _err = run("build_demo", "--json", capsys=capsys)
    answer = json.loads(out)
    assert set(answer) == {"people", "counts"}
    assert [person["role"] for person in answer["people"]] == [
        "learner", "manager", "director", "hr", "facilitator", "editor", "admin",
        "provider", "other-provider",
    ]  # fmt: skip
    assert answer["counts"]["staff"] == 60
    for person in answer["people"]:
        assert client.login(email=person["email"], password=person["password"])


def test_built_again_nothing_is_added_and_a_changed_password_is_not_put_back(demo, capsys):
    admin = User.objects.get(email="admin@demo.example")
    admin.set_password("a password of their own")
    admin.save()
    before = fingerprint()
    out, err = run("build_demo", "--scale", "council", capsys=capsys)
    assert fingerprint() == before
    assert "Kept what was built before" in err
    assert "admin@demo.example           (the password was changed)" in out
