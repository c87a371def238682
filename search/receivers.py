"""What search listens to, so that what was just published is found and what was taken down is not."""

from django.db.models.signals import post_delete, post_save
from wagtail.models import PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from courses.models import CourseRun, TaughtCourse
from inclusion_map.models import Place, Service
from search.documents import forget_documents

for model in (CourseRun, PageViewRestriction, Place, Service, TaughtCourse):
    post_save.connect(forget_documents, sender=model, dispatch_uid=f"search.saved.{model.__name__}")
    post_delete.connect(forget_documents, sender=model, dispatch_uid=f"search.deleted.{model.__name__}")
for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
    signal.connect(forget_documents, dispatch_uid="search.pages")
