"""An independent answer to "is it open?": obvious, slow, minute by minute. It shares no code with what it checks.

It asks the questions a person would ask of the paper on a door, in the order in which they outrank each other.
"""

import datetime as dt
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
MINUTE = dt.timedelta(minutes=1)
NAMES = {0: "MO", 1: "TU", 2: "WE", 3: "TH", 4: "FR", 5: "SA", 6: "SU"}
IN_PERSON = {"staffed", "self_service", "drop_in", "appointment"}


class Door:
    """One place's paper on the door. ``shut_for`` and ``notices`` are worked out afresh for each day, once."""

    def __init__(self, hours):
        self.hours = hours
        self.days = {}

    def on(self, day):
        """What holds on a day: how ("status", "unknown", "known"), lines, whether a notice closed it."""
        if day not in self.days:
            self.days[day] = self._on(day)
        return self.days[day]

    def _on(self, day):
        hours = self.hours
        status = str(hours.status)
        if hours.status_until is not None and day > hours.status_until and status != "closed":
            if status == "open":
                return "unknown", [], False
            status = "open"
        if status != "open":
            return "status", [], False
        for level in (1, 2, 3):
            notices = [one for one in hours.exceptions if one.level == level and day in days_of(one)]
            if any(one.opens is None for one in notices):
                return "known", [], True
            if notices:
                return "known", [(one.opens, one.closes, str(one.kind), True) for one in notices], False
        if day in hours.bank_holidays and str(hours.policy) != "normal":
            return self._on_holiday(day)
        if not hours.rules:
            return "unknown", [], False
        return "known", [line for rule in hours.rules for line in self._line(rule, day, NAMES[day.weekday()])], False

    def _on_holiday(self, day):
        policy = str(self.hours.policy)
        if policy == "closed":
            return "known", [], False
        if policy == "own" and any("PH" in rule.weekdays for rule in self.hours.rules):
            return "known", [line for rule in self.hours.rules for line in self._line(rule, day, "PH")], False
        return "unknown", [], False

    def _line(self, rule, day, name):
        if name not in rule.weekdays:
            return []
        if rule.valid_from is not None and day < rule.valid_from:
            return []
        if rule.valid_to is not None and day > rule.valid_to:
            return []
        if not right_week(rule, day):
            return []
        sure = True
        if rule.term_time_only:
            terms = self.hours.terms or ()
            if not any(term.first_day <= day <= term.last_day for term in terms):
                before = [term for term in terms if term.last_day < day]
                after = [term for term in terms if term.first_day > day]
                if before and after:
                    return []  # a holiday between two terms
                sure = False
        return [(rule.opens, rule.closes, str(rule.kind), sure)]

    def at(self, instant):
        """The answer and what runs, at one minute."""
        clock = instant.astimezone(LONDON)
        today, wall = clock.date(), clock.time()
        how, lines, shut_by_notice = self.on(today)
        if how == "status":
            names = {"closed": "closed_for_good", "temporarily_closed": "closed_for_now", "planned": "not_open_yet"}
            return names[str(self.hours.status)], set()
        if how == "unknown":
            return "not_confirmed", set()
        if self.hours.next_due is not None and today >= self.hours.next_due + dt.timedelta(days=90):
            by_phone_only = lines and self._by_notice(today) and not any(line[2] in IN_PERSON for line in lines)
            return ("closed" if shut_by_notice or by_phone_only else "not_confirmed"), (
                {line[2] for line in lines if line[0] <= wall < line[1]} if by_phone_only else set()
            )
        now = [line for line in lines if line[0] <= wall < line[1]]
        sure = {kind for _, _, kind, sure in now if sure}
        if sure & IN_PERSON:
            return "open", sure
        if any(kind in IN_PERSON for _, _, kind, _ in now):
            return "not_confirmed", set()
        return "closed", sure

    def _by_notice(self, day):
        return any(day in days_of(one) for one in self.hours.exceptions)

    def opens_after(self, instant, minutes):
        """The first minute after this one, of so many, at which something begins that somebody can come to."""
        before = self._beginnings(instant)
        for step in range(1, minutes + 1):
            then = instant + step * MINUTE
            here = self._beginnings(then)
            if here - before:
                return then
            before = here
        return None

    def _beginnings(self, instant):
        """The lines that hold for certain at this minute and let somebody in."""
        clock = instant.astimezone(LONDON)
        how, lines, _ = self.on(clock.date())
        if how != "known":
            return set()
        return {
            (clock.date(), *line)
            for line in lines
            if line[2] in IN_PERSON and line[3] and line[0] <= clock.time() < line[1]
        }


def days_of(notice):
    """Every day of a notice, one by one."""
    day, days = notice.first_day, set()
    while day <= notice.last_day:
        days.add(day)
        day += dt.timedelta(days=1)
    return days


def right_week(rule, day):
    """Counted on the fingers: which Tuesday of the month is this, and are there more?"""
    if str(rule.weeks) == "every":
        return True
    same = [
        dt.date(day.year, day.month, number)
        for number in range(1, 32)
        if number <= last_of_month(day) and dt.date(day.year, day.month, number).weekday() == day.weekday()
    ]
    if str(rule.weeks) == "last":
        return same[-1] == day
    if str(rule.weeks) == "fortnightly":
        week = rule.valid_from
        while week.weekday() != 0:
            week -= dt.timedelta(days=1)
        while week + dt.timedelta(days=6) < day:
            week += dt.timedelta(days=14)
        return week <= day <= week + dt.timedelta(days=6)
    return same.index(day) + 1 == int(str(rule.weeks))


def last_of_month(day):
    number = 28
    while True:
        try:
            dt.date(day.year, day.month, number + 1)
        except ValueError:
            return number
        number += 1
