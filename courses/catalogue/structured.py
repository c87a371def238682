"""A class in the words of schema.org, for search engines (https://schema.org/Course, CourseInstance, Schedule)."""

from typing import Any

from courses.catalogue.models import CourseRun, TaughtCourse
from courses.catalogue.selectors import ClassPage, RunShown

DAY_NAMES = {
    "MO": "Monday",
    "TU": "Tuesday",
    "WE": "Wednesday",
    "TH": "Thursday",
    "FR": "Friday",
    "SA": "Saturday",
    "SU": "Sunday",
}


def schema_org(page: ClassPage, url: str) -> dict[str, Any]:
    """The class with its runs to come and those that are cancelled; runs that are over are history."""
    taught = page.taught
    return {
        "@context": "https://schema.org",
        "@type": "Course",
        "name": taught.title,
        "description": " ".join(taught.outcome_lines),
        "url": url,
        "inLanguage": taught.teaching_language,
        "educationalLevel": taught.level,
        "teaches": taught.outcome_lines,
        "isAccessibleForFree": bool(taught.is_free),
        "offers": _offer(taught),
        "provider": _without_empty(
            {
                "@type": "Organization",
                "name": taught.provider.name,
                "url": taught.provider.website,
                "email": taught.provider.email,
                "telephone": taught.provider.phone,
            }
        ),
        "hasCourseInstance": [_instance(taught, one) for one in [*page.upcoming, *page.cancelled]],
    }


def _offer(taught: TaughtCourse) -> dict[str, Any]:
    if taught.is_free:
        return {"@type": "Offer", "category": "Free", "price": 0, "priceCurrency": "GBP"}
    return {"@type": "Offer", "category": "Paid", "description": taught.price}


def _instance(taught: TaughtCourse, shown: RunShown) -> dict[str, Any]:
    run = shown.run
    status = "EventCancelled" if run.cancelled else "EventScheduled"
    instance = {
        "@type": "CourseInstance",
        "courseMode": "onsite",
        "inLanguage": taught.teaching_language,
        "startDate": run.first_day.isoformat(),
        "endDate": run.last_day.isoformat(),
        "eventStatus": f"https://schema.org/{status}",
        "courseSchedule": _schedule(run),
        "maximumAttendeeCapacity": run.capacity,
        "location": _location(shown),
    }
    return _without_empty(instance)


def _schedule(run: CourseRun) -> dict[str, Any]:
    return {
        "@type": "Schedule",
        "repeatFrequency": "P1W",
        "byDay": [f"https://schema.org/{DAY_NAMES[code]}" for code in run.period.weekdays],
        "startDate": run.first_day.isoformat(),
        "endDate": run.last_day.isoformat(),
        "startTime": run.starts.isoformat(),
        "endTime": run.ends.isoformat(),
        "scheduleTimezone": "Europe/London",
    }


def _location(shown: RunShown) -> dict[str, Any] | None:
    place = shown.place
    if place is None:
        return None
    address = {"@type": "PostalAddress", "streetAddress": place.address, "postalCode": place.postcode}
    return {"@type": "Place", "name": place.name, "address": _without_empty({**address, "addressCountry": "GB"})}


def _without_empty(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "")}
