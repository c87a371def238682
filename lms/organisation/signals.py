"""What the organisation tells the layers above it, once a change is committed.

A receiver only enqueues or opens: the change itself is already true.
"""

from django.dispatch import Signal

#: Facts about staff changed. ``person_ids``: list of primary keys of people; ``from_date``: the first civil date on
#: which something about any of them is different. Sent after commit by a staff import and by its undoing.
staff_changed = Signal()
