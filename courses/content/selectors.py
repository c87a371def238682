"""Gathering for the course pages."""
