"""Every page and every state of it, and how one gets there."""

import datetime as dt

from django.core.files.base import ContentFile
from django.template.loader import render_to_string

from certificates.models import Certificate
from courses.models import Attempt, CoursePage, Programme
from courses.records.services import revoke_completion
from courses.shipped.site import prepare_site
from lms.core.clock import today
from lms.organisation.models import StaffUpload
from lms.people.models import Person, User
from tests.browser.screens import Screen
from tests.browser.state import GoThere, State, after, at
from tests.browser.states_find_help import FIND_HELP
from tests.browser.town import Town
from tests.course_pages import republish

HEADER = "staff_no,first_name,last_name,unit_code,start_date\n"
GOOD_ROW = "90001,Nina,Newcomer,C,2026-01-05\n"
BAD_ROWS = "90002,,Nameless,C,2026-01-05\n90003,Uma,Unknown,NOWHERE,31/31/2026\n"
ERRORS = ("400", "403", "403_csrf", "429", "500")


def wrong_password(screen: Screen, town: Town) -> None:
    screen.visit("/accounts/login/")
    screen.page.get_by_text("Sign in with a password instead").click()
    screen.page.get_by_label("Password").fill("not the password")
    screen.page.get_by_role("group").get_by_role("button", name="Sign in").click()
    screen.page.get_by_role("alert").wait_for()


def code_sent(screen: Screen, town: Town) -> None:
    screen.visit("/accounts/login/")
    screen.page.get_by_label("E-mail address").first.fill("somebody@council.example")
    screen.press("Send me a code")


def wrong_code(screen: Screen, town: Town) -> None:
    code_sent(screen, town)
    screen.page.get_by_label("Code").fill("WRONG1")
    screen.press("Continue")


def error_page(template: str) -> GoThere:
    """A page for when nothing can be relied on, served at an address of the site so that its styles load."""

    def go(screen: Screen, town: Town) -> None:
        body = render_to_string(f"{template}.html")
        screen.page.route("**/went-wrong/", lambda route: route.fulfill(body=body, content_type="text/html"))
        screen.visit("/went-wrong/")

    return go


def no_programme(screen: Screen, town: Town) -> None:
    Programme.objects.update(headline=False)
    screen.visit("/performance/")


def certificate_of(person: Person) -> Certificate:
    return Certificate.objects.filter(person=person, programme=None).earliest("pk")


def certificate(screen: Screen, town: Town) -> None:
    screen.visit(certificate_of(town.finished).get_absolute_url())


def certificate_of_programme(screen: Screen, town: Town) -> None:
    screen.visit(Certificate.objects.get(person=town.finished, programme=town.programme).get_absolute_url())


def certificate_withdrawn(screen: Screen, town: Town) -> None:
    found = certificate_of(town.finished)
    revoke_completion(completion=found.completion, on=today(), reason="A mistake", by=None)
    screen.visit(found.get_absolute_url())


def certificate_expired(screen: Screen, town: Town) -> None:
    found = certificate_of(town.finished)
    found.facts["valid_until"] = (today() - dt.timedelta(days=1)).isoformat()
    found.save()
    screen.visit(found.get_absolute_url())


def lesson_answered(screen: Screen, town: Town) -> None:
    screen.visit("/learn/every-block/lessons/1/")
    screen.page.get_by_role("radio").nth(6).check()
    screen.page.get_by_role("checkbox").first.check()
    screen.press("Check my answer")


def answers_with_a_gap(screen: Screen, town: Town) -> None:
    screen.visit(f"/learn/{town.cyber.code}/check/")
    screen.press("Start the check")
    screen.visit(f"/learn/{town.cyber.code}/check/answers/")


