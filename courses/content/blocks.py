"""The blocks a course page is written in. A lesson's identity is its block's uuid."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtailmedia.blocks import VideoChooserBlock

from courses.content.rules import ONE, SEVERAL, TRUE_FALSE, question_problem
from lms.core.models import CouncilSettings

RICH_TEXT = ["bold", "ul", "ol", "link", "document-link"]
CONFIDENCE_SCALE = [
    (1, "Not at all"),
    (2, "A little"),
    (3, "Fairly"),
    (4, "Mostly"),
    (5, "Very"),
]


class KeyBlock(blocks.CharBlock):
    """A name that the product goes by, never words that somebody reads: a translation keeps it."""

    def get_translatable_segments(self, value: str) -> list:
        """Nothing of it is for a translator (see wagtail-localize on custom blocks)."""
        return []

    def restore_translated_segments(self, value: str, segments: list) -> str:
        """In a translation it is what it was."""
        return value

    def get_searchable_content(self, value: str) -> list[str]:
        """Nobody looks for it."""
        return []


class OptionBlock(blocks.StructBlock):
    """One answer somebody can choose, and what it teaches when they do."""

    text = blocks.CharBlock(max_length=300)
    correct = blocks.BooleanBlock(required=False, label="This is right")
    feedback = blocks.TextBlock(rows=2, help_text="Shown after the answer. Teach; never scold.")


class QuestionBlock(blocks.StructBlock):
    """A question with its options. Each kind has its own right number of right options.

    In a lesson its template is a group of radio buttons or checkboxes named ``q-<question_id>`` whose values are the
    options' ids; the form around it, and what is done with the answer, belong to whoever shows the lesson. See
    docs/developers/course-content.md for what the template reads.
    """

    key = KeyBlock(max_length=60, required=False, help_text="A short name for reports, for example hurried-invoice.")
    kind = blocks.ChoiceBlock(
        choices=[(ONE, "Choose one"), (SEVERAL, "Choose several"), (TRUE_FALSE, "True or false")], default=ONE
    )
    prompt = blocks.TextBlock(rows=2)
    options = blocks.ListBlock(OptionBlock(), min_num=2, max_num=6)

    def clean(self, value: Any) -> Any:
        """Refuses a question that cannot be marked fairly, and says what to change. A draft may be unfinished."""
        cleaned = super().clean(value)
        problem = question_problem(cleaned["kind"], [option["correct"] for option in cleaned["options"]])
        if problem and not self.is_deferred_validation:
            raise blocks.StructBlockValidationError({"options": ValidationError(problem)})
        return cleaned

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict:
        """Adds each option with what was chosen and, once there is a result, what it teaches."""
        context = super().get_context(value, parent_context=parent_context)
        question_id = str(context.get("block_id") or "preview")
        chosen = [str(option) for option in (context.get("lesson_answers") or {}).get(question_id, [])]
        result = (context.get("lesson_results") or {}).get(question_id)
        options = [
            {
                "id": item.id,
                "text": item.value["text"],
                "chosen": item.id in chosen,
                "correct": bool(item.value["correct"]),
                "feedback": item.value["feedback"],
            }
            for item in value["options"].bound_blocks
        ]
        return {
            **context,
            "question_id": question_id,
            "question_language": context.get("question_language"),
            "several": value["kind"] == SEVERAL,
            "options": options,
            "result": result,
            "error": (context.get("lesson_errors") or {}).get(question_id, ""),
        }

    class Meta:
        icon = "help"
        template = "courses/blocks/question.html"


class BankQuestionBlock(QuestionBlock):
    """A question of the assessment's bank: it says which outcome it checks."""

    outcome = KeyBlock(max_length=60, help_text="The key of the outcome that this question checks.")


class IllustrationBlock(blocks.StructBlock):
    """A picture with what it shows for somebody who cannot see it."""

    image = ImageChooserBlock()
    alt = blocks.CharBlock(max_length=500, label="Alternative text", help_text="Say what the picture shows.")
    caption = blocks.CharBlock(max_length=250, required=False)

    class Meta:
        icon = "image"
        template = "courses/blocks/illustration.html"


class CaptionedVideoBlock(blocks.StructBlock):
    """A video that nobody is left out of: captions and a transcript are required."""

    video = VideoChooserBlock()
    captions = DocumentChooserBlock(help_text="A WebVTT file (.vtt).")
    transcript = blocks.RichTextBlock(features=RICH_TEXT)

    def clean(self, value: Any) -> Any:
        """Refuses captions that no browser can show."""
        cleaned = super().clean(value)
        captions = cleaned.get("captions")
        if captions and captions.file_extension.lower() != "vtt":
            raise blocks.StructBlockValidationError(
                {"captions": ValidationError("Choose a WebVTT file: its name ends in .vtt.")}
            )
        return cleaned

    class Meta:
        icon = "media"
        template = "courses/blocks/video.html"


