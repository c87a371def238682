# Shared by the scripts beside it, which source this file. It moves to the root of the project.
# shellcheck shell=bash

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

VENV=.venv
PY=$VENV/bin/python
export VENV PY

say() { printf '%s\n' "$*" >&2; }

die() {
    say "$@"
    exit 1
}

# Runs a command up to three times: a package mirror that does not answer once usually does the second time.
retry() {
    local attempt
    for attempt in 1 2; do
        "$@" && return 0
        say "That did not work (attempt $attempt of 3): $*"
        sleep $((attempt * 5))
    done
    "$@"
}

# Names a Python that is new enough; PYTHON=… chooses another one.
find_python() {
    local candidate
    for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return 0
        fi
    done
    return 1
}
