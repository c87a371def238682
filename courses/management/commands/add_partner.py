"""``manage.py add_partner``: lets somebody write classes for a provider, or ends that."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.text import slugify

from courses.models import Provider, ProviderMember
from lms.core.clock import now
from lms.people.models import User, fold_email


class Command(BaseCommand):
    help = (
        "Let somebody write classes for a provider at /publish/. They sign in with a code sent to their e-mail; an "
        "account is made where there is none. With --end they can no longer, from now on. Safe to repeat."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("provider", help="the provider's name; it is made where there is none of that name")
        parser.add_argument("email", help="the e-mail address of the person")
        parser.add_argument("--end", action="store_true", help="end it instead")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        name, email = options["provider"].strip(), fold_email(options["email"])
        provider = Provider.objects.filter(name__iexact=name).first()
        if options["end"]:
            self.end(provider, email)
            return
        if not name or "@" not in email:
            raise CommandError("Give the provider's name and the person's e-mail address.")
        user = User.objects.filter(email=email).first()
        if user is not None and not user.is_active:
            raise CommandError(
                f"The account of {email} is closed, so nobody can sign in with it. Give another address, or open the "
                "account again first."
            )
        provider = provider or Provider.objects.create(name=name, slug=self.free_slug(name))
        user = user or User.objects.create_user(email)
        ProviderMember.objects.update_or_create(
            provider=provider, user=user, defaults={"ended_at": None}, create_defaults={"added_at": now()}
        )
        self.stdout.write(f"{email} can write classes for {provider.name} at /publish/.")

    def end(self, provider: Provider | None, email: str) -> None:
        """From now on they cannot; what they wrote stays the provider's."""
        members = ProviderMember.objects.filter(provider=provider, user__email=email, ended_at__isnull=True)
        if provider is None or not members.update(ended_at=now()):
            raise CommandError("Nobody of that address writes for a provider of that name.")
        self.stdout.write(f"{email} can no longer write classes for {provider.name}.")

    def free_slug(self, name: str) -> str:
        """A slug of the name that no other provider has."""
        wanted = slugify(name)[:80] or "provider"
        taken = set(Provider.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
        return next(slug for slug in (wanted, *(f"{wanted}-{n}" for n in range(2, 10_000))) if slug not in taken)
