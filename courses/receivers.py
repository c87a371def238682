"""Connects the applets' receivers when the app starts."""
