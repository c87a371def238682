"""The kinds of help that every installation shares."""

from django.db import migrations

CODES = (
    "computer",
    "wifi",
    "phone-tablet",
    "first-steps",
    "email",
    "forms",
    "nhs",
    "jobs",
    "safety",
    "borrow-device",
    "keep-device",
    "sim",
    "printing",
    "course",
    "my-language",
    "at-home",
)


def plant(apps, schema_editor):
    kind = apps.get_model("inclusion_map", "KindOfHelp")
    for position, code in enumerate(CODES, start=1):
        kind.objects.get_or_create(code=code, defaults={"position": position})


class Migration(migrations.Migration):
    dependencies = [("inclusion_map", "0001_places_of_help")]
    operations = [migrations.RunPython(plant, migrations.RunPython.noop)]
