"""The content security policy: strict everywhere, wider only where the admin interfaces need it."""

from csp.constants import SELF
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """Sends the strict policy, or the admin's own under ``settings.ADMIN_PATHS``."""

    def get_policy_parts(self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False):
        """The policy for this request. The admin's interfaces have no nonces, so theirs is a policy of its own."""
        parts = super().get_policy_parts(request=request, response=response, report_only=report_only)
        if not report_only and request.path.startswith(settings.ADMIN_PATHS):
            parts.config = settings.ADMIN_CONTENT_SECURITY_POLICY["DIRECTIVES"]
            parts.nonce = None
        elif getattr(request, "is_preview", False):
            # A draft as it will look, in a frame of the editor's page: strict in everything but where it is shown.
            parts.config = {**settings.CONTENT_SECURITY_POLICY["DIRECTIVES"], "frame-ancestors": [SELF]}
        return parts
