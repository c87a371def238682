"""The demonstration's classes: made up, at its made-up places, with dates counted from the day it is built.

Each is ``(state, fields, runs)``; a run is ``(place, weeks from now of its first day, weeks it lasts, weekdays, starts,
ends, note)``. Weeks are counted from the Monday after the day of the build.
"""

from dataclasses import dataclass

CALAT, MILL = "provider", "other-provider"
PROVIDERS = {
    CALAT: {
        "slug": "calat-demonstration",
        "name": "CALAT (demonstration)",
        "email": "classes@demo.example",
        "phone": "020 7946 0011",
    },
    MILL: {
        "slug": "open-door-demonstration",
        "name": "Open Door digital skills (demonstration)",
        "email": "open.door@demo.example",
        "phone": "020 7946 0012",
    },
}
HUB, LIBRARY = "demonstration-hub-thornton-heath", "demonstration-library-fairfield"
CENTRE, EVENING = "demonstration-learning-centre-south-norwood", "demonstration-hub-bensham-manor"
CAFE, ADDINGTON = "demonstration-cafe-addiscombe", "demonstration-hub-new-addington"
FIRST, EVERYDAY, WORK = "first-steps", "everyday", "work"
PUBLISHED, DRAFT, SUBMITTED, RETURNED = "published", "draft", "submitted", "returned"


@dataclass(frozen=True)
class ClassPlan:
    """One class. ``price`` empty is free; ``comment`` is what the editor wrote; ``cancelled`` cancels the first run."""

    provider: str
    state: str
    title: str
    outcomes: tuple[str, ...]
    level: str
    runs: tuple[tuple[str, int, int, str, str, str, str], ...]
    price: str = ""
    concessions: str = ""
    spoken: str = "en"
    written: str = "en"
    for_whom: str = ""
    access: str = "There is a step-free way in. Tell us what you need and we arrange it."
    book: str = "Ring or write to us, or just come to the first session."
    comment: str = ""
    cancelled: str = ""


CLASSES = (
    ClassPlan(
        CALAT,
        PUBLISHED,
        "Use your phone for the first time",
        ("Call somebody and answer a call", "Send a message with a photo", "Keep your phone safe with a code"),
        FIRST,
        ((CENTRE, 1, 6, "TU", "10:00", "12:00", "Bring your own phone; we lend you one if you have none."),
         (HUB, 2, 6, "TH", "13:30", "15:30", "")),
    ),
    ClassPlan(
        CALAT,
        PUBLISHED,
        "Computer basics, slowly",
        ("Switch a computer on and off", "Use a mouse and a keyboard", "Write a page and save it"),
        FIRST,
        ((LIBRARY, 1, 8, "MO,WE", "10:00", "11:30", ""),),
    ),
    ClassPlan(
        CALAT,
        PUBLISHED,
        "E-mail and forms online",
        ("Write and answer an e-mail", "Fill in a form without losing what you typed", "Tell a message from a scam"),
        EVERYDAY,
        ((CENTRE, 1, 10, "WE", "18:00", "20:00", ""),),
        price="£24 for ten weeks",
        concessions="Free if you get a benefit or earn less than the London Living Wage.",
    ),
    ClassPlan(
        CALAT,
        PUBLISHED,
        "Spreadsheets for work",
        ("Make a table that adds itself up", "Sort and filter a long list", "Draw a chart from figures"),
        WORK,
        ((CENTRE, 2, 10, "TH", "18:00", "20:30", ""),),
        price="£60 for ten weeks",
        concessions="Half price for people who are looking for work.",
    ),
    ClassPlan(
        CALAT,
        PUBLISHED,
        "Staying safe online",
        ("Make a password that nobody guesses", "See through a message that wants your money"),
        EVERYDAY,
        ((LIBRARY, 0, 1, "FR", "14:00", "16:00", ""), (ADDINGTON, 3, 1, "SA", "10:30", "12:30", "")),
        cancelled="The tutor is ill. The session in New Addington is held.",
    ),
    ClassPlan(
        CALAT,
        PUBLISHED,
        "Online with your child’s school",
        ("Read messages from school in one place", "Pay for dinners and trips", "Book a parents’ evening"),
        EVERYDAY,
        ((HUB, -9, 6, "MO", "09:30", "11:00", ""),),
    ),
    ClassPlan(
        CALAT,
        RETURNED,
        "Your pictures: keep, find and share them",
        ("Move pictures from your phone to a safe place", "Find a picture from last year"),
        EVERYDAY,
        ((LIBRARY, 4, 4, "TU", "14:00", "16:00", ""),),
        comment="Please say what people should bring, and whether an older phone will do.",
    ),
    ClassPlan(
        CALAT,
        SUBMITTED,
        "Look for a job online",
        ("Write a CV and keep it online", "Apply for a job on a website"),
        WORK,
        ((CENTRE, 3, 6, "MO", "13:00", "15:00", ""),),
    ),
    ClassPlan(CALAT, DRAFT, "Maps and journeys on your phone", ("Plan a journey by bus",), FIRST, (), book=""),
    ClassPlan(
        MILL,
        PUBLISHED,
        "Telefon i internet po polsku",
        ("Założysz pocztę e-mail", "Wyślesz wiadomość i zdjęcie rodzinie", "Umówisz wizytę u lekarza przez internet"),
        FIRST,
        ((HUB, 1, 8, "SA", "10:00", "12:00", ""),),
        spoken="pl",
        written="pl",
        access="Wejście bez schodów.",
        book="Zadzwoń do nas albo po prostu przyjdź.",
    ),
    ClassPlan(
        MILL,
        PUBLISHED,
        "Tea and tablets",
        ("Make a video call", "Read the news on a tablet"),
        FIRST,
        ((CAFE, 0, 12, "WE", "15:00", "16:30", "We lend you a tablet."),),
        for_whom="People over 60",
    ),
    ClassPlan(
        MILL,
        PUBLISHED,
        "The NHS App, step by step",
        ("Order a repeat prescription", "See your test results", "Book at your surgery"),
        EVERYDAY,
        ((EVENING, 1, 3, "TU", "18:30", "20:00", ""), (CAFE, 5, 3, "FR", "11:00", "12:30", "")),
    ),
    ClassPlan(
        MILL,
        PUBLISHED,
        "Universal Credit online",
        ("Report a change", "Read and answer your journal"),
        EVERYDAY,
        ((ADDINGTON, 1, 6, "TH", "10:00", "12:00", ""),),
    ),
    ClassPlan(
        MILL,
        SUBMITTED,
        "Shop online without worry",
        ("Compare prices", "Pay safely", "Send something back"),
        EVERYDAY,
        ((EVENING, 3, 4, "WE", "18:30", "20:00", ""),),
    ),
    ClassPlan(MILL, DRAFT, "Video calls for groups", ("Start a call for your club",), EVERYDAY, (), book=""),
)  # fmt: skip
