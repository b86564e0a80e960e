#!/usr/bin/env bash
# Tests the clients, each by itself, and then all by the scenarios of clients/conformance. CLIENTS="go rust": only those. PARTS=package: only their packages, which are left in target/packages.
# With CI=true a missing toolchain is an error.
set -euo pipefail

# shellcheck source=tests/tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

cd "$root"
declare -A needs=([typescript]="node npm" [python]="python3" [go]="go" [kotlin]="java mvn" [rust]="cargo")
export SUPPORTCHAT_BIN=${SUPPORTCHAT_BIN:-$root/target/debug/supportchat}

here=()
absent=()
for language in ${CLIENTS:-typescript python go kotlin rust}; do
  missing=
  for command in ${needs[$language]:?there is no such client}; do
    command -v "$command" >/dev/null || missing=$command
  done
  if [[ -z $missing ]]; then
    here+=("$language")
  elif [[ ${CI:-} == true ]]; then
    die "$missing is missing: the $language client cannot be tested"
  else
    say "$missing is missing: the $language client is not tested"
    absent+=("$language")
  fi
done

# Two languages at a time: each builds and waits on one core most of the time. What one prints is shown as one piece, when it is through.
most=2
failed=()
logs=$(mktemp -d)
declare -A running=()
trap 'rm -rf "$logs"' EXIT
trap 'kill -TERM "${!running[@]}" 2>/dev/null; wait; exit 143' INT TERM

# one LANGUAGE: all its parts.
one() {
  local status=0
  for part in ${PARTS:-test package}; do
    foreground "clients/$1/$part.sh" || {
      printf "the %s client's %s.sh failed\n" "$1" "$part" >&2
      status=1
    }
  done
  return "$status"
}

# one_ends: waits for one of those that run.
one_ends() {
  local child result=passed language
  wait -n -p child "${!running[@]}" || result=FAILED
  language=${running[$child]}
  unset "running[$child]"
  cat "$logs/$language" >&2
  say "The $language client: $result"
  [[ $result == passed ]] || failed+=("the $language client")
}

for language in "${here[@]}"; do
  if ((${#running[@]} == most)); then one_ends; fi
  say "The $language client: ${PARTS:-test and package}"
  one "$language" >"$logs/$language" 2>&1 &
  running[$!]=$language
done
while ((${#running[@]} > 0)); do one_ends; done
trap - INT TERM

if [[ ${PARTS:-test} == *test* ]]; then
  say "Conformance"
  foreground python3 clients/conformance/run.py --clients "${here[*]}" --absent "${absent[*]}" || failed+=("conformance")
fi
if ((${#failed[@]} > 0)); then
  printf '%s failed\n' "${failed[@]}" >&2
  exit 1
fi
