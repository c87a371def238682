#!/usr/bin/env bash
# Everything that can be known about the code without a browser, in seconds. Runs every step, so that one run names
# every fault, and then fails if any step did.

# shellcheck source=scripts/lib.sh
source "$(dirname "$0")/lib.sh"

scripts/packages.sh run

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export TMPDIR=$scratch DJANGO_SETTINGS_MODULE=lms.settings.test
unset DATABASE_URL TEST_DATABASE_URL

failed=()

step() { # NAME COMMAND…
    local name=$1 started=$SECONDS result=fine
    shift
    if ! "$@" >"$scratch/output" 2>&1; then
        cat "$scratch/output"
        result=FAILED
        failed+=("$name")
    fi
    printf '%-22s %-6s %3d s\n' "$name" "$result" $((SECONDS - started))
}

# Values of the right shape and no worth: the settings of a real service have no defaults for these.
as_production() {
    DJANGO_SETTINGS_MODULE=lms.settings.production SITE_URL=https://learning.example ALLOWED_HOSTS=learning.example EMAIL_URL=consolemail:// \
        SECRET_KEY=$("$PY" -c 'import secrets; print(secrets.token_urlsafe(60))') "$@"
}

shell_syntax() {
    local script
    for script in .ci/run scripts/*.sh; do bash -n "$script"; done
}

messages() {
    local catalogue
    for catalogue in locale/*/LC_MESSAGES/*.po; do
        if command -v msgfmt >/dev/null; then msgfmt --check --output-file=/dev/null "$catalogue" || return; fi
    done
    "$PY" -m lms.core.messages --check
}

step "shell scripts" shell_syntax
step "lint" "$VENV/bin/ruff" check .
step "format" "$VENV/bin/ruff" format --check .
step "types" "$VENV/bin/mypy"
step "import layers" "$VENV/bin/lint-imports"
step "templates" "$VENV/bin/djlint" --lint --quiet --extension=html .
step "system checks" as_production "$PY" manage.py check --deploy --fail-level WARNING
step "migrations" "$PY" manage.py makemigrations --check --dry-run
step "shipped courses" "$PY" -m courses.shipped.validate
if compgen -G 'locale/*/LC_MESSAGES/*.po' >/dev/null; then step "messages" messages; fi
step "unit tests" "$PY" -m pytest --quiet tests/unit

if [ ${#failed[@]} -gt 0 ]; then
    die "make check failed: $(printf '%s, ' "${failed[@]}" | sed 's/, $//')"
fi
