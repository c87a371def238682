#!/usr/bin/env bash
# Makes .venv hold exactly what requirements-dev.txt locks, and nothing else. Costs nothing when that is so already.
#
# Packages come from whatever index this machine is set up to use; the project names none. Everything is checked
# against the hashes in the lock file, the installer itself included.

# shellcheck source=scripts/lib.sh
source "$(dirname "$0")/lib.sh"

LOCK=requirements-dev.txt
STAMP=$VENV/installed-lock.sha256

digest=$(sha256sum <"$LOCK")
# Only a working environment counts: one whose Python was since removed is made anew.
if "$PY" -c '' 2>/dev/null; then
    if [ "$(cat "$STAMP" 2>/dev/null)" = "$digest" ]; then exit 0; fi
else
    python=$(find_python) || die "Python 3.11 or newer is needed. On Debian 12, as root: apt-get install -y python3 python3-venv"
    say "Making the environment in $VENV with $("$python" --version)"
    "$python" -m venv --clear "$VENV" ||
        die "Python could not make an environment. On Debian 12, as root: apt-get install -y python3-venv"
fi
rm -f "$STAMP"

if ! [ -x "$VENV/bin/uv" ]; then
    only_uv=$(mktemp)
    trap 'rm -f "$only_uv"' EXIT
    # The lines of the lock file that name uv and its hashes: from its own up to the first that does not go on.
    awk '/^uv==/ { ours = 1 } ours { print } ours && !/\\$/ { exit }' "$LOCK" >"$only_uv"
    retry "$PY" -m pip install --quiet --disable-pip-version-check --require-hashes --requirement "$only_uv"
fi

retry "$VENV/bin/uv" pip sync --quiet --require-hashes --python "$PY" "$LOCK"
printf '%s\n' "$digest" >"$STAMP"
say "The environment in $VENV is what $LOCK says."