def submitted(right: bool) -> GoThere:
    """A try at a small course, passed or not."""

    def go(screen: Screen, town: Town) -> None:
        screen.visit("/learn/every-block/check/")
        screen.press("Start the check")
        attempt = Attempt.objects.select_related("version").get(person=town.learner, submitted_at=None)
        for question in attempt.version.content["questions"]:
            attempt.answers[question["id"]] = [question["options"][0 if right else 2]["id"]]
        attempt.save()
        screen.visit("/learn/every-block/check/answers/")
        screen.press("Submit my answers")
        assert ("You have passed." in screen.heading) is right

    return go


def no_longer_taught(screen: Screen, town: Town) -> None:
    CoursePage.objects.get(course=town.confident).unpublish()
    screen.visit(f"/learn/{town.confident.code}/")


def account_of_nobody(screen: Screen, town: Town) -> None:
    Person.objects.filter(pk=town.visitor.pk).update(user=None)
    screen.visit("/learn/")


def confirm_it_is_you(screen: Screen, town: Town) -> None:
    """Asked of somebody who has a password."""
    user = User.objects.get(pk=town.visitor.user_id)
    user.set_password("a long password, only for tests")
    user.save()
    screen.visit("/accounts/login/")
    screen.page.get_by_text("Sign in with a password instead").click()
    screen.page.locator("#id_login").fill(town.visitor.email)
    screen.page.locator("#id_password").fill("a long password, only for tests")
    screen.page.get_by_role("group").get_by_role("button", name="Sign in").click()
    screen.page.wait_for_url("**/learn/")
    screen.visit("/accounts/reauthenticate/")


def no_courses(screen: Screen, town: Town) -> None:
    for page in CoursePage.objects.all():
        page.unpublish()
    screen.visit(prepare_site().url)


def waiting_file(rows: str) -> GoThere:
    """A staff file that HR uploaded, looked at by somebody else."""

    def go(screen: Screen, town: Town) -> None:
        upload = StaffUpload.objects.create(
            file_name="staff.csv",
            file=ContentFile(f"{HEADER}{rows}".encode(), name="staff.csv"),
            effective_from=today(),
            uploaded_by=User.objects.get(pk=town.hr.user_id),
        )
        screen.visit(f"/staff-records/uploads/{upload.uuid}/")

    return go


def file_applied(screen: Screen, town: Town) -> None:
    waiting_file(GOOD_ROW)(screen, town)
    screen.named("Apply these changes").or_(screen.named("Approve and apply")).first.click()
    screen.page.wait_for_url("**/imports/**")


def file_thrown_away(screen: Screen, town: Town) -> None:
    waiting_file(GOOD_ROW)(screen, town)
    upload = screen.page.url
    screen.press("Throw the file away")
    screen.visit(upload)


def files_and_imports(screen: Screen, town: Town) -> None:
    file_applied(screen, town)
    waiting_file(GOOD_ROW)(screen, town)
    screen.visit("/staff-records/")


def to_everyone(path: str, *presses: str) -> GoThere:
    """A part of the small course, open to everybody, and what is pressed there one after the other."""

    def go(screen: Screen, town: Town) -> None:
        republish(CoursePage.objects.get(course__code="every-block"), open_to="everyone")
        after(f"/courses/every-block/{path}", *presses)(screen, town)

    return go


def public_quiz_marked(screen: Screen, town: Town) -> None:
    to_everyone("quiz/")(screen, town)
    screen.page.locator("main input[type=radio]").first.check()
    screen.press("See how I did")


