#!/usr/bin/env bash
# api-fuzz.sh [BINARY]: starts the demo with data of its own on a free port, runs schemathesis.sh against it, and stops it.
set -euo pipefail

# shellcheck source=tests/tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

binary=${1:-$root/target/debug/supportchat}
[[ -x $binary ]] || die "$binary is not there: build it with cargo build"
need curl curl
work=$(mktemp -d "${TMPDIR:-/tmp}/supportchat-fuzz.XXXXXX")
server=
# shellcheck disable=SC2317 # called by wait_until
dead() { ! kill -0 "$server" 2>/dev/null; }
# shellcheck disable=SC2317
ready_or_dead() { ready || dead; }
# shellcheck disable=SC2317
ready() { curl -fs --noproxy '*' --max-time 2 -o /dev/null "http://127.0.0.1:$port/readyz"; }
# shellcheck disable=SC2317 # called by the trap
cleanup() {
  status=$?
  if [[ -n $server ]] && ! dead; then
    if ((status != 0)); then
      tail -n 20 "$work/log" | sed 's/^/server: /' >&2
    fi
    kill -TERM "$server"
    wait_until 30 dead || kill -KILL "$server"
  fi
  rm -rf "$work"
  exit "$status"
}
trap cleanup EXIT

say "Starting the demo"
port=$(free_port)
SUPPORTCHAT_DATA_DIR=$work/data SUPPORTCHAT_LISTEN=127.0.0.1:$port "$binary" demo >"$work/log" 2>&1 </dev/null &
server=$!

if ! wait_until 60 ready_or_dead || dead; then
  cat "$work/log" >&2
  die "the demo did not become ready on port $port; its output is above"
fi

field() { python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))[sys.argv[2]])' "$work/data/demo.json" "$1"; }
toolchain python3 "Python 3.10 or newer"
url=$(field url)
key=$(field api_key)
log_in=$(printf '{"email": "%s", "password": "%s"}' "$(field agent_email)" "$(field agent_password)")
agent=$(curl -fsS --noproxy '*' --max-time 10 -H 'Content-Type: application/json' -d "$log_in" "$url/agent_tokens" |
  python3 -c 'import json, sys; print(json.load(sys.stdin)["token"]["token"])')

status=0
foreground "$root/tests/tools/schemathesis.sh" "$url" "$key" "$agent" || status=$?
! dead || die "the server stopped during the test: $(tail -n 5 "$work/log")"
exit "$status"
