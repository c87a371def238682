"""What a course is: its lasting identity, the page an editor writes, and the versions that were published."""

from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.blocks import StreamBlock
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.fields import BaseTranslatableField, SynchronizedField

from courses.content.blocks import BankQuestionBlock, LessonBlock, OutcomeBlock
from courses.content.choices import ChangeClass, OpenTo
from courses.content.drafts import problems_of
from courses.content.forms import CoursePageForm
from courses.content.panels import ChangePanel


class Course(models.Model):
    """The stable identity of a course, whatever happens to its page. Learning records hang on this.

    ``title`` is that of the newest published version, kept here so that a record still has a name when the page
    is gone.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    code = models.SlugField(max_length=60, unique=True)
    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(max_length=200)
    open_to = models.CharField(max_length=10, choices=OpenTo, default=OpenTo.STAFF)
    level = models.CharField(max_length=20, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    @property
    def current_version(self) -> "CourseVersion | None":
        """The newest published version: the one that is taught and marked now."""
        return self.versions.order_by("-number").first()


class CoursePage(Page):
    """The page that shows a course and where an editor writes it: lessons, outcomes and the question bank.

    One page, one publication, one version: publishing by any route makes a ``CourseVersion``.
    """

    course = models.ForeignKey(
        Course, on_delete=models.PROTECT, related_name="pages", null=True, blank=True, editable=False
    )
    course_code = models.SlugField(
        max_length=60, blank=True, help_text="Used in files and reports. Left empty, it is made from the slug."
    )
    summary = models.CharField(max_length=250, help_text="One or two plain sentences: what somebody gets from it.")
    open_to = models.CharField(max_length=10, choices=OpenTo, default=OpenTo.STAFF)
    level = models.CharField(max_length=20, blank=True)
    minutes = models.PositiveSmallIntegerField(default=25, help_text="Lessons and assessment together.")
    validity_months = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Calendar months that a completion is good for. Empty: until a major version."
    )
    pass_percent = models.PositiveSmallIntegerField(
        default=80, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    questions_asked = models.PositiveSmallIntegerField(
        default=10, validators=[MinValueValidator(1)], help_text="Questions drawn from the bank for one try."
    )
    outcomes = StreamField(StreamBlock([("outcome", OutcomeBlock())], required=False), blank=True)
    lessons = StreamField(StreamBlock([("lesson", LessonBlock())], required=False), blank=True)
    bank = StreamField(StreamBlock([("question", BankQuestionBlock())], required=False), blank=True)
    sources = models.JSONField(default=list, blank=True, editable=False)
    shipped_digest = models.CharField(
        max_length=64,
        blank=True,
        editable=False,
        help_text="Digest of the shipped text that load_courses last put here.",
    )
    change_class = models.CharField(max_length=10, choices=ChangeClass, default=ChangeClass.EDITORIAL)
    redo_by = models.DateField(
        null=True, blank=True, help_text="Only for a major change: the day by which everyone must have done it again."
    )

    template = "courses/course_page.html"
    parent_page_types = ["home.HomePage", "courses.CourseIndexPage"]
    subpage_types: list[str] = []
    base_form_class = CoursePageForm
    # A translation is the same course: what it says is translated, never what it is called in files, how it is marked
    # (see KeyBlock) or where it is.
    override_translatable_fields = [
        BaseTranslatableField("slug"),
        *(SynchronizedField(name, overridable=False) for name in ("course_code", "level")),
    ]
    # A copied page is another course.
    exclude_fields_in_copy = ["course", "course_code", "shipped_digest"]
    preview_modes = [("", "The course page"), ("lessons", "The lessons"), ("answers", "The assessment with answers")]

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("outcomes"),
        FieldPanel("lessons"),
    ]
    assessment_panels = [
        MultiFieldPanel([FieldPanel("questions_asked"), FieldPanel("pass_percent")], "How it is marked"),
        FieldPanel("bank"),
    ]
    publishing_panels = [
        ChangePanel(),
        MultiFieldPanel([FieldPanel("change_class"), FieldPanel("redo_by")], "What this change asks of people"),
    ]
    settings_panels = [
        MultiFieldPanel(
            [
                FieldPanel("course_code"),
                FieldPanel("open_to"),
                FieldPanel("level"),
                FieldPanel("minutes"),
                FieldPanel("validity_months"),
            ],
            "Course",
        ),
        *Page.settings_panels,
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading="Lessons"),
            ObjectList(assessment_panels, heading="Assessment"),
            ObjectList(publishing_panels, heading="This change"),
            ObjectList(Page.promote_panels, heading="Promote"),
            ObjectList(settings_panels, heading="Settings"),
        ]
    )

    class Meta:
        verbose_name = "course"
        constraints = [
            models.CheckConstraint(
                condition=Q(pass_percent__gte=1, pass_percent__lte=100), name="courses_coursepage_pass_percent"
            )
        ]

    def clean(self) -> None:
        """Tells an editor that a major change needs its date."""
        super().clean()
        if self.change_class == ChangeClass.MAJOR and not self.redo_by:
            raise ValidationError({"redo_by": "Say by which day everyone must have done it again."})

    def save(self, clean: bool = True, **kwargs) -> None:
        """Refuses to go live unfinished, by whatever route; a draft may be saved however little it holds."""
        if clean and self.live and not self.alias_of_id and (problems := problems_of(self)):
            raise ValidationError([f"{self.title}: {problem.message}" for problem in problems])
        super().save(clean=clean, **kwargs)

    def with_content_json(self, content: dict) -> "CoursePage":
        """A revision says what a course taught, never which course it is or what was last loaded here."""
        page = super().with_content_json(content)
        page.course_id, page.shipped_digest = self.course_id, self.shipped_digest
        if self.course_id:
            page.course_code = self.course_code
        return page

    def get_preview_template(self, request, mode_name: str) -> str:
        """Each preview mode has its own page."""
        return {"lessons": "courses/preview_lessons.html", "answers": "courses/preview_answers.html"}.get(
            mode_name, self.template
        )

    def get_context(self, request, *args, **kwargs) -> dict:
        """Adds what the page shows beside its own fields."""
        from courses.content.selectors import course_page_context

        return {**super().get_context(request, *args, **kwargs), **course_page_context(self, request)}


class CourseIndexPage(Page):
    """The page above the courses."""

    introduction = models.CharField(max_length=250, blank=True)

    template = "courses/course_index_page.html"
    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["courses.CoursePage"]
    override_translatable_fields = [BaseTranslatableField("slug")]
    content_panels = [*Page.content_panels, FieldPanel("introduction")]

    def get_context(self, request, *args, **kwargs) -> dict:
        """Adds the courses for staff beneath, and what residents can learn."""
        from courses.content.listing import index_context
        from courses.content.selectors import staff_courses

        own = {**super().get_context(request, *args, **kwargs), "staff_courses": staff_courses(self)}
        return {**own, **index_context(self, request)}


class CourseVersion(models.Model):
    """What was published, word for word: what is marked is what was shown. Immutable (a database trigger forbids
    updates).

    ``content`` (source language): ``{"title", "summary", "outcomes": [{"key", "text"}], "lessons": [{"id", "key",
    "title", "minutes"}], "questions": [{"id", "key", "outcome", "kind", "prompt", "options": [{"id", "text",
    "correct", "feedback"}]}], "body": the lessons' raw blocks}``. Criteria are columns. ``digest`` is the SHA-256
    of content and criteria.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    page_revision_id = models.BigIntegerField(
        null=True, help_text="The Wagtail revision it was made from; a plain number, since revisions can be purged."
    )
    content = models.JSONField()
    minutes = models.PositiveSmallIntegerField()
    validity_months = models.PositiveSmallIntegerField(null=True)
    pass_percent = models.PositiveSmallIntegerField()
    questions_asked = models.PositiveSmallIntegerField()
    change_class = models.CharField(max_length=10, choices=ChangeClass, default=ChangeClass.EDITORIAL)
    redo_by = models.DateField(
        null=True, help_text="Major only: from this day, completions of earlier versions are no longer accepted."
    )
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="published_versions"
    )

    class Meta:
        ordering = ["course", "number"]
        constraints = [
            models.UniqueConstraint(fields=["course", "number"], name="courses_courseversion_one_per_number"),
            models.CheckConstraint(
                condition=Q(change_class="major", redo_by__isnull=False) | Q(redo_by__isnull=True),
                name="courses_courseversion_redo_only_major",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course.code} version {self.number}"
