#!/usr/bin/env bash
# The whole suite: on SQLite, in a browser too; then, when TEST_DATABASE_URL names a PostgreSQL, every test that stores
# anything there as well. A browser journey is shown on one of them; unit tests are refused a database on both.
# Options for pytest go in PYTEST_ADDOPTS. Ends with pytest's own closing line.

# shellcheck source=scripts/lib.sh
source "$(dirname "$0")/lib.sh"

scripts/packages.sh test
scripts/setup.sh

postgres_url=${TEST_DATABASE_URL:-}
unset DATABASE_URL TEST_DATABASE_URL

# Databases, uploads and browser profiles of the run go here, and go when it ends.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Runs pytest; a run in which no test passed is a failure, whatever pytest made of it.
run_suite() { # NAME [PYTEST ARGUMENT…]
    local report=$scratch/$1.xml
    shift
    TMPDIR=$scratch "$PY" -m pytest --numprocesses=2 --dist=worksteal --junit-xml="$report" "$@" || return
    "$PY" - "$report" <<'PYTHON'
import sys
from xml.etree import ElementTree

suite = ElementTree.parse(sys.argv[1]).getroot().find("testsuite")
if int(suite.get("tests")) <= int(suite.get("skipped")):
    sys.exit("No test was executed: that proves nothing, so it counts as a failure.")
PYTHON
}

status=0
run_suite sqlite || status=1
if [ -n "$postgres_url" ]; then
    say "And on PostgreSQL"
    TEST_DATABASE_URL=$postgres_url run_suite postgresql --ignore=tests/browser --ignore=tests/unit || status=1
fi
exit $status
