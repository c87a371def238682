#!/usr/bin/env bash
# Makes sure that the machine has the system packages one purpose needs: `scripts/packages.sh run|test|ci`.
#
# It looks for the thing itself (a library, a command), so that it asks for nothing on a machine that has it from
# elsewhere. What is missing is installed when this runs as root on Debian; for anybody else it names the
# one line to run as root, and stops.

# shellcheck source=scripts/lib.sh
source "$(dirname "$0")/lib.sh"

purpose=${1:?"Say what for: run, test or ci."}
missing=()

need_command() { # PACKAGE COMMAND…: any one of the commands will do
    local package=$1 command
    shift
    for command in "$@"; do
        if command -v "$command" >/dev/null; then return; fi
    done
    missing+=("$package")
}

need_library() { # PACKAGE FILE…: any one of the library's names will do
    local package=$1
    shift
    "$python" - "$@" <<'PYTHON' || missing+=("$package")
import ctypes
import sys


def loads(name):
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


sys.exit(not any(loads(name) for name in sys.argv[1:]))
PYTHON
}

need_for_running() {
    if [ ! -x "$PY" ] && ! "$python" -c 'import ensurepip' 2>/dev/null; then missing+=(python3-venv); fi
    # WeasyPrint draws the certificates with these.
    need_library libpango-1.0-0 libpango-1.0.so.0 libpango-1.0.dylib
    need_library libpangoft2-1.0-0 libpangoft2-1.0.so.0 libpangoft2-1.0.dylib
    need_library libharfbuzz-subset0 libharfbuzz-subset.so.0 libharfbuzz-subset.dylib
}

need_for_testing() {
    need_for_running
    need_command chromium chromium chromium-browser google-chrome
    # What drives the browser is linked with this one on Linux, and brings everything else itself.
    if [ "$(uname -s)" = Linux ]; then need_library libatomic1 libatomic.so.1; fi
}

need_for_ci() {
    need_for_testing
    # Debian keeps initdb out of the search path.
    if ! compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; then need_command postgresql initdb; fi
}

python=$(find_python) || die "Python 3.11 or newer is needed. On Debian 12, as root: apt-get install -y python3 python3-venv"

case $purpose in
run) need_for_running ;;
test) need_for_testing ;;
ci) need_for_ci ;;
*) die "Say what for: run, test or ci. I do not know '$purpose'." ;;
esac

if [ ${#missing[@]} -eq 0 ]; then exit 0; fi

line="apt-get update && apt-get install -y --no-install-recommends ${missing[*]}"
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    say "This machine has not got everything it needs yet. On Debian, run this one line as root and then try again:"
    say "  $line"
    die "On another system, install the same things under the names it has for them."
fi

say "Installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
retry apt-get update -qq
retry apt-get install -y -qq --no-install-recommends "${missing[@]}" </dev/null >/dev/null
