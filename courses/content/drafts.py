"""What a course page says now, in the form that a version keeps."""

from typing import TYPE_CHECKING, Any

from courses.content import outline, rules

if TYPE_CHECKING:
    from courses.content.models import CoursePage


def content_of(page: "CoursePage") -> dict[str, Any]:
    """The page's words and blocks as ``CourseVersion.content``; of a draft's object, the draft's."""
    return outline.build_content(
        title=page.title,
        summary=page.summary,
        outcomes=page.outcomes.get_prep_value(),
        lessons=page.lessons.get_prep_value(),
        bank=page.bank.get_prep_value(),
    )


def criteria_of(page: "CoursePage") -> outline.Criteria:
    """What a completion of the page's next version would hang on."""
    return outline.Criteria(
        minutes=page.minutes,
        validity_months=page.validity_months,
        pass_percent=page.pass_percent,
        questions_asked=page.questions_asked,
    )


def problems_of(page: "CoursePage") -> list[rules.Problem]:
    """Every reason why the page cannot be published as it is."""
    return rules.publication_problems(content_of(page), page.questions_asked)


def digest_of(page: "CoursePage") -> str:
    """The digest that a version made of the page now would have."""
    return outline.digest(content_of(page), criteria_of(page))
