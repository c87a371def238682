"""Places around the town: enough for two pages of a list, open, closed and unknown, with much to say each."""

import datetime as dt

from lms.core.clock import today
from tests.places import add_help, always_open, checked, make_borough, make_organisation, make_place

MANY = 12
KINDS = ("computer", "wifi", "phone-tablet", "first-steps", "forms", "nhs", "jobs", "printing")


def build_borough() -> None:
    """Twelve hubs that never close, a library of which little is known, one that closed, and one not verified yet."""
    make_borough()
    for number in range(1, MANY + 1):
        place = make_place(
            f"Hub {number}, on the hill",
            slug=f"hub-{number}",
            kind="community_hub",
            north=1 - number / 10,
            east=(number % 4) / 10,
            is_demonstration=True,
            phone="020 7946 0000",
            postcode="AB1 2DE",
            how_to_find="Next to the park, behind the blue door.",
            step_free_entrance="yes" if number % 2 else "unknown",
            step_free_entrance_note="There is a ramp." if number % 2 else "",
            hearing_loop="no",
            computers=4,
            time_limit_minutes=60,
            wifi="yes",
        )
        always_open(place)
        checked(place, today() - dt.timedelta(days=number))
        add_help(
            place,
            *KINDS[: 3 + number % 5],
            title="Digital drop-in",
            description="Bring your own phone, or use one of ours. We sit with you and go at your pace.",
            languages=["pl", "ar", "ta"] if number == 3 else ["pl"],
            bring="Your phone and its charger",
            is_free=True,
        )
    make_place("Quiet library", slug="quiet-library", north=-1)
    make_place("Old library", slug="old-library", north=0.5, status="closed", status_reason="It closed in 2024.")
    make_place("Secret hub", slug="secret-hub", published=False, organisation=make_organisation("Secret trust"))
