"""The pages of a public course. They read and they mark; nothing is kept, so nobody has to be known."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from courses.content.models import CoursePage
from courses.content.public import course_url, public_page, quiz_url
from courses.records.public import screens
from courses.records.public.paper import draw_paper, unseal
from courses.records.selectors import current_version, questions_of


@require_safe
def lesson(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A lesson. An answer to its question travels in the address, and so does the feedback on it."""
    page = _public_or_404(request, code)
    version = current_version(page.course) if page.course else None
    has_quiz = bool(version and questions_of(version))
    screen = screens.lesson_screen(page, number, dict(request.GET.lists()), has_quiz=has_quiz)
    if screen is None:
        raise Http404
    context = {
        "screen": screen,
        "page": page,
        "lesson_answers": screen.practice.answers,
        "lesson_results": screen.practice.results,
    }
    return render(request, "courses/public/lesson.html", context)


# Exempt: marking changes nothing and shows the sender only what they sent, so a forged post gains nobody anything. The
# token that protects other forms would need a cookie, and here none is set.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def quiz(request: HttpRequest, code: str) -> HttpResponse:
    """The quiz, drawn anew for whoever opens it. Posted: marks what was shown, and keeps nothing of it."""
    page = _public_or_404(request, code)
    if request.method == "POST":
        return _marked(request, page)
    paper = draw_paper(page.course) if page.course else None
    if paper is None:
        return redirect(course_url(page))
    return render(request, "courses/public/quiz.html", {"screen": screens.quiz_screen(page, paper)})


def _marked(request: HttpRequest, page: CoursePage) -> HttpResponse:
    paper = unseal(request.POST.get("shown", ""), page.course) if page.course else None
    if paper is None:
        return render(request, "courses/public/not_marked.html", {"quiz_url": quiz_url(page)}, status=400)
    answers = screens.answers_to(paper, dict(request.POST.lists()))
    if not answers:
        screen = screens.quiz_screen(page, paper, nothing_chosen=True)
        return render(request, "courses/public/quiz.html", {"screen": screen})
    result = screens.result_screen(page, paper, answers)
    return render(request, "courses/public/result.html", {"screen": result})


def _public_or_404(request: HttpRequest, code: str) -> CoursePage:
    page = public_page(code)
    if page is None:
        raise Http404
    request.page_shown = page  # type: ignore[attr-defined]  # the frame says when a machine translated it
    return page
