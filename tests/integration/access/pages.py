"""What editors wrote: a course that is taught, drafts of every kind, pages for staff only, files."""

from dataclasses import dataclass

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from courses.models import Course, CourseIndexPage, CoursePage
from courses.records.public.paper import draw_paper, seal
from courses.shipped.site import EDITORS_GROUP, prepare_site
from home.models import HomePage, StandardPage
from tests.integration.access.canaries import Ledger

OUTCOME = "see"


@dataclass(frozen=True)
class Question:
    """A question of the course that is open to everybody, one of its options, and the paper it was shown on (empty for
    one that stands in a lesson)."""

    question: str
    option: str
    sealed: str = ""


@dataclass(frozen=True)
class Pages:
    """The pages and the file that rows of the table ask for."""

    index: CourseIndexPage
    practice: Question
    quiz: Question
    taught: CoursePage
    draft: CoursePage
    open_page: StandardPage
    staff_page: StandardPage
    locked_page: StandardPage
    lock: PageViewRestriction
    document: object
    hidden_document: object
    collection_lock: CollectionViewRestriction

    @property
    def course(self) -> Course:
        """The course that is taught."""
        assert self.taught.course is not None
        return self.taught.course


def make_pages(ledger: Ledger) -> Pages:
    """A site with a home page, two live courses, drafts, restricted pages and two documents."""
    index = prepare_site()
    home = HomePage.objects.get()
    taught = _course(ledger, index, code="safe", title="Staying safe")
    public = _course(ledger, index, code="open", title="Open to all", lesson="Public lesson", open_to="everyone")
    draft = _course(ledger, index, code="draft", title=ledger.word("Unpublished page", hint="title"), live=False)
    open_page = _standard(ledger, home, "about", "Published page")
    staff_page = _standard(ledger, home, "for-staff", "Page for staff")
    locked_page = _standard(ledger, home, "locked", "Unpublished page")
    PageViewRestriction.objects.create(page=staff_page, restriction_type=PageViewRestriction.LOGIN)
    lock = PageViewRestriction.objects.create(
        page=locked_page, restriction_type=PageViewRestriction.PASSWORD, password="only-for-tests"
    )
    _save_changes(ledger, open_page, taught)
    hidden_document, locked_document = (
        _document(ledger, name, fact) for name, fact in (("staff.txt", "Page for staff"), ("l.txt", "Unpublished page"))
    )
    _restrict(hidden_document, "For staff", restriction_type=CollectionViewRestriction.LOGIN)
    return Pages(
        index=index,
        practice=_practice(public),
        quiz=_quiz(public),
        taught=taught,
        draft=draft,
        open_page=open_page,
        staff_page=staff_page,
        locked_page=locked_page,
        lock=lock,
        document=_document(ledger, "handout.txt", "Published page"),
        hidden_document=hidden_document,
        collection_lock=_restrict(
            locked_document,
            "Locked",
            restriction_type=CollectionViewRestriction.PASSWORD,
            password="only-for-tests",
        ),
    )


def editors_group_name() -> str:
    """The group that holds the editors' rights in Wagtail."""
    return EDITORS_GROUP


def _save_changes(ledger: Ledger, open_page: StandardPage, taught: CoursePage) -> None:
    """Changes to live pages that nobody has published."""
    open_page.introduction = ledger.word("Unpublished page", hint="change")
    open_page.save_revision()
    taught.summary = ledger.word("Unpublished page", hint="summary")
    taught.save_revision()
    taught.refresh_from_db()


def _standard(ledger: Ledger, home: HomePage, slug: str, fact: str) -> StandardPage:
    page = StandardPage(title=slug.capitalize(), slug=slug, body=f"<p>{ledger.word(fact, hint='body')}</p>")
    home.add_child(instance=page)
    page.save_revision().publish()
    return page


def _practice(page: CoursePage) -> Question:
    asked = next(block for block in page.lessons[0].value["body"] if block.block_type == "question")
    return Question(asked.id, asked.value["options"].bound_blocks[0].id)


def _quiz(page: CoursePage) -> Question:
    assert page.course
    paper = draw_paper(page.course)
    assert paper
    return Question(paper.shown[0]["question"], paper.shown[0]["options"][0], seal(paper))


def _course(
    ledger: Ledger,
    index: CourseIndexPage,
    *,
    code: str,
    title: str,
    live: bool = True,
    lesson: str = "Lesson",
    open_to: str = "staff",
) -> CoursePage:
    shown, lesson, bank = ("Published page", lesson, "Question bank") if live else ("Unpublished page",) * 3
    page = CoursePage(
        title=title,
        slug=f"course-{code}",
        course_code=code,
        summary=ledger.word(shown, hint="summary"),
        open_to=open_to,
        questions_asked=2,
        pass_percent=50,
        outcomes=[("outcome", {"key": OUTCOME, "text": ledger.word(shown, hint="outcome")})],
        lessons=[("lesson", _lesson(ledger, shown, lesson, bank))],
        bank=[("question", {**_question(ledger, bank, number), "outcome": OUTCOME}) for number in range(2)],
        live=live,
    )
    index.add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
        page.refresh_from_db()
    return page


def _lesson(ledger: Ledger, shown: str, lesson: str, bank: str) -> dict:
    return {
        "key": "first",
        "title": ledger.word(shown, hint="lesson"),
        "minutes": 4,
        "outcomes": [OUTCOME],
        "body": [
            ("text", f"<p>{ledger.word(lesson, hint='text')}</p>"),
            ("question", _question(ledger, bank, 9)),
        ],
    }


def _question(ledger: Ledger, fact: str, number: int) -> dict:
    options = [
        {"text": f"Option {number}{letter}", "correct": letter == "a", "feedback": ledger.word(fact, hint="feedback")}
        for letter in "abc"
    ]
    return {"key": f"q{number}", "kind": "one", "prompt": "Which?", "options": options}


def _document(ledger: Ledger, name: str, fact: str):
    words = ledger.word(fact, hint="file")
    return get_document_model().objects.create(title=name, file=ContentFile(words.encode(), name=name))


def _restrict(document, name: str, **how: str) -> CollectionViewRestriction:
    """Puts a document in a collection of its own that not everybody may open."""
    document.collection = Collection.get_first_root_node().add_child(name=name)
    document.save()
    return CollectionViewRestriction.objects.create(collection=document.collection, **how)
