#!/usr/bin/env bash
# Runs a command with the services that the tests need, and stops them after it:
#
#   tests/services/with-services.sh cargo test
#   DB=mysql tests/services/with-services.sh cargo test      genuine MySQL instead of MariaDB
#
# The command gets
#   SUPPORTCHAT_TEST_MYSQL_URL      where the server listens, without a database name; the user may create databases
#   SUPPORTCHAT_TEST_MYSQLD_PID     the server's process id
#   SUPPORTCHAT_TEST_MYSQL_SCRIPT   the script with which a test starts, kills and restarts a server of its own: see server.sh
set -euo pipefail

# shellcheck source=tests/tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../tools/lib.sh"

(($# > 0)) || die "usage: with-services.sh COMMAND..."
db=${DB:-mariadb}
script=$root/tests/services/$db.sh
[[ $db == mariadb || $db == mysql ]] || die "DB=$db: mariadb or mysql"

dir=$(mktemp -d "${TMPDIR:-/tmp}/supportchat-$db.XXXXXX")
child=
# shellcheck disable=SC2317 # called by the trap
cleanup() {
  status=$?
  trap '' INT TERM HUP
  if [[ -n $child ]]; then kill -TERM -- "-$child" 2>/dev/null || true; fi
  "$script" stop "$dir" || status=1
  rm -rf "$dir"
  exit "$status"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP

say "Starting $db"
# Not from "$(...)" inside export, which would hide a failure.
url=$("$script" start "$dir" $$ | tail -n 1)
export SUPPORTCHAT_TEST_MYSQL_URL=$url
SUPPORTCHAT_TEST_MYSQLD_PID=$(cat "$dir/pid")
export SUPPORTCHAT_TEST_MYSQLD_PID
export SUPPORTCHAT_TEST_MYSQL_SCRIPT=$script

# In the background, so that a signal is acted on at once and not after the tests, and as a process group (-m), so that nothing that the command started outlives it.
set -m
"$@" <&0 &
child=$!
set +m
wait "$child"
