"""Pure: how far apart two points are, as the crow flies."""

from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_MILES = 3958.8  # mean radius


def miles_between(here: tuple[float, float], there: tuple[float, float]) -> float:
    """The great-circle distance in miles between two points, each (latitude, longitude) in WGS 84 degrees."""
    (lat1, lon1), (lat2, lon2) = ((radians(value) for value in point) for point in (here, there))
    chord = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_MILES * asin(sqrt(chord))
