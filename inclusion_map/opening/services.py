"""The times of a service at a place. Pure: no Django."""

import dataclasses

from inclusion_map.opening.facts import WITH_STAFF, Hours, Rule


def of_service(place: Hours, rules: tuple[Rule, ...], *, walk_in: bool, appointment_only: bool) -> Hours:
    """The hours of a service at a place whose hours these are.

    With times of its own (``rules``) the service is offered then, whenever the place's exceptions, bank holidays and
    status let it be. Without any it is offered when the place has staff. ``walk_in`` and ``appointment_only`` tell
    how one gets in to the service; a place that sees nobody without an appointment outranks both.
    """
    own = bool(rules)
    return dataclasses.replace(
        place,
        rules=rules or tuple(rule for rule in place.rules if rule.kind in WITH_STAFF),
        only=None if own else WITH_STAFF,
        exceptions_limit=own,
        walk_in=walk_in and place.walk_in,
        appointment_only=appointment_only or place.appointment_only,
    )
