"""Connects the applets' receivers when the app starts."""

from courses.content import receivers as content_receivers

__all__ = ["content_receivers"]
