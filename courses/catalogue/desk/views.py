"""The desk's own page, a new class, and the steps of a class: what it is, who for, what it costs."""

from typing import Any
from uuid import uuid4

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from courses.catalogue.desk.access import DeskRequest, class_view, desk_view
from courses.catalogue.desk.drafts import (
    ChangedMeanwhileError,
    InReviewError,
    create_class,
    draft_of,
    fingerprint,
    may_change,
    save_fields,
)
from courses.catalogue.desk.forms import AboutForm, CostForm, NewForm, WhoForm
from courses.catalogue.desk.selectors import attention_words, desk_of
from courses.catalogue.desk.steps import onward, progress
from courses.catalogue.models import TaughtCourse
from courses.catalogue.permissions import providers_of
from courses.catalogue.rules import ABOUT, COST, WHO
from lms.core.clock import today

ABOUT_FIELDS = ("title", "outcomes", "language")
WHO_FIELDS = ("level", "teaching_language", "for_whom", "access_needs")
COST_FIELDS = (
    "is_free", "price", "concessions", "how_to_book", "booking_phone", "booking_email", "booking_link",
)  # fmt: skip


@require_safe
@desk_view
def home(request: DeskRequest) -> HttpResponse:
    """What needs attention, and every class of theirs."""
    desk = desk_of(request.user, today())
    attention = [{"shown": shown, "words": attention_words(shown)} for shown in desk.attention]
    return render(request, "courses/publish/home.html", {"desk": desk, "attention": attention})


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def new_class(request: DeskRequest) -> HttpResponse:
    """The first page of a new class."""
    providers = providers_of(request.user)
    form = NewForm(request.POST or None, providers=providers, initial={"uuid": uuid4(), "language": "en"})
    if request.method == "POST" and form.is_valid():
        provider = form.cleaned_data["provider"] or providers[0]
        values = {name: form.cleaned_data[name] for name in ABOUT_FIELDS}
        taught = create_class(by=request.user, provider=provider, uuid=form.cleaned_data["uuid"], values=values)
        return onward(draft_of(taught), ABOUT)
    return render(request, "courses/publish/about.html", {"form": form, "step": progress(ABOUT)})


@require_http_methods(["GET", "HEAD", "POST"])
@class_view
def about(request: DeskRequest, taught: TaughtCourse) -> HttpResponse:
    """What it is called and what one can do afterwards."""
    return _step(request, taught, ABOUT, AboutForm, ABOUT_FIELDS)


@require_http_methods(["GET", "HEAD", "POST"])
@class_view
def who(request: DeskRequest, taught: TaughtCourse) -> HttpResponse:
    """Who it is for."""
    return _step(request, taught, WHO, WhoForm, WHO_FIELDS)


@require_http_methods(["GET", "HEAD", "POST"])
@class_view
def cost(request: DeskRequest, taught: TaughtCourse) -> HttpResponse:
    """What it costs and how to book."""
    return _step(request, taught, COST, CostForm, COST_FIELDS)


def _step(
    request: DeskRequest, taught: TaughtCourse, step: str, form_class: type[forms.Form], fields: tuple[str, ...]
) -> HttpResponse:
    """Shows a step as it was last saved, or saves it and goes on."""
    if not may_change(taught):
        return redirect("publish_class", taught.uuid)
    draft = draft_of(taught)
    held = {name: getattr(draft, name) for name in fields}
    initial = {name: str(value) if isinstance(value, bool) else value for name, value in held.items()}
    form = form_class(request.POST or None, initial=initial)
    context: dict[str, Any] = {"form": form, "draft": draft, "step": progress(step), "seen": fingerprint(held)}
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in fields}
        try:
            saved = save_fields(by=request.user, taught=taught, values=values, seen=request.POST.get("seen", ""))
        except InReviewError:
            return redirect("publish_class", taught.uuid)
        except ChangedMeanwhileError as changed:
            context |= _both(form, changed.draft, fields)
        else:
            return onward(saved, step)
    elif request.method == "POST":
        context["seen"] = request.POST.get("seen", "")
    return render(request, f"courses/publish/{step}.html", context)


def _both(form: forms.Form, draft: TaughtCourse, fields: tuple[str, ...]) -> dict[str, Any]:
    """What was saved meanwhile, beside what is in the form: pressing again saves the form."""
    held = {name: getattr(draft, name) for name in fields}
    differing = [
        {"label": form.fields[name].label, "value": _in_words(form.fields[name], held[name])}
        for name in fields
        if held[name] != form.cleaned_data[name]
    ]
    return {"draft": draft, "seen": fingerprint(held), "meanwhile": differing}


def _in_words(field: forms.Field, value: Any) -> str:
    """What a column holds, as the form's choices say it."""
    choices = dict(getattr(field, "choices", None) or [])
    return str(choices.get(str(value), "" if value is None else value))
