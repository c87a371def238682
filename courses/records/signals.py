"""What the learning record tells the layers above. They listen; it knows none of them.

``completion_written`` and ``completion_revoked`` are sent inside the transaction that writes, so that what a listener
writes stands or falls with the completion: closing the requirement it meets, asking for its certificate.
``course_completed`` is sent once that transaction is committed. These three give ``completion``. Many completions
written at once (a file) are told by ``completions_written`` in their transaction, with ``completions``, instead of
one by one.
"""

from django.dispatch import Signal

completion_written = Signal()
completions_written = Signal()
completion_revoked = Signal()
course_completed = Signal()
