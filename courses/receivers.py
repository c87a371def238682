"""Connects the applets' receivers when the app starts."""

from courses.catalogue import receivers as catalogue_receivers
from courses.content import receivers as content_receivers
from courses.records import impact as records_impact
from courses.requirements import receivers as requirements_receivers

__all__ = ["catalogue_receivers", "content_receivers", "records_impact", "requirements_receivers"]
