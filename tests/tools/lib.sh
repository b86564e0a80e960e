# Sourced by the scripts in tests/: words for the person who waits, and what a bare Debian lacks.
# shellcheck shell=bash disable=SC2034

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
tools=$root/target/tools
cache=${XDG_CACHE_HOME:-$HOME/.cache}/supportchat

say() { printf '==> %s\n' "$*" >&2; }

die() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# need COMMAND PACKAGE...: installs Debian packages unless COMMAND is there.
need() {
  local command=$1
  shift
  if command -v "$command" >/dev/null; then return; fi
  if [[ $(id -u) != 0 ]] || ! command -v apt-get >/dev/null; then
    die "$command is missing. Install it; on Debian, as root: apt-get install $*"
  fi
  say "Installing $*"
  local log
  log=$(mktemp)
  local get=(apt-get -qq -o DPkg::Lock::Timeout=300)
  if ! { "${get[@]}" update && DEBIAN_FRONTEND=noninteractive "${get[@]}" install -y --no-install-recommends "$@"; } >"$log" 2>&1 </dev/null; then
    tail -n 20 "$log" >&2
    die "apt-get could not install $*; the whole output is in $log"
  fi
  rm "$log"
}

listening() { (: <"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Below the range from which the kernel takes the local ports of connections: one of those may not take the port while a server restarts.
free_port() {
  local port
  while port=$((10000 + RANDOM % 22000)) && listening "$port"; do :; done
  echo "$port"
}

# wait_until SECONDS COMMAND...: polls until COMMAND succeeds.
wait_until() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS < end)) || return 1
    sleep 0.1
  done
}
