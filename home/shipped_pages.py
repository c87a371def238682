"""The pages that come with the product: their words, and putting them into Wagtail in every language, together with the
shipped courses that come in it.

The words are templates in ``home/shipped/``, translated with everything else in ``locale/``. A page whose words an
editor has changed is the editor's: it is left alone, and so are its translations; so is a page that is not live.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext, gettext_noop
from wagtail.models import Locale, Page

from courses.api import Action, prepare_site, set_up_editors, translate_courses
from courses.models import CourseIndexPage
from home.models import Facts, HomePage, StandardPage
from home.reviews import ask_for_review
from home.translating import translate_page


@dataclass(frozen=True)
class ShippedPage:
    """One page: its name (the last part of its address, and of its template), its words in English, its facts."""

    name: str
    title: str
    introduction: str
    facts: Facts = Facts.NONE


# In the order of the footer. Privacy names cookies, and about names the rest: each page is made before any is written.
PAGES = (
    ShippedPage("about", gettext_noop("About this site"), gettext_noop("What you can do here, and who runs it.")),
    ShippedPage(
        "accessibility",
        gettext_noop("How easy this site is to use"),
        gettext_noop("Our accessibility statement: what works, what does not yet, and how to tell us."),
        Facts.COMPLAIN,
    ),
    ShippedPage(
        "privacy",
        gettext_noop("What we keep about you"),
        gettext_noop("Our privacy notice: very little, unless you work for the council."),
        Facts.CONTACT,
    ),
    ShippedPage(
        "cookies", gettext_noop("Cookies"), gettext_noop("The few cookies we need, and what for."), Facts.COOKIES
    ),
    ShippedPage(
        "contact", gettext_noop("Contact us"), gettext_noop("Ask us about this site or a course."), Facts.CONTACT
    ),
)
# What the pages above them say when nobody has changed it; translated only while they say it.
HOME = (gettext_noop("Digital skills"),)
COURSES = (
    gettext_noop("Courses"),
    gettext_noop("Short courses that you can do in your own time. Each ends by saying what to do next."),
)


@dataclass
class PagesLoaded:
    """What was done, as names of pages: with ``/pl`` behind the name for a translation."""

    made: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


@transaction.atomic
def load_pages() -> PagesLoaded:
    """Makes the home page, the course index and the standard pages where missing, and brings those that nobody has
    edited up to date, in English and then in each of Wagtail's languages. Again changes nothing."""
    prepare_site()
    home = HomePage.objects.get(locale=Locale.get_default())
    index = CourseIndexPage.objects.get(locale=Locale.get_default())
    done = PagesLoaded()
    pages = {shipped.name: _page_of(shipped, home) for shipped in PAGES}
    links = {name: page.pk for name, page in pages.items()}
    for shipped in PAGES:
        _write(pages[shipped.name], shipped, links, done)
        pages[shipped.name].refresh_from_db()
    for locale in Locale.objects.exclude(pk=Locale.get_default().pk).order_by("pk"):
        with translation.override(locale.language_code):
            _translate_plain(home, "home", locale, HOME, done)
            if there := home.get_translation_or_none(locale):
                set_up_editors(there)
            _translate_plain(index, "courses", locale, COURSES, done)
            for shipped in PAGES:
                _translate(pages[shipped.name], shipped, links, locale, done)
            _translate_courses(locale, done)
    return done


def _page_of(shipped: ShippedPage, home: Page) -> StandardPage:
    """The page in English; an empty draft where there is none."""
    page = StandardPage.objects.filter(shipped_as=shipped.name, locale=Locale.get_default()).first()
    if page is None:
        taken = StandardPage.objects.child_of(home).filter(slug=shipped.name).first()
        if taken:
            return taken  # an editor's own page of that name
        page = StandardPage(title=shipped.title, slug=shipped.name, shipped_as=shipped.name, live=False)
        home.add_child(instance=page)
    return page


def _write(page: StandardPage, shipped: ShippedPage, links: dict[str, int], done: PagesLoaded) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        _say(new := StandardPage(), shipped, links)
    digest = digest_of(new)
    if page.shipped_digest == digest or _is_edited(page):
        done.left.append(shipped.name)
        return
    (done.updated if page.shipped_digest else done.made).append(shipped.name)
    _say_the_same(page, new)
    page.facts, page.show_in_menus, page.shipped_digest = shipped.facts, True, digest
    page.save_revision().publish()


def _translate(
    page: StandardPage, shipped: ShippedPage, links: dict[str, int], locale: Locale, done: PagesLoaded
) -> None:
    """The translation of a page into the active language, while both the page and its translation are as loaded."""
    name = f"{shipped.name}/{locale.language_code}"
    _say(said := StandardPage(), shipped, links)
    digest = digest_of(said)
    there = StandardPage.objects.filter(translation_key=page.translation_key, locale=locale).first()
    as_loaded = page.live and page.shipped_digest and digest_of(page) == page.shipped_digest
    if not as_loaded or (there and (there.shipped_digest == digest or _is_edited(there))):
        done.left.append(name)
        return
    (done.updated if there else done.made).append(name)
    translated = translate_page(page=page, into=locale, said=said)
    StandardPage.objects.filter(pk=translated.pk).update(shipped_as=shipped.name, shipped_digest=digest)


def _translate_plain(page: Page, name: str, locale: Locale, words: tuple[str, ...], done: PagesLoaded) -> None:
    """The home page or the course index, once, while it says what it said when it was made."""
    name = f"{name}/{locale.language_code}"
    said = tuple(text for text in (page.title, page.introduction) if text)
    if said != words or page.has_translation(locale):
        done.left.append(name)
        return
    done.made.append(name)
    in_this_language = type(page)(title=gettext(page.title), introduction=page.introduction and gettext(said[-1]))
    translate_page(page=page, into=locale, said=in_this_language)


def _translate_courses(locale: Locale, done: PagesLoaded) -> None:
    """The shipped courses that come in this language; nothing where they were not loaded, and of those not shipped in
    it."""
    for course in translate_courses(into=locale):
        if course.page is None:
            continue
        {Action.CREATE: done.made, Action.UPDATE: done.updated}.get(course.action, done.left).append(
            f"{course.code}/{locale.language_code}"
        )
        if course.reworded:
            ask_for_review(page=course.page)


def _say(page: StandardPage, shipped: ShippedPage, links: dict[str, int]) -> None:
    page.title, page.introduction = gettext(shipped.title), gettext(shipped.introduction)
    page.body = " ".join(render_to_string(f"home/shipped/{shipped.name}.html", {"links": links}).split())
    page.body = page.body.replace("> <", "><")


def _say_the_same(page: StandardPage, new: StandardPage) -> None:
    page.title, page.introduction, page.body = new.title, new.introduction, new.body
    page.draft_title = page.title


def _is_edited(page: StandardPage) -> bool:
    """Whether an editor has been here: it says, live or in a draft, something else than was loaded, or it was taken
    down. A page that was just made has not been written yet."""
    if not page.shipped_as:
        return True
    if not page.shipped_digest:
        return False
    states: Iterable[StandardPage] = [page, page.get_latest_revision_as_object()]
    return not page.live or any(digest_of(state) != page.shipped_digest for state in states)


def digest_of(page: StandardPage) -> str:
    """A fingerprint of what a page says. wagtail-localize writes a link's attributes in an order of its own, which says
    nothing."""
    body = re.sub(r"<a ([^>]*)>", lambda link: f"<a {' '.join(sorted(link[1].split()))}>", page.body)
    return hashlib.sha256(f"{page.title}\0{page.introduction}\0{body}".encode()).hexdigest()
