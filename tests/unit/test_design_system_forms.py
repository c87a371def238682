"""Form fields: label, hint and errors tied together, and every error leading to its field."""

import pytest
from django import forms

from lms.design_system.forms import DatePartsField, HintedChoice

from .drawing import Page, draw

MISSING = ("Fill in “Your name”.", "Choose an answer for “How?”.", "Tick “I agree” to go on.", "Enter a date.")


class Enrol(forms.Form):
    name = forms.CharField(label="Your name", help_text="As on your badge.", max_length=40)
    nickname = forms.CharField(label="Nickname", required=False)
    born_on = DatePartsField(label="Date of birth")
    way = forms.ChoiceField(
        label="How?",
        widget=forms.RadioSelect,
        choices=[("home", HintedChoice("At home", hint="Any time.")), ("class", "In a class")],
    )
    topics = forms.MultipleChoiceField(
        label="What?", widget=forms.CheckboxSelectMultiple, choices=[("a", "Phones"), ("b", "E-mail")]
    )
    agree = forms.BooleanField(label="I agree", help_text="You can change your mind.")
    secret = forms.CharField(widget=forms.HiddenInput, initial="token")


def test_a_hint_and_an_error_are_tied_to_their_input():
    page = Page(draw("{% ds_field form.name width=20 %}", form=Enrol({})))
    (box,) = page.all("input")
    assert box["aria-describedby"] == "id_name_hint id_name_error"
    assert box["aria-invalid"] == "true"
    assert box["class"] == "govuk-input govuk-input--width-20 govuk-input--error"
    assert {"id_name_hint", "id_name_error"} <= set(page.ids())
    assert page.all("label")[0]["for"] == "id_name" == box["id"]


def test_a_clean_field_is_described_by_its_hint_alone():
    form = Enrol()
    (box,) = Page(draw("{% ds_field form.name %}", form=form)).all("input")
    assert box["aria-describedby"] == "id_name_hint"
    assert "aria-invalid" not in box
    (plain,) = Page(draw("{% ds_field form.nickname %}", form=form)).all("input")
    assert "aria-describedby" not in plain


def test_only_what_may_be_left_out_says_optional():
    form = Enrol()
    assert "(optional)" in draw("{% ds_field form.nickname %}", form=form)
    assert "(optional)" not in draw("{% ds_field form.nickname optional=False %}", form=form)
    assert "(optional)" not in draw("{% ds_field form.name %}", form=form)


def test_choices_are_a_fieldset_with_a_legend_hint_and_error():
    page = Page(draw('{% ds_field form.way size="l" heading=True %}', form=Enrol({})))
    assert page.all("fieldset")[0]["aria-describedby"] == "id_way_error"
    assert page.all("legend")[0]["class"].endswith("govuk-fieldset__legend--l")
    first, second = page.all("input")
    assert (first["type"], first["id"], first["value"], first["aria-describedby"]) == (
        "radio",
        "id_way_0",
        "home",
        "id_way_0_hint",
    )
    assert "aria-describedby" not in second
    assert len(page.all("h1")) == 1


def test_several_choices_are_checkboxes_and_keep_what_was_ticked():
    page = Page(draw("{% ds_field form.topics %}", form=Enrol({"topics": ["b"]})))
    assert [box["type"] for box in page.all("input")] == ["checkbox", "checkbox"]
    assert ["checked" in box for box in page.all("input")] == [False, True]


def test_a_single_tick_is_described_by_hint_and_error():
    page = Page(draw("{% ds_field form.agree %}", form=Enrol({})))
    assert page.all("input")[0]["aria-describedby"] == "id_agree_hint id_agree_error"
    assert page.ids().count("id_agree_hint") == 1


def test_an_unknown_widget_is_refused_rather_than_drawn_badly():
    class Odd(forms.Form):
        odd = forms.CharField(widget=forms.Widget)

    with pytest.raises(LookupError, match="Widget"):
        draw("{% ds_field form.odd %}", form=Odd())


def test_error_summary_leads_to_the_first_input_of_each_field():
    form = Enrol({})
    page = Page(draw("{% ds_error_summary form %}{% ds_form form summary=False %}", form=form))
    targets = [link["href"] for link in page.all("a")]
    assert targets == ["#id_name", "#id_born_on_0", "#id_way_0", "#id_topics_0", "#id_agree", "#id_secret"]
    assert {target[1:] for target in targets} <= set(page.ids())


def test_missing_answers_are_named():
    html = draw("{% ds_error_summary form %}", form=Enrol({}))
    for sentence in (
        "Fill in “Your name”.",
        "Choose an answer for “How?”.",
        "Tick “I agree” to go on.",
        "Enter a date.",
    ):
        assert sentence in html
    assert "This field is required" not in html


def test_no_summary_without_errors():
    assert draw("{% ds_error_summary form %}", form=Enrol()).strip() == ""


def test_a_form_has_its_hidden_fields_and_unique_ids():
    page = Page(draw('{% ds_form form submit="Save" %}', form=Enrol()))
    assert {"type": "hidden", "name": "secret", "value": "token", "id": "id_secret"} in page.all("input")
    assert len(page.ids()) == len(set(page.ids()))
    assert page.all("button")[0]["type"] == "submit"


def test_what_people_type_is_escaped():
    html = draw("{% ds_field form.name %}{% ds_banner words %}", form=Enrol({"name": '"><script>'}), words="<b>x</b>")
    assert "<script>" not in html
    assert "&lt;b&gt;x&lt;/b&gt;" in html


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("27", "3", "2027"), "2027-03-27"),
        (("31", "2", "2027"), "This must be a real date, such as 27 3 2027."),
        (("x", "2", "2027"), "This must be a real date, such as 27 3 2027."),
        (("1", "1", "27"), "This must be a real date, such as 27 3 2027."),
        (("1", "", "2027"), "The date must have a day, a month and a year."),
        (("", " ", ""), "Enter a date."),
    ],
)
def test_a_date_in_three_boxes(parts, expected):
    names = ("born_on_day", "born_on_month", "born_on_year")
    form = Enrol(dict(zip(names, parts, strict=True)))
    got = form.errors["born_on"][0] if "born_on" in form.errors else form.cleaned_data["born_on"].isoformat()
    assert got == expected
    boxes = Page(draw("{% ds_field form.born_on %}", form=form)).all("input")
    assert [(box["name"], box["value"]) for box in boxes] == list(zip(names, parts, strict=True))


def test_an_optional_date_may_be_empty():
    assert DatePartsField(required=False).clean(["", "", ""]) is None
