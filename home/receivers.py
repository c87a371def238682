"""What home listens to, and what it offers the pages below it."""

from django.db.models.signals import post_delete, post_save
from wagtail.models import PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from courses.api import register_next_steps
from courses.models import CourseIndexPage
from home.frame import forget_shared_frame
from home.learning import next_module
from home.models import StandardPage
from lms.core.models import CouncilSettings

for model in (CouncilSettings, Site, CourseIndexPage, PageViewRestriction, StandardPage):
    post_save.connect(forget_shared_frame, sender=model, dispatch_uid=f"home.frame.saved.{model.__name__}")
    post_delete.connect(forget_shared_frame, sender=model, dispatch_uid=f"home.frame.deleted.{model.__name__}")
for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
    signal.connect(forget_shared_frame, dispatch_uid="home.frame.pages")

register_next_steps(next_module)
