# Sourced by mariadb.sh and mysql.sh: a private database server in a directory of its own, on a free port of 127.0.0.1.
#
#   mariadb.sh start DIR [OWNER_PID]   starts it; the last line printed is its URL, without a database name
#   mariadb.sh stop DIR                stops it cleanly
#   mariadb.sh kill DIR                kills it as a power cut would (SIGKILL)
#
# All three wait until it is done, and repeating one changes nothing. `start` after `stop` or `kill` finds the same data and takes the same port.
# DIR/pid holds the process id and DIR/log the server's log. With OWNER_PID, the server stops and its files go when that process ends, however it ends.
# shellcheck shell=bash disable=SC2154

# shellcheck source=tests/tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../tools/lib.sh"

# Tables that rely on a server's good defaults break at somebody else's. So time zone and (in MariaDB) character set are awkward here: what needs UTC or utf8mb4 says so.
# Every commit is on disk before it is acknowledged, as in production.
common_options() {
  printf '%s\n' --datadir="$dir/data" --socket="$dir/socket" --pid-file="$dir/data/server.pid" --user="$(id -un)" \
    --bind-address=127.0.0.1 --port="$1" --skip-name-resolve --init-file="$dir/init.sql" \
    --log-bin="$dir/data/binlog" --server-id=1 --sync-binlog=1 --innodb-flush-log-at-trx-commit=1 \
    --innodb-buffer-pool-size=256M --max-connections=1000 --performance-schema=OFF --default-time-zone=+05:45
}

alive() {
  local pid
  pid=$(cat "$dir/pid" 2>/dev/null) && grep -qaF -- "--datadir=$dir/data" "/proc/$pid/cmdline" 2>/dev/null
}

answers() { mariadb --no-defaults --socket="$dir/socket" --user=root -e 'SELECT 1' >/dev/null 2>&1; }

answers_or_died() { answers || ! alive; }

# The port closes last, when no thread of the server is left.
gone() { ! alive && { [[ ! -e $dir/port ]] || ! listening "$(cat "$dir/port")"; }; }

launch() {
  local command
  # Left by a kill; mysqld refuses to start as long as the process id in the lock is anyone's, even a zombie's.
  rm -f "$dir"/{socket,socket.lock}
  mapfile -t command < <(
    server_command
    common_options "$1"
  )
  # A session of its own: Ctrl-C is for the tests, which then stop the server.
  setsid "${command[@]}" >>"$dir/log" 2>&1 </dev/null &
  echo $! >"$dir/pid"
  # Until the exec, the process is still this script.
  wait_until 5 alive || true
  wait_until 120 answers_or_died && answers
}

start() {
  mkdir -p "$dir"
  dir=$(cd "$dir" && pwd)
  ((${#dir} < 95)) || die "$dir is too long a path for a socket; start the server in a directory nearer to /"
  if ! alive; then
    prepare
    if [[ ! -e $dir/initialised ]]; then
      rm -rf "$dir/data"
      initialise
      touch "$dir/initialised"
    fi
    cat >"$dir/init.sql" <<'SQL'
CREATE USER IF NOT EXISTS 'supportchat'@'%' IDENTIFIED BY 'supportchat';
GRANT ALL PRIVILEGES ON *.* TO 'supportchat'@'%' WITH GRANT OPTION;
SQL
    if [[ -e $dir/port ]]; then
      launch "$(cat "$dir/port")" || failed
    else
      local port
      # Somebody else may take a free port first.
      for _ in 1 2 3; do
        port=$(free_port)
        if launch "$port"; then break; fi
        if alive || ! grep -qi 'address already in use' "$dir/log"; then break; fi
      done
      answers || failed
      echo "$port" >"$dir/port"
    fi
    if [[ -n $owner ]]; then setsid "$0" watch "$dir" "$owner" </dev/null >/dev/null 2>&1 & fi
  fi
  echo "mysql://supportchat:supportchat@127.0.0.1:$(cat "$dir/port")"
}

failed() {
  tail -n 30 "$dir/log" >&2
  stop KILL
  die "the database server did not start; its log is $dir/log"
}

stop() {
  if alive; then kill -"$1" "$(cat "$dir/pid")"; fi
  wait_until 60 gone || die "process $(cat "$dir/pid") in $dir does not end"
}

watch() {
  while alive; do
    if ! kill -0 "$owner" 2>/dev/null; then
      stop KILL
      rm -rf "$dir"/{data,initialised,init.sql,log,pid,port,socket,socket.lock}
      rmdir "$dir" || true
    fi
    sleep 1
  done
}

main() {
  dir=${2:-}
  owner=${3:-}
  [[ -n $dir ]] || die "usage: $(basename "$0") start|stop|kill DIR [OWNER_PID]"
  case $1 in
    start) start ;;
    stop) stop TERM ;;
    kill) stop KILL ;;
    watch) watch ;;
    *) die "unknown command $1: start, stop or kill" ;;
  esac
}
