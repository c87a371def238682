"""Who a session belongs to: the user together with their staff record, since nearly every page asks for both."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.backends import ModelBackend

from lms.people.models import User


class _WithPerson:
    """One query for the user and the person behind it, instead of two on every page."""

    def get_user(self, user_id: int) -> User | None:
        user = User.objects.select_related("person").filter(pk=user_id).first()
        return user if user is not None and user.is_active else None


class PasswordBackend(_WithPerson, ModelBackend):
    """Django's own backend: permissions, and the password of somebody who signs in by a script's hand."""


class AccountBackend(_WithPerson, AuthenticationBackend):
    """allauth's backend: sign-in by e-mailed code or by e-mail and password."""
