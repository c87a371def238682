"""Words go over the line compressed, whatever server stands in front."""

import gzip

import pytest
from django.test import Client

from courses.shipped.site import prepare_site

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/", "/courses/", "/search/?query=help", "/accounts/login/", "/digital-help/"])
def test_a_page_is_sent_compressed_to_a_browser_that_asks_for_it(client: Client, path: str):
    prepare_site()
    plain, packed = client.get(path), client.get(path, headers={"accept-encoding": "gzip"})

    assert (plain.status_code, packed.status_code) == (200, 200)
    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed["Vary"]
    assert b"</html>" in gzip.decompress(packed.content)
    assert 2 * len(packed.content) < len(plain.content)


def test_no_length_tells_what_is_in_a_page(client: Client):
    """A form's token is masked anew and the length is made uneven, so guessing at it from outside leads nowhere."""
    prepare_site()
    answers = [client.get("/accounts/login/", headers={"accept-encoding": "gzip"}) for _ in range(12)]

    assert len({len(answer.content) for answer in answers}) > 3
