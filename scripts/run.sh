#!/usr/bin/env bash
# The site on this machine, with a small demonstration council and the worker that does its jobs. Safe to run again:
# what is there already is kept. Ctrl-C stops both.

# shellcheck source=scripts/lib.sh
source "$(dirname "$0")/lib.sh"

PORT=${PORT:-8000}
export DJANGO_SETTINGS_MODULE=${DJANGO_SETTINGS_MODULE:-lms.settings.dev}
export SITE_URL=${SITE_URL:-http://127.0.0.1:$PORT}
export CONTENT_ORIGIN=${CONTENT_ORIGIN:-http://localhost:$PORT}
export PYTHONUNBUFFERED=1

scripts/packages.sh run
scripts/setup.sh

# Before the long part, and in words: the server's own message is a stack trace.
"$PY" - "$PORT" <<'PYTHON' || die "Choose another port: PORT=8001 make run"
import socket
import sys

with socket.socket() as probe:
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        probe.bind(("127.0.0.1", int(sys.argv[1])))
    except (OSError, OverflowError, ValueError) as problem:
        sys.exit(f"Port {sys.argv[1]} cannot be used: {problem}.")
PYTHON

mkdir -p var
say "Preparing the database"
"$PY" manage.py migrate --verbosity=0
"$PY" manage.py createcachetable --verbosity=0

"$PY" manage.py build_demo --scale small

# A worker that dies is started again; its jobs are safe to run twice.
keep_worker_running() {
    local worker=
    trap 'kill "$worker" 2>/dev/null; wait "$worker"; exit 0' TERM
    while true; do
        "$PY" manage.py run_worker &
        worker=$!
        wait "$worker" || say "The worker stopped. Starting it again in two seconds."
        sleep 2
    done
}

stop() {
    trap '' INT TERM HUP
    trap - EXIT
    # shellcheck disable=SC2046  # one word for each process
    kill $(jobs -p) 2>/dev/null || true
    wait || true
}
trap stop EXIT
trap 'exit 0' INT TERM HUP

keep_worker_running &
# No access log: mail, with the codes that people sign in with, is printed here too and must not drown.
"$VENV/bin/gunicorn" lms.wsgi:application --bind "127.0.0.1:$PORT" --workers 1 --threads 8 --log-level warning \
    --no-control-socket &
site=$!

until "$PY" -c "import urllib.request; urllib.request.urlopen('http://127.0.0.1:$PORT/healthz')" 2>/dev/null; do
    kill -0 "$site" 2>/dev/null || die "The site did not start. The lines above say why."
    sleep 0.5
done
say ""
say "The site is at $SITE_URL (Ctrl-C stops it)."
wait "$site"
