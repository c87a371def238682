"""Gives Wagtail the languages of the settings, so that a page can be translated into each from the first day."""

from django.conf import settings
from django.db import migrations


def add_languages(apps, schema_editor):
    locales = apps.get_model("wagtailcore", "Locale").objects.using(schema_editor.connection.alias)
    for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES:
        locales.get_or_create(language_code=code)


class Migration(migrations.Migration):
    dependencies = [("home", "0002_languages_and_feedback")]

    # A language in which there may be pages by now is left where it is.
    operations = [migrations.RunPython(add_languages, migrations.RunPython.noop)]
