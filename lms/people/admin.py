"""Django's admin, for whoever runs the installation: a second factor can be taken away there, never read."""

from allauth.mfa.admin import AuthenticatorAdmin
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.http import HttpRequest

admin.site.unregister(Authenticator)


@admin.register(Authenticator)
class SecondFactorAdmin(AuthenticatorAdmin):
    """For somebody who has lost their telephone. The secret is theirs: with it anybody could make their codes."""

    exclude = ("data",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A second factor is set up by the person it protects."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Authenticator | None = None) -> bool:
        """Seen or taken away, never changed."""
        return False
