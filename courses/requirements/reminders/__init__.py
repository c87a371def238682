"""Reminding people of what is asked of them: by whoever manages them, and by the nightly job."""
