"""Words go over the line compressed, whatever server stands in front."""

import gzip
import re

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, RequestFactory

from courses.shipped.site import prepare_site
from lms.core.middleware import CompressTextMiddleware

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


def test_what_compression_beside_a_secret_rests_on(client: Client):
    """No other site can make a browser ask for somebody's page, and what is secret in a form differs each time."""
    prepare_site()
    tokens = {
        re.search(rb'name="csrfmiddlewaretoken" value="(\w+)"', client.get("/accounts/login/").content)[1] for _ in "ab"
    }

    assert len(tokens) == 2
    assert (settings.SESSION_COOKIE_SAMESITE, settings.CSRF_COOKIE_SAMESITE) == ("Lax", "Lax")


@pytest.mark.parametrize(
    ("kind", "packed"),
    [
        ("text/csv; charset=utf-8", True),
        ("application/geo+json", True),
        ("video/mp4", False),
        ("application/pdf", False),
    ],
)
def test_what_is_packed_already_is_sent_as_it_is(kind: str, packed: bool):
    asked = RequestFactory().get("/", headers={"accept-encoding": "gzip"})
    send = CompressTextMiddleware(lambda request: HttpResponse(b"word " * 200, content_type=kind))

    assert ("Content-Encoding" in send(asked)) is packed
