# Sourced by the scripts in tests/: words for the person who waits, and what a bare Debian lacks.
# shellcheck shell=bash disable=SC2034

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
tools=$root/target/tools
# The clients' packages, as the registries get them.
built=$root/target/packages
cache=${XDG_CACHE_HOME:-$HOME/.cache}/supportchat

say() { printf '==> %s\n' "$*" >&2; }

die() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# quietly COMMAND...: shows the command's output only if it fails, and then ends the script.
quietly() {
  local log
  log=$(mktemp)
  if ! "$@" >"$log" 2>&1 </dev/null; then
    tail -n 40 "$log" >&2
    die "failed: $* (all its output: $log)"
  fi
  rm "$log"
}

# need COMMAND PACKAGE...: installs Debian packages unless COMMAND is there.
need() {
  local command=$1
  shift
  if command -v "$command" >/dev/null; then return; fi
  packages "$command" "$@"
}

# packages WHAT PACKAGE...: installs Debian packages, since WHAT is missing.
packages() {
  local what=$1
  shift
  if [[ $(id -u) != 0 ]] || ! command -v apt-get >/dev/null; then
    die "$what is missing. Install it; on Debian, as root: apt-get install $*"
  fi
  say "Installing $*"
  # Scripts run side by side, and apt-get waits for others when it installs, but not when it updates its lists.
  mkdir -p "$cache"
  local get=(flock --close "$cache/apt.lock" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300)
  quietly "${get[@]}" update
  quietly "${get[@]}" install -y --no-install-recommends "$@"
}

# toolchain COMMAND WHAT: for what the scripts do not install.
toolchain() {
  command -v "$1" >/dev/null || die "$1 is missing: install $2 (CONTRIBUTING.md lists what is needed)"
}

listening() { (: <"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Below the range from which the kernel takes the local ports of connections: one of those may not take the port while a server restarts.
free_port() {
  local port
  while port=$((10000 + RANDOM % 22000)) && listening "$port"; do :; done
  echo "$port"
}

# npm_install DIR WHAT: what DIR/package-lock.json says, unless it is there.
npm_install() {
  local dir=$1
  if cmp -s "$dir/package-lock.json" "$dir/node_modules/installed.json"; then return; fi
  toolchain npm "Node.js 20 or newer with npm"
  say "Installing $2"
  quietly npm --prefix "$dir" ci --no-progress
  cp "$dir/package-lock.json" "$dir/node_modules/installed.json"
}

# rust: what every cargo command here needs; a C compiler builds SQLite.
rust() {
  toolchain cargo "Rust 1.88 or newer with clippy and rustfmt"
  need cc gcc libc6-dev
}

# foreground COMMAND...: runs it and passes SIGINT and SIGTERM on, at once, as a SIGTERM.
foreground() {
  local child status=0
  "$@" <&0 &
  child=$!
  # shellcheck disable=SC2064 # now, while child is known
  trap "stopped $child 130" INT
  # shellcheck disable=SC2064
  trap "stopped $child 143" TERM
  wait "$child" || status=$?
  trap - INT TERM
  return "$status"
}

stopped() {
  trap '' INT TERM
  kill -TERM "$1" 2>/dev/null || true
  wait "$1" 2>/dev/null || true
  exit "$2"
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
