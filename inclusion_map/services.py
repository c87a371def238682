"""What changes because of a resident."""

from django.db import transaction

from inclusion_map.models import Place, Report

MOST_LETTERS = 1000


def report_place(*, place: Place, text: str, page_language: str) -> Report:
    """Keeps what somebody says is wrong with a published place's page, and nothing about who said it.

    The row itself is the record of the act: no audit entry is written, since it would know no more than the row.
    Raises ValueError for a place that is not on the site and for a text that is empty or longer than 1,000 letters.
    """
    text = text.replace("\0", "").strip()
    if not place.published:
        raise ValueError("Only a page that is on the site can be reported.")
    if not 0 < len(text) <= MOST_LETTERS:
        raise ValueError("A report is a text of 1 to 1,000 letters.")
    with transaction.atomic():
        return Report.objects.create(place=place, text=text, page_language=page_language)