class BoxBlock(blocks.StructBlock):
    """A titled box of text."""

    title = blocks.CharBlock(max_length=150)
    text = blocks.RichTextBlock(features=RICH_TEXT)


class ExampleBlock(BoxBlock):
    """A worked example from council work."""

    class Meta:
        icon = "doc-full"
        template = "courses/blocks/example.html"


class TryThisBlock(BoxBlock):
    """One thing to do now, on one's own device."""

    class Meta:
        icon = "edit"
        template = "courses/blocks/try_this.html"


class CouncilFactBlock(blocks.StructBlock):
    """A fact that each council fills in for itself, from Settings → Council."""

    FACTS = [
        ("it_help", "Who helps with devices and sign-in"),
        ("report_security", "How to report a suspicious message"),
        ("report_breach", "Who to tell about a data breach"),
        ("book_session", "How to book a facilitated session"),
        ("accessibility_help", "Who arranges adjustments and assistive technology"),
    ]
    fact = blocks.ChoiceBlock(choices=FACTS)

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict:
        """Adds what the council wrote; empty until it has."""
        context = super().get_context(value, parent_context=parent_context)
        request = context.get("request")
        council = CouncilSettings.for_request(request) if request else None
        fact = getattr(council, value["fact"], "")
        return {**context, "label": dict(self.FACTS)[value["fact"]], "fact": fact.strip()}

    class Meta:
        icon = "site"
        template = "courses/blocks/council_fact.html"


class ConfidenceBlock(blocks.StructBlock):
    """Rate your confidence in each of the course's outcomes, before or after."""

    moment = blocks.ChoiceBlock(choices=[("before", "Before the course"), ("after", "After the course")])

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict:
        """Adds the scale and, for each outcome, what was chosen: see docs/developers/course-content.md."""
        context = super().get_context(value, parent_context=parent_context)
        moment = value["moment"]
        given = (context.get("confidence_ratings") or {}).get(moment, {})
        page = context.get("page")
        statements = [
            {
                "name": f"confidence-{moment}-{outcome['key']}",
                "text": outcome["text"],
                "scale": [(number, words, given.get(outcome["key"]) == number) for number, words in CONFIDENCE_SCALE],
            }
            for outcome in (child.value for child in (page.outcomes if page else []))
        ]
        return {**context, "moment": moment, "statements": statements}

    class Meta:
        icon = "form"
        template = "courses/blocks/confidence.html"


class LessonBodyBlock(blocks.StreamBlock):
    """What a lesson is made of, in reading order."""

    heading = blocks.CharBlock(max_length=150, icon="title", template="courses/blocks/heading.html")
    text = blocks.RichTextBlock(features=RICH_TEXT, icon="pilcrow", template="courses/blocks/text.html")
    image = IllustrationBlock()
    video = CaptionedVideoBlock()
    example = ExampleBlock()
    try_this = TryThisBlock()
    document = DocumentChooserBlock(icon="doc-full-inverse", template="courses/blocks/document.html")
    council_fact = CouncilFactBlock()
    question = QuestionBlock()
    confidence = ConfidenceBlock()

    class Meta:
        template = "courses/blocks/lesson_body.html"


class LessonBlock(blocks.StructBlock):
    """One lesson: one idea, about four minutes."""

    key = KeyBlock(max_length=60, required=False, help_text="A short name that never changes.")
    title = blocks.CharBlock(max_length=150)
    minutes = blocks.IntegerBlock(min_value=1, max_value=60, default=4)
    outcomes = blocks.ListBlock(
        KeyBlock(max_length=60, label="Key of an outcome"),
        default=[],
        required=False,
        label="Outcomes it teaches",
    )
    body = LessonBodyBlock()

    class Meta:
        icon = "openquote"


class OutcomeBlock(blocks.StructBlock):
    """One thing a learner will be able to do. Printed after "You will be able to"."""

    key = KeyBlock(max_length=60)
    text = blocks.CharBlock(max_length=200)
    goes_further = blocks.ListBlock(
        KeyBlock(max_length=60, label="Code of a course"),
        default=[],
        required=False,
        label="Courses that go further",
        help_text="Offered to somebody who rates themselves low in this at the end of the course.",
    )

    class Meta:
        icon = "tick"
