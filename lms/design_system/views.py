"""The catalogue: every component in every state, with the code that draws it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.text import slugify

from lms.design_system.catalogue import SECTIONS, context


def catalogue(request: HttpRequest) -> HttpResponse:
    """Draw each example from its file and show that same file as the code to use."""
    data = context()
    sections = [
        {
            "title": title,
            "slug": slugify(title),
            "examples": [
                {"name": name, "title": heading, "use": use, **_specimen(name, data, request)}
                for name, heading, use in examples
            ],
        }
        for title, examples in SECTIONS.items()
    ]
    return render(request, "design_system/catalogue.html", {"sections": sections})


def _specimen(name: str, data: dict[str, Any], request: HttpRequest) -> dict[str, str]:
    template = get_template(f"design_system/catalogue/examples/{name}.html")
    source: str = template.template.source  # type: ignore[attr-defined]
    code = source.removeprefix("{% load ds %}").strip()
    return {"code": code, "drawn": template.render(dict(data), request)}
