"""What the layers above may hear about courses."""

from django.dispatch import Signal

# A version was made. Sent when its transaction has committed, with ``version_id``: the primary key of the
# ``CourseVersion``. A receiver only enqueues or opens; it may be called again for a version it has seen.
course_published = Signal()
