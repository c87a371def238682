"""What the learning record tells the layers above. They listen; it knows none of them.

``completion_written`` and ``completion_revoked`` are sent inside the transaction that writes, so that what a listener
writes stands or falls with the completion: closing the requirement it meets. ``course_completed`` is sent once that
transaction is committed, for what only enqueues: a certificate. All three give ``completion``.
"""

from django.dispatch import Signal

completion_written = Signal()
completion_revoked = Signal()
course_completed = Signal()
