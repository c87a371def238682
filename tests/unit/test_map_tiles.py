"""Which origin the content security policy lets map tiles come from."""

import pytest

from lms.settings.base import tile_sources


@pytest.mark.parametrize(
    ("url", "sources"),
    [
        ("", []),
        ("/tiles/{z}/{x}/{y}.png", []),
        ("https://tiles.example/{z}/{x}/{y}.png", ["https://tiles.example"]),
        ("https://tiles.example:8443/a/{z}/{x}/{y}.png?key=1", ["https://tiles.example:8443"]),
        ("http://tiles.example/{z}/{x}/{y}.png", []),
        ("*", []),
    ],
)
def test_only_the_named_origin_is_added(url, sources):
    assert tile_sources(url) == sources
