#!/usr/bin/env bash
# Genuine MySQL 9 as a private server: see server.sh. Debian 12 has none, so it comes from Debian unstable, into a directory of the cache.
set -euo pipefail

# shellcheck source=tests/services/server.sh
. "$(dirname "${BASH_SOURCE[0]}")/server.sh"

sid=$cache/mysql

prepare() {
  need mariadb mariadb-client-core
  if [[ -x $sid/usr/sbin/mysqld ]]; then return; fi
  PATH=$PATH:/usr/sbin
  need debootstrap debootstrap
  [[ $(id -u) == 0 ]] || die "setting up MySQL needs root, once: run this as root with the same HOME, or run the tests without FULL=1 and DB=mysql"
  mkdir -p "$cache"
  # One at a time; whoever waited finds it done.
  exec 9>"$cache/mysql.lock"
  flock 9
  if [[ ! -x $sid/usr/sbin/mysqld ]]; then
    say "Setting up MySQL in $sid: about a minute, 440 MB, once"
    rm -rf "$sid.new"
    quietly debootstrap --variant=minbase --include=mysql-server-core sid "$sid.new"
    # Downloads and what mysqld never reads.
    rm -rf "$sid.new"/var/cache/apt/archives/*.deb "$sid.new"/usr/share/{doc,man,locale}
    mv "$sid.new" "$sid"
  fi
  exec 9>&-
}

# Unstable's mysqld needs unstable's libraries. Its own loader finds them without chroot, so the data may be anywhere and nobody needs to be root.
mysqld() {
  local loader
  loader=$(compgen -G "$sid/usr/lib/*/ld-linux-*.so.*" | head -n 1)
  printf '%s\n' "$loader" --library-path "$(dirname "$loader")" "$sid/usr/sbin/mysqld" --no-defaults --basedir="$sid/usr"
}

initialise() {
  local command
  mapfile -t command < <(mysqld)
  quietly "${command[@]}" --initialize-insecure --user="$(id -un)" --datadir="$dir/data"
}

server_command() {
  mysqld
  printf '%s\n' --mysqlx=OFF --secure-file-priv=NULL --innodb-redo-log-capacity=256M
}

main "$@"
