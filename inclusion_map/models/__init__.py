"""Places of digital help, on three levels as in the Human Services Data Specification: who, where, what help."""

from inclusion_map.models.borough import BankHoliday, BoroughOutline, Postcode, PostcodeArea, SchoolTerm, Ward
from inclusion_map.models.organisations import Organisation, OrganisationKind
from inclusion_map.models.places import (
    ACCESS_FEATURES,
    FACILITIES,
    Answer,
    HolidayPolicy,
    Place,
    PlaceKind,
    PlaceStatus,
)
from inclusion_map.models.services import (
    KindOfHelp,
    Service,
    ServiceAccess,
    ServiceLanguage,
    ServiceSetting,
    Speaker,
    Stock,
)
from inclusion_map.models.times import OpeningException, OpeningKind, OpeningRule, WeekPattern
from inclusion_map.models.trust import Check, Report

__all__ = [
    "ACCESS_FEATURES",
    "FACILITIES",
    "Answer",
    "BankHoliday",
    "BoroughOutline",
    "Check",
    "HolidayPolicy",
    "KindOfHelp",
    "OpeningException",
    "OpeningKind",
    "OpeningRule",
    "Organisation",
    "OrganisationKind",
    "Place",
    "PlaceKind",
    "PlaceStatus",
    "Postcode",
    "PostcodeArea",
    "Report",
    "SchoolTerm",
    "Service",
    "ServiceAccess",
    "ServiceLanguage",
    "ServiceSetting",
    "Speaker",
    "Stock",
    "Ward",
    "WeekPattern",
]
