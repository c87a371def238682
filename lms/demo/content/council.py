"""The demonstration council: its directorates and services, what people do there, and its own facts.

The directorates are the borough's own, as it publishes them. Everything beneath them is made up.
"""

from dataclasses import dataclass

COUNCIL_NAME = "Croydon Council (demonstration)"
EMAIL_DOMAIN = "demo.example"

# Left as they are by `build_demo` where somebody has filled them in already.
SETTINGS = {
    "council_name": COUNCIL_NAME,
    "contact_email": f"digital.skills@{EMAIL_DOMAIN}",
    "contact_phone": "020 7946 0000",
    "contact_address": "Digital skills (demonstration), Made-up House, 1 Nowhere Street",
    "centre_postcode": "CR0 1EA",
    "it_help": (
        "Demonstration IT service desk: call 020 7946 0001, weekdays 8am to 6pm, or ask at the ground floor desk."
    ),
    "report_security": (
        "Press “Report message” in your mail, or call the demonstration IT service desk on 020 7946 0001 at any hour. "
        "You will never be in trouble for reporting."
    ),
    "report_breach": (
        "Tell the demonstration information team at once, the same day: data.breach@demo.example or 020 7946 0002. "
        "Tell your manager too."
    ),
    "book_session": (
        "Ask your manager, or call the demonstration learning team on 020 7946 0003. Sessions run every week, in work "
        "time, with a computer for everybody."
    ),
    "accessibility_help": (
        "The demonstration workplace adjustments team, on 020 7946 0004 or adjustments@demo.example, arranges "
        "equipment, software and changes to how you do a course."
    ),
}


@dataclass(frozen=True)
class Service:
    """A head of service's part of a directorate. ``frontline``: many of its people have no council e-mail."""

    directorate: str
    name: str
    job: str
    frontline: bool = False


DIRECTORATES = {
    "ACE": "Assistant Chief Executive",
    "CYPE": "Children, Young People and Education",
    "ASCH": "Adult Social Care and Health",
    "HOU": "Housing",
    "SCRER": "Sustainable Communities, Regeneration and Economic Recovery",
    "RES": "Resources",
}

# In this order: a small council has the first ones only. The first holds the named manager's team; the second the
# named people of the centre; the third moves to another directorate in the demonstration's reorganisation.
SERVICES = (
    Service("SCRER", "Libraries and community hubs", "Library assistant"),
    Service("RES", "People and learning", "People adviser"),
    Service("HOU", "Caretaking", "Caretaker", frontline=True),
    Service("SCRER", "Waste and street cleansing", "Street cleansing operative", frontline=True),
    Service("ACE", "Digital services", "Digital officer"),
    Service("ACE", "Contact centre", "Customer adviser"),
    Service("ACE", "Policy and performance", "Policy officer"),
    Service("ACE", "Registrars and bereavement", "Registration officer"),
    Service("ACE", "Elections and democratic services", "Democratic services officer"),
    Service("CYPE", "Early help", "Family support worker"),
    Service("CYPE", "Children's social work", "Social worker"),
    Service("CYPE", "Fostering and adoption", "Fostering officer"),
    Service("CYPE", "Special educational needs", "Case officer"),
    Service("CYPE", "Youth justice", "Youth justice worker"),
    Service("CYPE", "School admissions", "Admissions officer"),
    Service("CYPE", "Early years", "Early years practitioner", frontline=True),
    Service("ASCH", "Adult social work", "Social worker"),
    Service("ASCH", "Reablement", "Reablement assistant", frontline=True),
    Service("ASCH", "Day opportunities", "Support worker", frontline=True),
    Service("ASCH", "Commissioning", "Commissioning officer"),
    Service("ASCH", "Safeguarding adults", "Safeguarding officer"),
    Service("ASCH", "Public health", "Public health officer"),
    Service("HOU", "Tenancy", "Tenancy officer"),
    Service("HOU", "Repairs", "Repairs operative", frontline=True),
    Service("HOU", "Homelessness prevention", "Housing options officer"),
    Service("HOU", "Temporary accommodation", "Accommodation officer"),
    Service("HOU", "Estates and improvement", "Estates officer"),
    Service("SCRER", "Planning", "Planning officer"),
    Service("SCRER", "Highways and parking", "Civil enforcement officer", frontline=True),
    Service("SCRER", "Parks and green spaces", "Gardener", frontline=True),
    Service("SCRER", "Licensing and trading standards", "Enforcement officer"),
    Service("SCRER", "Economic development", "Business adviser"),
    Service("RES", "Revenues and benefits", "Benefits officer"),
    Service("RES", "Finance", "Finance officer"),
    Service("RES", "Legal services", "Legal officer"),
    Service("RES", "Facilities", "Facilities assistant", frontline=True),
)

ROOT = "CR"  # the unit at the top: the whole council
MEMBERS_UNIT = ("MEM", "Councillors", "ACE")
VOLUNTEERS_UNIT = ("VOL", "Library volunteers", "SCRER")
REORGANISED = ("HOU", "SCRER")  # the third service stood under the first of these and moved to the second

# Tier → grade and what somebody there is called.
GRADES = {"1": "Chief officer", "2": "Chief officer", "3": "Grade 17", "4": "Grade 12"}
STAFF_GRADES = ("Grade 4", "Grade 5", "Grade 6", "Grade 7", "Grade 8", "Grade 9")
