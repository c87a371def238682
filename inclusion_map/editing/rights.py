"""What a council editor may do with places, as Django's permissions."""

from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet

# Whose rows an editor may add, change and delete. What the public reported is read and settled, never written.
EDITED = ("organisation", "place", "service", "openingexception", "bankholiday", "schoolterm")


def editors_rights() -> QuerySet[Permission]:
    """The permissions that make somebody an editor of places."""
    codenames = [f"{verb}_{model}" for model in EDITED for verb in ("add", "change", "delete")]
    return Permission.objects.filter(
        Q(content_type__app_label="inclusion_map"), codename__in=[*codenames, "change_report"]
    )
