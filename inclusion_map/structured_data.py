"""A place as schema.org JSON-LD, for search engines: what it is, where, and when it is open, closures among it."""

import datetime as dt
import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from inclusion_map.models import Answer, Place, PlaceKind
from inclusion_map.opening import IN_PERSON, Because, DayTimes, Hours, Rule, Weeks, periods_on

TYPES = {
    PlaceKind.LIBRARY: "Library",
    PlaceKind.CONTACT_CENTRE: "GovernmentOffice",
    PlaceKind.ADULT_LEARNING: "EducationalOrganization",
    PlaceKind.GP: "MedicalClinic",
    PlaceKind.FAITH: "PlaceOfWorship",
}
DAYS = {
    "MO": "Monday",
    "TU": "Tuesday",
    "WE": "Wednesday",
    "TH": "Thursday",
    "FR": "Friday",
    "SA": "Saturday",
    "SU": "Sunday",
    "PH": "PublicHolidays",
}
SPECIAL_DAYS = 60  # how far ahead exceptions are told
SPECIAL = {Because.BANK_HOLIDAY, Because.ORGANISATION, Because.PLACE, Because.EMERGENCY}
# So that no text in it can end the script element or begin another.
ESCAPES = {ord(one): f"\\u{ord(one):04X}" for one in "<>&\u2028\u2029"}


def as_script(data: dict[str, Any]) -> SafeString:
    """The data as the content of a script element, with nothing in it that HTML would read."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(ESCAPES))  # noqa: S308


def place_as_data(place: Place, hours: Hours, *, url: str, today: dt.date) -> dict[str, Any]:
    """The place in schema.org's words; what nobody has said is left out."""
    optional = {
        "telephone": place.phone,
        "email": place.email,
        "sameAs": place.website,
        "geo": _geo(place),
        "openingHoursSpecification": [one for rule in hours.rules for one in _weekly(rule)],
        "specialOpeningHoursSpecification": _special(hours, today),
        "amenityFeature": _amenities(place),
        "description": "A made-up place, for demonstration." if place.is_demonstration else "",
    }
    return {
        "@context": "https://schema.org",
        "@type": TYPES.get(PlaceKind(place.kind), "CivicStructure"),
        "@id": url,
        "url": url,
        "name": place.name,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": place.address,
            "postalCode": place.postcode,
            "addressCountry": "GB",
        },
        "publicAccess": not place.appointment_only,
        **{name: value for name, value in optional.items() if value},
    }


def _geo(place: Place) -> dict[str, Any] | None:
    if place.latitude is None or place.longitude is None:
        return None
    return {"@type": "GeoCoordinates", "latitude": float(place.latitude), "longitude": float(place.longitude)}


def _weekly(rule: Rule) -> list[dict[str, Any]]:
    """Times that come every week, in person. What comes once a month or in term time, this vocabulary cannot say."""
    if rule.kind not in IN_PERSON or rule.weeks is not Weeks.EVERY or rule.term_time_only:
        return []
    days = [f"https://schema.org/{name}" for code, name in DAYS.items() if code in rule.weekdays]
    dates = {"validFrom": rule.valid_from, "validThrough": rule.valid_to}
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": days,
            "opens": rule.opens.isoformat("minutes"),
            "closes": rule.closes.isoformat("minutes"),
            **{name: day.isoformat() for name, day in dates.items() if day},
        }
    ]


def _special(hours: Hours, today: dt.date) -> list[dict[str, Any]]:
    """The days ahead on which the usual times do not hold. Closed all day is "from 00:00 to 00:00"."""
    days = (periods_on(hours, today + dt.timedelta(days=ahead)) for ahead in range(SPECIAL_DAYS))
    return [one for day in days if day.because in SPECIAL and day.confirmed for one in _special_day(day)]


def _special_day(day: DayTimes) -> list[dict[str, Any]]:
    times = [(one.opens.isoformat("minutes"), one.closes.isoformat("minutes")) for one in _in_person(day)]
    return [
        {
            "@type": "OpeningHoursSpecification",
            "opens": opens,
            "closes": closes,
            "validFrom": day.day.isoformat(),
            "validThrough": day.day.isoformat(),
        }
        for opens, closes in times or [("00:00", "00:00")]
    ]


def _in_person(day: DayTimes) -> list[Any]:
    return [period for period in day.periods if period.kind in IN_PERSON and period.confirmed]


def _amenities(place: Place) -> list[dict[str, Any]]:
    known = {
        "Step-free entrance": place.step_free_entrance,
        "Free Wi-Fi": place.wifi,
        "Hearing loop": place.hearing_loop,
    }
    return [
        {"@type": "LocationFeatureSpecification", "name": name, "value": answer == Answer.YES}
        for name, answer in known.items()
        if answer != Answer.UNKNOWN
    ]
