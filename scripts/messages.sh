#!/usr/bin/env bash
# Brings locale/*.po up to date with what residents read in templates and code, and compiles them. Pages for staff,
# publishers and editors are in English only (settings.ENGLISH_ONLY_SECTIONS), so their words are left out here.

# shellcheck source=scripts/lib.sh
source "$(dirname "$0")/lib.sh"

ignore=()
for path in '.venv' 'var' 'tests' 'docs' '*/node_modules/*' \
    'lms/demo/*' 'lms/organisation/*' 'lms/people/*' 'lms/design_system/templates/design_system/catalogue*' \
    'courses/catalogue/desk/*' 'courses/catalogue/telling.py' 'courses/templates/courses/publish/*' \
    'courses/templates/courses/admin/*' 'courses/templates/courses/preview_*' \
    'courses/reporting/team/*' 'courses/templates/courses/team/*' 'courses/requirements/*' \
    'courses/records/services/*' 'courses/templates/courses/learn/*' \
    'certificates/next_steps.py' 'certificates/templates/certificates/no_pdf.html' \
    'home/learning.py' 'home/templates/home/my_learning.html'; do
    ignore+=("--ignore=$path")
done

locales=()
for folder in locale/*/; do locales+=("--locale=$(basename "$folder")"); done
"$PY" manage.py makemessages "${locales[@]}" --no-wrap --add-location=file --no-obsolete "${ignore[@]}"
# The time of collecting would be a change in every commit that changes a sentence.
sed -i '/^"POT-Creation-Date:/d; /^"Report-Msgid-Bugs-To: \\n"$/d' locale/*/LC_MESSAGES/django.po
"$PY" -m lms.core.messages
