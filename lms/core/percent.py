"""Percentages that are never flattered. Pure: no Django."""


def cut_percent(part: int, whole: int) -> float | None:
    """``part`` of ``whole`` in per cent, cut (never rounded up) to one decimal; None of nothing.

    4,174 of 4,175 is 99.9: 100.0 is returned only when the integers are equal. Raises ValueError where part
    is not within 0 and whole.
    """
    if not 0 <= part <= whole:
        raise ValueError(f"{part} is not a part of {whole}")
    if whole == 0:
        return None
    return (part * 1000 // whole) / 10
