"""Who somebody is (``Person``) and how they sign in (``User``)."""

from typing import ClassVar
from uuid import uuid4

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.utils import timezone


def fold_email(email: str) -> str:
    """An e-mail as it is stored and compared.

    Folded here and not in the database: SQLite's LOWER knows ASCII only.
    """
    return email.strip().casefold()


class UserManager(BaseUserManager["User"]):
    """Makes users whose e-mail is stored case-folded."""

    def create_user(self, email: str | None = None, password: str | None = None, **fields) -> "User":
        user = self.model(email=fold_email(email) if email else None, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email=fold_email(email or ""))


class User(AbstractUser):
    """Somebody who can sign in. What they may do hangs on the roles of their ``Person``, never on flags here.

    ``is_staff`` and ``is_superuser`` open Django's and Wagtail's admin only; they give no sight of staff records.
    """

    username = None  # type: ignore[assignment]  # signing in is by e-mail alone
    email = models.EmailField("e-mail", unique=True, null=True, blank=True, help_text="Stored case-folded.")  # type: ignore[assignment]

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()  # type: ignore[assignment,misc]

    def save(self, *args, **kwargs) -> None:
        """Keeps the e-mail folded, whoever saves."""
        self.email = fold_email(self.email) if self.email else None
        super().save(*args, **kwargs)

    def __str__(self) -> str:
        return self.get_full_name() or self.email or f"User {self.pk}"


class Person(models.Model):
    """One human being the council keeps a record of.

    ``user`` is empty for people who have never been able to sign in (no council e-mail). ``person_ref`` is the HR
    system's own reference for people with two jobs. The facts that change (unit, manager, job) are dated rows in
    ``lms.organisation``; a name or an e-mail is kept as it is now.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    user = models.OneToOneField(User, null=True, blank=True, on_delete=models.PROTECT, related_name="person")
    first_name = models.CharField(max_length=100)
    last_name = models.CharField(max_length=100)
    email = models.EmailField(blank=True, help_text="Stored case-folded; may be empty.")
    phone = models.CharField(max_length=40, blank=True)
    person_ref = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name_plural = "people"
        ordering = ["last_name", "first_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["email"], condition=~models.Q(email=""), name="people_person_one_per_email"
            ),
            models.UniqueConstraint(
                fields=["person_ref"], condition=~models.Q(person_ref=""), name="people_person_one_per_ref"
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        """First and last name, as on a certificate."""
        return f"{self.first_name} {self.last_name}".strip()
