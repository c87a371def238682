#!/usr/bin/env bash
# Runs a command beside a PostgreSQL of its own: `scripts/with_postgres.sh make test`.
#
# The command finds the database's address in TEST_DATABASE_URL. The server listens on this machine only, keeps its
# files in a temporary folder, trades safety for speed, and is gone when the command ends, however it ends.

# shellcheck source=scripts/lib.sh
source "$(dirname "$0")/lib.sh"

[ $# -gt 0 ] || die "Say which command to run: scripts/with_postgres.sh make test"

newest=$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -n 1 || true)
export PATH=${newest:+$newest:}$PATH
command -v initdb >/dev/null || die "PostgreSQL is needed. On Debian, as root: scripts/packages.sh ci"

# PostgreSQL refuses to run as root; the package brings a user of its own for it.
as_postgres=()
if [ "$(id -u)" -eq 0 ]; then as_postgres=(runuser -u postgres --); fi
scratch=$(mktemp -d /tmp/with-postgres-XXXXXX)
if [ "$(id -u)" -eq 0 ]; then chown postgres "$scratch"; fi

# Somewhere the server's user may stand: it often may not enter the project's folder.
server() { (cd "$scratch" && "${as_postgres[@]}" "$@"); }

stop() {
    server pg_ctl --pgdata="$scratch/data" --mode=immediate stop >/dev/null 2>&1 || true
    rm -rf "$scratch"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
server initdb --pgdata="$scratch/data" --username=lms --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >/dev/null
server tee -a "$scratch/data/postgresql.conf" >/dev/null <<CONF
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = '$scratch'
fsync = off
full_page_writes = off
synchronous_commit = off
CONF
server pg_ctl --pgdata="$scratch/data" --log="$scratch/log" --wait start >/dev/null || {
    cat "$scratch/log" >&2
    die "PostgreSQL did not start."
}
server createdb --host=127.0.0.1 --port="$port" --username=lms lms

TEST_DATABASE_URL=postgres://lms@127.0.0.1:$port/lms "$@"
