#!/usr/bin/env bash
# Debian's MariaDB as a private server: see server.sh.
set -euo pipefail

# shellcheck source=tests/services/server.sh
. "$(dirname "${BASH_SOURCE[0]}")/server.sh"

# The -core packages: mariadb-server would start a system-wide server too.
prepare() {
  PATH=$PATH:/usr/sbin
  need mariadbd mariadb-server-core
  need mariadb-install-db mariadb-server-core
  need mariadb mariadb-client-core
}

initialise() {
  quietly mariadb-install-db --no-defaults --user="$(id -un)" --datadir="$dir/data" --auth-root-authentication-method=normal \
    --skip-test-db --skip-name-resolve
}

server_command() {
  printf '%s\n' mariadbd --no-defaults --character-set-server=latin1 --innodb-log-file-size=128M --binlog-format=ROW
}

main "$@"
