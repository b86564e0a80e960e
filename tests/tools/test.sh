#!/usr/bin/env bash
# What `make test` runs: the Rust suite with real services, the API's promises against a running demo, the stories in a browser, and the clients.
#   DB=mysql   genuine MySQL instead of MariaDB        FULL=1   both, and the tests that take long
#   TEST=name  only the Rust tests whose names contain this; TEST=e2e: only those in a browser; TEST=conformance: only the clients
set -euo pipefail

# shellcheck source=tests/tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

cd "$root"
rust
full=${FULL:-}
export FULL=${full#0}
databases=("${DB:-mariadb}")
if [[ -n $FULL && -z ${DB:-} ]]; then databases=(mariadb mysql); fi
locked=()
if [[ ${CI:-} == true ]]; then locked=(--locked); fi

results=()
failed=0
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
# part NAME COMMAND...: the others run even if one fails.
part() {
  local name=$1 start=$SECONDS result=passed
  shift
  # Who waits at a terminal gets colours and progress; in CI, how a part that failed ended is told again at the very end.
  if [[ ${CI:-} == true ]]; then exec 3> >(exec tee "$logs/$name") 4>&3; else exec 3>&1 4>&2; fi
  foreground "$@" >&3 2>&4 3>&- 4>&- || {
    result=FAILED
    failed=1
  }
  exec 3>&- 4>&-
  results+=("$name $result ($((SECONDS - start)) s)")
  if [[ $result == passed ]]; then rm -f "$logs/$name"; fi
}

# What the README's tour is walked with.
need curl curl
need jq jq
# What the nodes are behind in tests/balancer. It is among the programs of root.
PATH=$PATH:/usr/sbin need haproxy haproxy
tests/tools/grpcurl.sh >/dev/null

clients/typescript/build.sh
say "Building the tests"
# The server with them, once: a build without the tests' features would be another one.
cargo test "${locked[@]}" --workspace --no-run
export SUPPORTCHAT_BIN=$root/target/debug/supportchat
# Most tests wait most of the time, for a broker that comes back or a node that is missed.
export RUST_TEST_THREADS=${RUST_TEST_THREADS:-4}
if [[ -z ${TEST:-} ]]; then
  part "pages' sizes" npm --prefix clients/typescript run -s size
  part "pages' unit tests" npm --prefix clients/typescript test
fi
if [[ ${TEST:-} == conformance || ${TEST:-} == e2e ]]; then databases=(); fi
for db in "${databases[@]}"; do
  part "suite on $db" env "DB=$db" tests/services/with-services.sh cargo test "${locked[@]}" --workspace -- ${TEST:+"$TEST"}
done
if [[ -z ${TEST:-} ]]; then
  part "API fuzzing" tests/tools/api-fuzz.sh
fi
if [[ -z ${TEST:-} || ${TEST:-} == e2e ]]; then
  part "browser on sqlite" tests/e2e/run.sh
  # The browser does not know the database: what depends on it most goes over MariaDB each time, and with FULL=1 everything.
  stories=(stories/{first_contact,restart,two_and_two}.spec.ts)
  if [[ -n $FULL ]]; then stories=(); fi
  part "browser on mariadb" env DB=mariadb tests/services/with-services.sh tests/e2e/run.sh "${stories[@]}"
fi

if [[ -z ${TEST:-} || ${TEST:-} == conformance ]]; then
  part "clients" tests/tools/clients.sh
fi

for log in "$logs"/*; do
  [[ -e $log ]] || continue
  say "How ${log##*/} failed:"
  # What a Rust test said may be far above.
  grep -A 3 "panicked at" "$log" | head -n 20 >&2 || true
  tail -n 12 "$log" >&2
done
printf -v summary '%s; ' "${results[@]}"
say "Tests: ${summary%; }"
exit "$failed"
