"""Looking at certificates: their pages, their files, and those who hold them."""

from django.test import Client
from django.urls import reverse

from certificates.models import Certificate
from tests.learners import signed_in


def files(folder) -> list:
    return [path for path in folder.rglob("*") if path.is_file()]


def holder_of(certificate: Certificate) -> Client:
    return signed_in(certificate.person)


def page(code: str, client: Client | None = None, **extra):
    return (client or Client()).get(f"/certificates/{code}/", **extra)


def pdf(certificate: Certificate, client: Client):
    return client.get(reverse("certificate_pdf", args=[certificate.code]))
