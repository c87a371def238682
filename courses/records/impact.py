"""How many people a major version of a course asks to do it again, for the editor who is about to publish it."""

import datetime as dt

from courses.content.impact import register_impact
from courses.content.models import Course
from courses.records.models import Completion
from lms.core import clock
from lms.organisation.models import JobVersion


@register_impact
def people_with_a_good_completion(course: Course, redo_by: dt.date) -> int:
    """People who work for the council today and whose completion of the course counts today: each once, however
    often they completed it. Somebody who has left is asked nothing."""
    today = clock.today()
    working = JobVersion.objects.on(today).values("job__person_id")
    good = Completion.objects.good_on(today).accepted_on(today).filter(course=course, person_id__in=working)
    return good.values("person_id").distinct().count()
