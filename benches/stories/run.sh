#!/usr/bin/env bash
# Stories a second that are on disk when they are acknowledged, at 1, 16 and 128 connections, with SQLite and PostgreSQL; and the
# same body rejected for one wrong weight, which is all of the work except storing it.
# usage: benches/stories/run.sh [BINARY] [SECONDS]      needs wrk, and PostgreSQL's server under /usr/lib/postgresql
set -euo pipefail
cd "$(dirname "$0")/../.."
command -v wrk >/dev/null || { echo "this measurement needs wrk; install it with:  apt-get install wrk" >&2; exit 1; }
binary=$(realpath "${1:-target/release/sensing}")
seconds=${2:-10}
port=${PORT:-18990}
home=$(mktemp -d "${FOLDER:-${TMPDIR:-/tmp}}/sensing-bench-XXXXXX")
service= server=
cleanup() {
    [ -z "$service" ] || kill "$service" 2>/dev/null || true
    [ -z "$server" ] || kill -QUIT "$server" 2>/dev/null || true
    wait 2>/dev/null || true
    rm -rf "$home"
}
trap cleanup EXIT

options=()
"$binary" serve --help | grep -q -- --no-limits && options+=(--no-limits)

start() { # NAME [URL]
    local url=()
    [ -z "${2:-}" ] || url=(--database-url "$2")
    SENSING_LOG=error "$binary" serve --bind "127.0.0.1:$port" --data "$home/$1" "${options[@]}" "${url[@]}" >/dev/null &
    service=$!
    for _ in $(seq 300); do
        curl -fs "http://127.0.0.1:$port/health/ready" >/dev/null 2>&1 && return
        sleep 0.1
    done
    echo "the service did not become ready" >&2
    exit 1
}

stop() { kill "$service"; wait "$service" || true; service=; }

measure() { # NAME
    for connections in 1 16 128; do
        local threads=2
        [ "$connections" -ge 2 ] || threads=1
        printf '%s|%s|' "$1" "$connections" >> "$home/figures"
        wrk -t "$threads" -c "$connections" -d "${seconds}s" --latency --timeout 30s -s benches/stories/story.lua \
            "http://127.0.0.1:$port" | grep '|' >> "$home/figures"
    done
}

start sqlite
measure "SQLite"
WRONG=1 measure "refused"
stop

bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
as=()
if [ "$(id -u)" = 0 ]; then
    chmod 755 "$home"
    install -d -o postgres "$home/postgres"
    as=(setpriv --reuid=postgres --regid=postgres --clear-groups)
else
    mkdir "$home/postgres"
fi
(cd "$home/postgres" && "${as[@]}" "$bin/initdb" -D data -U postgres -A trust -E UTF8 --locale=C.UTF-8 >/dev/null)
"${as[@]}" "$bin/postgres" -D "$home/postgres/data" -k "$home/postgres" -c listen_addresses= >/dev/null 2>&1 &
server=$!
until "$bin/pg_isready" -q -h "$home/postgres"; do sleep 0.1; done
start postgres-node "postgres://postgres@localhost/postgres?host=$home/postgres"
measure "PostgreSQL"
stop

cat <<END
## Durable stories a second

A story of 1.2 kB is on disk when it is acknowledged. Beside it stands the same body with one wrong weight, which the service
reads and checks and then refuses: what the rest of the work allows at most, in the same run. wrk, the service and the database
share the machine's $(nproc) processors. Each figure over $seconds seconds.

| Kept in | Connections | Stories a second | p50 | p99 | Failed | Part of those refused |
|---|--:|--:|--:|--:|--:|--:|
END
awk -F '|' '
    $1 == "refused" { refused[$2] = $3; line[$2] = sprintf("| refused | %s | %s | %s ms | %s ms | | |", $2, $3, $4, $5); next }
    { n++; name[n] = $1; at[n] = $2; rate[n] = $3; half[n] = $4; late[n] = $5; failed[n] = $6 + $7 }
    END {
        for (i = 1; i <= n; i++)
            printf "| %s | %s | %s | %s ms | %s ms | %d | %.2f |\n", name[i], at[i], rate[i], half[i], late[i], failed[i], rate[i] / refused[at[i]]
        for (c = 1; c <= 128; c++) if (c in line) print line[c]
    }' "$home/figures"
