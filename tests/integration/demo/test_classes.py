"""The demonstration's classes: in every state, at its places, each provider's own, and gone without a trace."""

from django.core import mail
from django.test import Client

from courses.models import Course, CourseRun, Provider, TaughtCourse
from lms.core.jobs import run_waiting
from lms.demo.clearing import clear_demo
from lms.people.models import User


def test_two_providers_with_classes_in_every_state(demo):
    counts = {
        provider.slug: (provider.classes.filter(live=True).count(), provider.classes.count())
        for provider in Provider.objects.all()
    }
    assert counts == {"calat-demonstration": (6, 9), "open-door-demonstration": (4, 6)}
    statuses = [taught.status_string for taught in TaughtCourse.objects.filter(live=False)]
    assert sorted(statuses) == ["draft", "draft", "draft", "in moderation", "in moderation"]
    assert CourseRun.objects.filter(place__isnull=True).count() == 0
    assert CourseRun.objects.filter(cancelled=True).count() == 1
    run_waiting()
    assert mail.outbox == []


def test_each_partner_sees_their_own_classes_and_the_editors_comment(demo):
    seen = {}
    for role in ("provider", "other-provider"):
        client = Client()
        client.force_login(User.objects.get(email=f"{role}@demo.example"), backend="lms.people.backends.AccountBackend")
        assert client.get("/learn/").url == "/publish/"
        seen[role] = client.get("/publish/").content.decode()
    assert "whether an older phone will do" in seen["provider"]
    assert "Tea and tablets" in seen["other-provider"]
    assert "Tea and tablets" not in seen["provider"]
    assert "Staying safe online" not in seen["other-provider"]
    assert "Staying safe online" in Client().get("/courses/").content.decode()


def test_cleared_nothing_of_them_is_left(demo):
    clear_demo()
    assert not Provider.objects.exists()
    assert not TaughtCourse.objects.exists()
    assert not Course.objects.filter(code__startswith="class-").exists()
    assert not User.objects.filter(email__endswith="provider@demo.example").exists()
