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

failed=()
for language in "${here[@]}"; do
  for part in ${PARTS:-test package}; do
    say "The $language client: $part"
    foreground "clients/$language/$part.sh" || failed+=("the $language client's $part.sh")
  done
done

if [[ ${PARTS:-test} == *test* ]]; then
  say "Conformance"
  foreground python3 clients/conformance/run.py --clients "${here[*]}" --absent "${absent[*]}" || failed+=("conformance")
fi
if ((${#failed[@]} > 0)); then
  printf '%s failed\n' "${failed[@]}" >&2
  exit 1
fi
