"""Staff data never enters the CMS: an editor who may do everything there finds nobody in it."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.core.management import call_command
from django.db import models
from wagtail.admin.viewsets import viewsets
from wagtail.models import (
    DraftStateMixin,
    ModelLogEntry,
    Page,
    PageLogEntry,
    ReferenceIndex,
    Revision,
    RevisionMixin,
    WorkflowMixin,
)
from wagtail.search.index import get_indexed_models
from wagtail.search.models import IndexEntry
from wagtail.snippets.models import get_snippet_models

from certificates.models import Certificate
from courses.models import (
    Attempt,
    Completion,
    ConfidenceRating,
    DueChange,
    Exemption,
    LearningEvent,
    LessonProgress,
    Reminder,
    Requirement,
)
from lms.core.models import AuditEntry, JobRun
from lms.people.models import Person, User
from tests.integration.access.teaching import PARTNERS
from tests.integration.access.world import World

RECORDS = (
    Attempt, AuditEntry, Certificate, Completion, ConfidenceRating, DueChange, Exemption, JobRun, LearningEvent,
    LessonProgress, Person, Reminder, Requirement,
)  # fmt: skip


def staff_models() -> list[type[models.Model]]:
    """Every model that says something about a member of staff: all of the organisation, and the records."""
    organisation = list(apps.get_app_config("organisation").get_models())
    pointing = [
        model
        for model in apps.get_models()
        if any(
            field.is_relation and field.related_model is Person for field in model._meta.get_fields() if field.concrete
        )
    ]
    return sorted({*organisation, *RECORDS, *pointing}, key=lambda model: model._meta.label)


each_staff_model = pytest.mark.parametrize("model", staff_models(), ids=lambda model: model._meta.label)


@each_staff_model
def test_no_staff_model_is_edited_in_the_cms(model: type[models.Model]):
    edited = {getattr(viewset, "model", None) for viewset in viewsets.viewsets}

    assert model not in get_snippet_models()
    assert model not in edited
    assert not issubclass(model, Page | RevisionMixin | DraftStateMixin | WorkflowMixin)


@each_staff_model
def test_no_staff_model_is_in_an_index_of_the_cms(model: type[models.Model]):
    assert model not in get_indexed_models()
    assert model not in ReferenceIndex.indexed_models
    assert model not in ReferenceIndex.tracked_models


@each_staff_model
def test_no_staff_model_is_in_djangos_admin(model: type[models.Model]):
    assert not admin.site.is_registered(model)


@pytest.mark.parametrize("store", [Revision, ReferenceIndex, IndexEntry, PageLogEntry, ModelLogEntry])
def test_nothing_that_the_cms_keeps_names_anybody(world: World, store: type[models.Model]):
    call_command("update_index", verbosity=0)
    call_command("rebuild_references_index", verbosity=0)
    rows = serializers.serialize("json", store._default_manager.all())

    # A class is written in the CMS's drafts, by people who are no staff.
    owners = {canary.owner for canary in world.ledger.found_in(rows)} - {"", *PARTNERS}
    assert not owners
    assert store in (ReferenceIndex, ModelLogEntry) or rows != "[]", "nothing was looked at"


def test_records_of_the_cms_are_about_no_staff_model(world: World):
    call_command("update_index", verbosity=0)
    call_command("rebuild_references_index", verbosity=0)
    types = {ContentType.objects.get_for_model(model).pk for model in staff_models()}
    users = ContentType.objects.get_for_model(User).pk

    assert not ReferenceIndex.objects.filter(content_type__in=types | {users}).exists()
    assert not IndexEntry.objects.filter(content_type__in=types | {users}).exists()
