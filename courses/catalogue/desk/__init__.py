"""The publishing desk under ``/publish/``: where partners write classes, one thing a page, without entering the CMS."""