STATES = (
    *FIND_HELP,
    State("home", "", at("/")),
    State("home-signed-in", "learner", at("/")),
    State("courses", "", at("/courses/")),
    State("courses-empty", "", no_courses),
    State("course", "", at("/courses/confident/")),
    State("public-course", "", to_everyone("")),
    State("public-lesson", "", to_everyone("lessons/1/")),
    State("public-lesson-checked", "", to_everyone("lessons/1/", "Check my answer")),
    State("public-quiz", "", to_everyone("quiz/")),
    State("public-quiz-nothing-chosen", "", to_everyone("quiz/", "See how I did")),
    State("public-quiz-result", "", public_quiz_marked),
    State("standard-page", "", at("/about/")),
    State("design-system", "", at("/design-system/")),
    State("not-found", "", at("/no/such/page/", 404)),
    *(State(f"error-{template}", "", error_page(template)) for template in ERRORS),
    State("sign-in", "", at("/accounts/login/")),
    State("sign-in-error", "", wrong_password),
    State("sign-in-code", "", at("/accounts/login/code/")),
    State("sign-in-code-sent", "", code_sent),
    State("sign-in-code-wrong", "", wrong_code),
    State("sign-up", "", at("/accounts/signup/")),
    State("account-closed", "", at("/accounts/inactive/")),
    State("password-reset", "", at("/accounts/password/reset/")),
    State("password-reset-error", "", after("/accounts/password/reset/", "Send me a link")),
    State("password-reset-sent", "", at("/accounts/password/reset/done/")),
    State("password-reset-old-link", "", at("/accounts/password/reset/key/1-guess/")),
    State("account", "learner", at("/accounts/email/")),
    State("sign-out", "learner", at("/accounts/logout/")),
    State("two-step", "learner", at("/accounts/2fa/")),
    State("confirm-it-is-you", "", confirm_it_is_you),
    State("performance", "", at("/performance/")),
    State("performance-bad-day", "", at("/performance/?as_at_day=31&as_at_month=2&as_at_year=2026", 400)),
    State("performance-empty", "", no_programme),
    State("certificate", "", certificate),
    State("certificate-own", "finished", certificate),
    State("certificate-programme", "", certificate_of_programme),
    State("certificate-withdrawn", "", certificate_withdrawn),
    State("certificate-expired", "", certificate_expired),
    State("certificate-unknown", "", at("/certificates/2222-3333-4444-5555-6666-7777-8888/", 404)),
    State("certificate-look-up", "", at("/certificates/")),
    State("certificate-look-up-error", "", at("/certificates/?code=nonsense")),
    State("learn", "learner", at("/learn/")),
    State("learn-empty", "visitor", at("/learn/")),
    State("learn-done", "finished", at("/learn/")),
    State("learn-nobody", "visitor", account_of_nobody),
    State("learn-course", "learner", at("/learn/confident/")),
    State("learn-course-done", "finished", at("/learn/confident/")),
    State("learn-course-not-taught", "finished", no_longer_taught),
    State("lesson-every-block", "learner", at("/learn/every-block/lessons/1/")),
    State("lesson-answered", "learner", lesson_answered),
    State("check", "learner", at("/learn/confident/check/")),
    State("question", "learner", after("/learn/confident/check/", "Start the check")),
    State("answers-with-a-gap", "learner", answers_with_a_gap),
    State("result-passed", "learner", submitted(right=True)),
    State("result-failed", "learner", submitted(right=False)),
    State("team", "manager", at("/team/")),
    State("team-empty", "nobody", at("/team/")),
    State("team-error", "manager", at("/team/?as_at=31-31-2026", 400)),
    State("team-nobody-found", "manager", at("/team/?q=nobody-of-this-name")),
    State("team-person", "manager", at("/team/{town.learner.uuid}/")),
    State("remind", "manager", at("/team/remind/?who=overdue")),
    State("reminded", "manager", after("/team/remind/?who=overdue", "Send 1 message")),
    State("remind-refused", "manager", at("/team/remind/?who=overdue&as_at=2026-01-01", 400)),
    State("staff-records-empty", "hr", at("/staff-records/")),
    State("staff-records", "other_hr", files_and_imports),
    State("staff-upload", "hr", at("/staff-records/upload/")),
    State("staff-upload-error", "hr", after("/staff-records/upload/", "See what it changes")),
    State("staff-file", "other_hr", waiting_file(GOOD_ROW)),
    State("staff-file-with-faults", "other_hr", waiting_file(GOOD_ROW + BAD_ROWS)),
    State("staff-file-applied", "other_hr", file_applied),
    State("staff-file-thrown-away", "hr", file_thrown_away),
)
