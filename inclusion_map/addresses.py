"""What a postcode tells about a place: its ward, and where it is as near as a postcode says."""

from inclusion_map.models import Place, Postcode

FROM_POSTCODE = "middle of the postcode, Code-Point Open"


def complete_address(*, place: Place) -> None:
    """Fills in the ward and the coordinates that a place has not been given, where its postcode is known.

    Changes the instance and saves nothing. What somebody gave is left as it is.
    """
    if not place.postcode or (place.ward_code and place.latitude is not None):
        return
    known = Postcode.objects.filter(code=place.postcode).first()
    if known is None:
        return
    place.ward_code = place.ward_code or known.ward_code
    if place.latitude is None and place.longitude is None:
        place.latitude, place.longitude = known.latitude, known.longitude
        place.coordinates_from = place.coordinates_from or FROM_POSTCODE
