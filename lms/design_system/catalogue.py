"""The specimens of the catalogue page: which examples there are, and the data they show."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator

from lms.design_system import charts, drawings
from lms.design_system.forms import DatePartsField, HintedChoice

# Section heading -> (name of the example's file, what it is called and when to use it).
SECTIONS: dict[str, list[tuple[str, str, str]]] = {
    "Words and layout": [
        ("text", "Text", "Plain HTML inside the main column looks right without classes."),
        ("hero", "Opening band", "The first words of a page that welcomes somebody. One a page at most."),
        ("choices", "Choices", "Two to six ways on. Whatever is not a choice does not look like this."),
        ("drawings", "Drawings", "Decorative line drawings; give a label only where one tells something."),
        ("icons", "Icons", "Always beside words."),
    ],
    "Buttons and ways": [
        ("button", "Button", "One main button a page; secondary for the rest, warning for what cannot be undone."),
        ("button-link", "Link that looks like a button", "Goes somewhere; changes nothing."),
        ("actions", "Back and Continue", "Buttons that belong together, always in the same place."),
        ("breadcrumbs", "Breadcrumbs", "Below the second level; goes into the block before_content."),
        ("pagination", "Pages", "Takes a page of a Django paginator and keeps the other query parameters."),
    ],
    "Forms": [
        ("error-summary", "Error summary", "Above the form; each error leads to its field."),
        ("form", "Form", "All fields of a Django form, with their hints."),
        ("form-errors", "Form with errors", "The same form, sent empty or wrong."),
        ("answers", "Question of a check", "Each choice is a whole row."),
    ],
    "Messages": [
        ("banner", "Banner", "What just happened. Django's messages are shown like this by themselves."),
        ("message", "Banner with paragraphs", "When one sentence is not enough."),
        ("warning", "Warning", "One sentence that must not be missed."),
        ("inset", "Example, and something to try", "Quiet boxes inside a lesson."),
        ("details", "Details", "What only some people need."),
        ("empty", "Nothing here yet", "What will be here, and how it gets here."),
    ],
    "State, lists and tables": [
        ("tag", "State", "Words, icon and colour together."),
        ("task-list", "Things to do", "Title, when, why, state; the whole row is the link."),
        ("summary-list", "Summary list", "Check answers, or facts about one thing."),
        ("table", "Table", "Becomes one block a row on a phone with stack."),
        ("table-wide", "Wide table", "Scrolls in its own region."),
    ],
    "Figures": [
        ("progress", "Progress", "The words carry the meaning; the line repeats it."),
        ("figure", "Big figure", "With what it is out of, and its date."),
        ("bar-list", "Bar list", "With numbers, an optional target mark, and withheld figures explained."),
        ("burn-up", "Burn-up chart", "So far, today's pace, the pace needed, the target; with its figures."),
    ],
}


class ExampleForm(forms.Form):
    """One field of every kind that the design system draws."""

    full_name = forms.CharField(label="Your full name", max_length=80)
    email = forms.EmailField(
        label="Your e-mail address",
        help_text="We use it only to answer you.",
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    postcode = forms.CharField(label="Postcode", required=False)
    started_on = DatePartsField(label="When did you start?", help_text="For example, 27 3 2027.")
    way = forms.ChoiceField(
        label="How would you like to learn?",
        widget=forms.RadioSelect,
        choices=[
            ("home", HintedChoice("At home", hint="On your own computer or phone, whenever it suits you.")),
            ("library", HintedChoice("In a library", hint="With somebody beside you.")),
            ("class", "In a class"),
        ],
    )
    topics = forms.MultipleChoiceField(
        label="What would you like to learn?",
        help_text="Choose as many as you like.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("phone", "Using a phone"), ("email", "E-mail"), ("safe", "Staying safe online")],
    )
    language = forms.ChoiceField(
        label="Language", choices=[("en", "English"), ("pl", "Polski"), ("ur", "اردو")], required=False
    )
    about = forms.CharField(
        label="Anything that would help us", required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    paper = forms.FileField(label="A document", required=False)
    agree = forms.BooleanField(label="Write to me about new courses", help_text="At most once a month.")


class QuestionForm(forms.Form):
    """A question of a check."""

    answer = forms.ChoiceField(
        label="An e-mail asks for your password and says that it is urgent. What do you do?",
        help_text="Choose one.",
        widget=forms.RadioSelect,
        choices=[
            ("a", "Answer it, so that nothing stops working"),
            ("b", "Report it, and do not answer"),
            ("c", "Forward it to the team, to ask what they think"),
        ],
        initial="b",
    )


def _chart() -> charts.BurnUp:
    start = date(2026, 9, 7)
    done = (212, 301, 388, 463, 570, 655, 731, 840, 957, 1049, 1168, 1240)
    readings = [
        charts.Reading(start + timedelta(weeks=2 * number), count, 2400 + 8 * number)
        for number, count in enumerate(done)
    ]
    return charts.burn_up(readings, charts.Target(date(2027, 6, 30), 95))


def context() -> dict[str, Any]:
    """The data that the examples print."""
    return {
        "way": [
            {"label": "Home", "url": "#"},
            {"label": "My learning", "url": "#"},
            {"label": "Staying safe: cyber security for everyone"},
        ],
        "example_form": ExampleForm(auto_id="example_%s"),
        "wrong_form": ExampleForm(
            {"email": "me at home", "started_on_day": "31", "started_on_month": "2", "started_on_year": "2027"}
        ),
        "question_form": QuestionForm(auto_id="question_%s"),
        "tasks": [
            {
                "title": "Staying safe: cyber security for everyone",
                "url": "#",
                "meta": "40 minutes. It was due on 1 March, 3 weeks ago.",
                "why": "Everyone who works here does this within eight weeks of starting.",
                "state": "overdue",
            },
            {
                "title": "Getting confident with digital at work",
                "url": "#",
                "meta": "35 minutes. Due in 2 weeks, on 31 March.",
                "state": "due-soon",
            },
            {"title": "Working together online", "meta": "Passed on 12 February.", "state": "done"},
        ],
        "answers": [
            {"key": "Name of the course", "value": "First steps with a smartphone", "url": "#"},
            {"key": "Where", "value": "Central library, first floor", "url": "#"},
            {"key": "Price", "value": "Free"},
        ],
        "columns": ["Team", {"label": "People", "numeric": True}, {"label": "Modules done", "numeric": True}],
        "rows": [
            ["Libraries", 42, "312 of 336"],
            ["Housing", 118, "501 of 944"],
            {"cells": ["Together", 160, "813 of 1,280"], "total": True},
        ],
        "page": Paginator(range(200), 10).page(7),
        "figure_parts": [
            {"label": "Modules done", "value": "12,406 of 19,324"},
            {"label": "People with every module done", "value": "1,320 of 4,175"},
        ],
        "bars": [
            charts.bar("Libraries and culture", 312, 336, url="#"),
            charts.bar("Adult social care", 2210, 3001, url="#"),
            charts.bar("Housing", 501, 944, url="#"),
            charts.Bar(
                "Democratic services", None, None, None, note="Fewer than five people, so their figure is not shown."
            ),
        ],
        "chart": _chart(),
        "drawing_names": drawings.names("drawings"),
        "icon_names": drawings.names("icons"),
    }
