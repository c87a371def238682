"""The blocks a course page is written in. A lesson's identity is its block's uuid."""

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtailmedia.blocks import VideoChooserBlock

RICH_TEXT = ["bold", "ul", "ol", "link", "document-link"]


class OptionBlock(blocks.StructBlock):
    """One answer somebody can choose, and what it teaches when they do."""

    text = blocks.CharBlock(max_length=300)
    correct = blocks.BooleanBlock(required=False, label="This is right")
    feedback = blocks.TextBlock(rows=2, help_text="Shown after the answer. Teach; never scold.")


class QuestionBlock(blocks.StructBlock):
    """A question with its options. Each kind has its own right number of right options."""

    ONE, SEVERAL, TRUE_FALSE = "one", "several", "true_false"

    key = blocks.CharBlock(
        max_length=60, required=False, help_text="A short name for reports, for example hurried-invoice."
    )
    kind = blocks.ChoiceBlock(
        choices=[(ONE, "Choose one"), (SEVERAL, "Choose several"), (TRUE_FALSE, "True or false")], default=ONE
    )
    prompt = blocks.TextBlock(rows=2)
    options = blocks.ListBlock(OptionBlock(), min_num=2, max_num=6)

    def clean(self, value):
        """Refuses a question that cannot be marked fairly, and says what to change."""
        cleaned = super().clean(value)
        options = cleaned["options"]
        right = sum(1 for option in options if option["correct"])
        if cleaned["kind"] in (self.ONE, self.TRUE_FALSE) and right != 1:
            raise blocks.StructBlockValidationError({"options": ValidationError("Mark exactly one option as right.")})
        if cleaned["kind"] == self.TRUE_FALSE and len(options) != 2:
            raise blocks.StructBlockValidationError(
                {"options": ValidationError("True or false has exactly two options.")}
            )
        if cleaned["kind"] == self.SEVERAL and not 2 <= right < len(options):
            raise blocks.StructBlockValidationError(
                {"options": ValidationError("Mark at least two options as right, and leave at least one wrong.")}
            )
        return cleaned

    class Meta:
        icon = "help"
        template = "courses/blocks/question.html"


class BankQuestionBlock(QuestionBlock):
    """A question of the assessment's bank: it says which outcome it checks."""

    outcome = blocks.CharBlock(max_length=60, help_text="The key of the outcome that this question checks.")


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

    class Meta:
        icon = "site"
        template = "courses/blocks/council_fact.html"


class ConfidenceBlock(blocks.StructBlock):
    """Rate your confidence in each of the course's outcomes, before or after."""

    moment = blocks.ChoiceBlock(choices=[("before", "Before the course"), ("after", "After the course")])

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


class LessonBlock(blocks.StructBlock):
    """One lesson: one idea, about four minutes."""

    key = blocks.CharBlock(max_length=60, required=False, help_text="A short name that never changes.")
    title = blocks.CharBlock(max_length=150)
    minutes = blocks.IntegerBlock(min_value=1, max_value=60, default=4)
    body = LessonBodyBlock()

    class Meta:
        icon = "openquote"


class OutcomeBlock(blocks.StructBlock):
    """One thing a learner will be able to do. Printed after "You will be able to"."""

    key = blocks.CharBlock(max_length=60)
    text = blocks.CharBlock(max_length=200)

    class Meta:
        icon = "tick"
