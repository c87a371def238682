"""What a template needs to draw one bound form field: label, hint, errors and how they are tied together."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from lms.design_system.forms import HintedChoice, first_error_target, plain_errors

CLASSES: tuple[tuple[type[forms.Widget], str, str], ...] = (
    (forms.Textarea, "control", "govuk-textarea"),
    (forms.CheckboxSelectMultiple, "choices", "checkboxes"),  # before RadioSelect, its parent
    (forms.RadioSelect, "choices", "radios"),
    (forms.CheckboxInput, "checkbox", "govuk-checkboxes__input"),
    (forms.Select, "control", "govuk-select"),
    (forms.FileInput, "control", "ds-file"),
    (forms.MultiWidget, "boxes", "govuk-input"),
    (forms.widgets.Input, "control", "govuk-input"),
)


@dataclass(frozen=True)
class Choice:
    """One radio or checkbox."""

    id: str
    value: str
    label: str
    checked: bool
    hint: str = ""
    disabled: bool = False

    @property
    def hint_id(self) -> str:
        return f"{self.id}_hint" if self.hint else ""


@dataclass(frozen=True)
class Box:
    """One box of a date: `width` in characters."""

    id: str
    name: str
    label: str
    value: str
    width: int


@dataclass(frozen=True)
class DrawnField:
    """Everything the field template prints. `kind` chooses the template in `design_system/fields/`."""

    bound: BoundField
    kind: str
    css: str
    label: str
    hint: str
    described_by: str
    target: str
    optional: bool
    options: dict[str, Any] = field(default_factory=dict)
    choices: list[Choice] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)

    @property
    def errors(self) -> list[str]:
        return plain_errors(self.bound)

    @property
    def hint_id(self) -> str:
        return f"{self.bound.auto_id}_hint"

    @property
    def error_id(self) -> str:
        return f"{self.bound.auto_id}_error"

    @property
    def template(self) -> str:
        return f"design_system/fields/{self.kind}.html"

    def control(self) -> str:
        """The widget itself, told apart in error and tied to its hint and errors."""
        attrs: dict[str, Any] = {"class": self._control_class()}
        if self.described_by:
            attrs["aria-describedby"] = self.described_by
        return str(self.bound.as_widget(attrs=attrs))

    def _control_class(self) -> str:
        parts = [self.css, str(self.bound.field.widget.attrs.get("class", ""))]
        if self.options.get("width") and self.css == "govuk-input":
            parts.append(f"govuk-input--width-{self.options['width']}")
        if self.errors and self.css.startswith("govuk-"):
            parts.append(f"{self.css}--error")
        return " ".join(part for part in parts if part)


def kind_of(widget: forms.Widget) -> tuple[str, str]:
    """The template and the class for a widget. Raises `LookupError` for one that has no drawing yet."""
    for widget_class, kind, css in CLASSES:
        if isinstance(widget, widget_class):
            return kind, css
    raise LookupError(f"The design system cannot draw {type(widget).__name__}.")


def describe(bound: BoundField, **options: Any) -> DrawnField:
    """Work out how to draw `bound`. Options are those of the `ds_field` tag."""
    kind, css = kind_of(bound.field.widget)
    hint = str(options.pop("hint", None) or bound.help_text or "")
    described_by = " ".join(
        id_ for id_, present in ((f"{bound.auto_id}_hint", hint), (f"{bound.auto_id}_error", bound.errors)) if present
    )
    return DrawnField(
        bound=bound,
        kind=kind,
        css=css,
        label=str(options.pop("label", None) or bound.label),
        hint=hint,
        described_by=described_by,
        target=first_error_target(bound.form, bound.name),
        optional=not bound.field.required and kind in ("control", "boxes") and options.pop("optional", True),
        options=options,
        choices=_choices(bound) if kind == "choices" else [],
        boxes=_boxes(bound) if kind == "boxes" else [],
    )


def _choices(bound: BoundField) -> list[Choice]:
    found = []
    for subwidget in bound.subwidgets:
        data, label = subwidget.data, subwidget.choice_label
        found.append(
            Choice(
                id=data["attrs"].get("id", ""),
                value=str(data["value"]),
                label=str(label),
                checked=bool(data["selected"]),
                hint=label.hint if isinstance(label, HintedChoice) else "",
                disabled=bool(data["attrs"].get("disabled")),
            )
        )
    return found


def _boxes(bound: BoundField) -> list[Box]:
    widget = bound.field.widget
    context = widget.get_context(bound.html_name, bound.value(), {"id": bound.auto_id})["widget"]
    labels = [str(label) for _name, label in getattr(widget, "parts", ())]
    return [
        Box(
            id=box["attrs"]["id"],
            name=box["name"],
            label=labels[number] if number < len(labels) else "",
            value="" if box["value"] is None else str(box["value"]),
            width=4 if number == 2 else 2,
        )
        for number, box in enumerate(context["subwidgets"])
    ]
