"""What other apps may call."""

from certificates.models import Certificate
from certificates.selectors import my_certificates, verify
from certificates.services import issue_for

__all__ = ["Certificate", "issue_for", "my_certificates", "verify"]
