"""The pages and rights that courses need before there are any: the home page, the course index, the editors' group."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, Site
from wagtailmedia.models import get_media_model

from courses.catalogue.review import set_up_review
from courses.content.choices import EDITORS_GROUP
from courses.content.models import CourseIndexPage
from inclusion_map.editing.rights import editors_rights

PAGE_RIGHTS = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")


def prepare_site() -> CourseIndexPage:
    """The course index page at /courses/; makes it, the home page above it and the editors' rights where missing."""
    home = _home_page()
    set_up_editors(home)
    index = CourseIndexPage.objects.first()
    if index is None:
        index = CourseIndexPage(
            title="Courses",
            slug="courses",
            introduction="Short courses that you can do in your own time. Each ends by saying what to do next.",
            show_in_menus=True,
        )
        home.add_child(instance=index)
        index.save_revision().publish()
    return index


def set_up_editors(home: Page) -> Group:
    """The group "Council editors": it may write and publish everything under the home page, with its pictures,
    documents and media, approve the classes of partners, and fill in the council's own facts. It has no right over
    users."""
    group, _ = Group.objects.get_or_create(name=EDITORS_GROUP)
    group.permissions.add(
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"),
        Permission.objects.get(content_type__app_label="core", codename="change_councilsettings"),
        *editors_rights(),
    )
    for right in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=PAGE_RIGHTS):
        GroupPagePermission.objects.get_or_create(group=group, page=home, permission=right)
    root = Collection.get_first_root_node()
    for model in (get_image_model(), get_document_model(), get_media_model()):
        codenames = [f"{verb}_{model._meta.model_name}" for verb in ("add", "change", "choose")]
        rights = Permission.objects.filter(content_type__app_label=model._meta.app_label, codename__in=codenames)
        for right in rights:
            GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=right)
    set_up_review()
    return group


def _home_page() -> Page:
    # The home page's type is known from the index page's own rule: its app stands above this one.
    (home_type,) = CourseIndexPage.allowed_parent_page_models()
    home = home_type.objects.first()
    if home is None:
        home = home_type(title="Digital skills", slug="digital-skills")
        Page.get_first_root_node().add_child(instance=home)
        home.save_revision().publish()
    _make_site(home)
    return home


def _make_site(home: Page) -> None:
    """Points the default site at the home page, unless somebody has given it a page of their own."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site and not _is_welcome_page(site.root_page):
        return
    address = urlsplit(settings.SITE_URL)
    welcome = site.root_page if site else None
    site = site or Site(is_default_site=True)
    site.hostname = address.hostname or "localhost"
    site.port = address.port or (443 if address.scheme == "https" else 80)
    site.site_name, site.root_page = "Digital skills", home
    site.save()
    if welcome:
        welcome.delete()


def _is_welcome_page(page: Page) -> bool:
    """Whether this is the page that Wagtail's first migration makes, as it made it."""
    return page.specific_class is Page and page.title.startswith("Welcome to your new Wagtail") and page.is_leaf()
