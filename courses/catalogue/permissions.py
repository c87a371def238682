"""Who may write for a provider: one function per question, called by every page, job and export. Nobody by default."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from courses.catalogue.models import Provider, TaughtCourse
from lms.core.clock import now
from lms.people.models import User

Asker = User | AnonymousUser


def providers_of(user: Asker) -> QuerySet[Provider]:
    """The providers somebody writes for now. Every query of the publishing desk starts here."""
    if not user.is_authenticated or not user.is_active:
        return Provider.objects.none()
    at = now()
    current = Q(members__ended_at__isnull=True) | Q(members__ended_at__gt=at)
    return Provider.objects.filter(current, members__user=user, members__added_at__lte=at)


def can_publish_for(user: Asker, provider: Provider) -> bool:
    """Whether somebody may write, submit and withdraw classes of a provider now."""
    return providers_of(user).filter(pk=provider.pk).exists()


def is_partner(user: Asker) -> bool:
    """Whether somebody writes for any provider now."""
    return providers_of(user).exists()


def classes_of(user: Asker) -> QuerySet[TaughtCourse]:
    """The classes somebody may see at the desk, drafts included: those of the providers they write for."""
    return TaughtCourse.objects.filter(provider__in=providers_of(user))


def members_to_tell(provider: Provider) -> QuerySet[User]:
    """The people who are told what became of a class: everybody who writes for its provider now and has an e-mail."""
    at = now()
    current = Q(provider_memberships__ended_at__isnull=True) | Q(provider_memberships__ended_at__gt=at)
    members = User.objects.filter(current, provider_memberships__provider=provider, is_active=True)
    return members.filter(provider_memberships__added_at__lte=at, email__isnull=False).order_by("pk")
