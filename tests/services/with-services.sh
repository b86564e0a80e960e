#!/usr/bin/env bash
# Runs a command with the services that the tests need, and stops them after it:
#
#   tests/services/with-services.sh cargo test
#   DB=mysql tests/services/with-services.sh cargo test      genuine MySQL instead of MariaDB
#
# The command gets
#   SUPPORTCHAT_TEST_MYSQL_URL      where the server listens, without a database name; the user may create databases
#   SUPPORTCHAT_TEST_MYSQL_OPTIONS  what follows the database name: MySQL is spoken to in TLS, with the certificate that it made for itself
#   SUPPORTCHAT_TEST_MYSQLD_PID     the server's process id
#   SUPPORTCHAT_TEST_MYSQL_SCRIPT   the script with which a test starts, kills and restarts a server of its own: see server.sh
#   SUPPORTCHAT_TEST_AMQP_URL       where RabbitMQ listens, without a virtual host; SUPPORTCHAT_TEST_AMQPS_URL the same with TLS, and SUPPORTCHAT_TEST_AMQP_CA
#                                   the authority of its certificate
#   SUPPORTCHAT_TEST_AMQP_DIR       its directory, in which SUPPORTCHAT_TEST_AMQP_SCRIPT, rabbitmq.sh, makes a virtual host for each test
set -euo pipefail

# shellcheck source=tests/tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../tools/lib.sh"

(($# > 0)) || die "usage: with-services.sh COMMAND..."
db=${DB:-mariadb}
script=$root/tests/services/$db.sh
[[ $db == mariadb || $db == mysql ]] || die "DB=$db: mariadb or mysql"

broker=$root/tests/services/rabbitmq.sh

dir=$(mktemp -d "${TMPDIR:-/tmp}/supportchat-$db.XXXXXX")
broker_dir=$(mktemp -d "${TMPDIR:-/tmp}/supportchat-rabbitmq.XXXXXX")
child=
# shellcheck disable=SC2317 # called by the trap
cleanup() {
  status=$?
  trap '' INT TERM HUP
  if [[ -n $child ]]; then kill -TERM -- "-$child" 2>/dev/null || true; fi
  # Nothing in it is kept, and a clean stop takes seconds.
  "$broker" kill "$broker_dir" || status=1
  "$script" stop "$dir" || status=1
  rm -rf "$dir" "$broker_dir"
  exit "$status"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP

say "Starting $db and RabbitMQ"
"$broker" start "$broker_dir" $$ >"$broker_dir/urls" &
starting=$!
# Not from "$(...)" inside export, which would hide a failure.
url=$("$script" start "$dir" $$ | tail -n 1)
export SUPPORTCHAT_TEST_MYSQL_URL=$url
if [[ $db == mysql ]]; then export SUPPORTCHAT_TEST_MYSQL_OPTIONS='?require_ssl=true&verify_ca=false'; fi
SUPPORTCHAT_TEST_MYSQLD_PID=$(cat "$dir/pid")
export SUPPORTCHAT_TEST_MYSQLD_PID
export SUPPORTCHAT_TEST_MYSQL_SCRIPT=$script
wait "$starting"
SUPPORTCHAT_TEST_AMQP_URL=$(tail -n 2 "$broker_dir/urls" | head -n 1)
SUPPORTCHAT_TEST_AMQPS_URL=$(tail -n 1 "$broker_dir/urls")
export SUPPORTCHAT_TEST_AMQP_URL SUPPORTCHAT_TEST_AMQPS_URL
export SUPPORTCHAT_TEST_AMQP_CA=$broker_dir/ca.pem
export SUPPORTCHAT_TEST_AMQP_DIR=$broker_dir
export SUPPORTCHAT_TEST_AMQP_SCRIPT=$broker

# In the background, so that a signal is acted on at once and not after the tests, and as a process group (-m), so that nothing that the command started outlives it.
set -m
"$@" <&0 &
child=$!
set +m
wait "$child"
