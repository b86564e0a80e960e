#!/usr/bin/env bash
# Runs buf, of the version in package-lock.json.
set -euo pipefail

# shellcheck source=tests/tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

here=$root/tests/tools
if ! cmp -s "$here/package-lock.json" "$here/node_modules/installed.json"; then
  toolchain npm "Node.js 20 or newer with npm"
  say "Installing buf"
  quietly npm --prefix "$here" ci --no-progress
  cp "$here/package-lock.json" "$here/node_modules/installed.json"
fi
cd "$root"
exec "$here"/node_modules/@bufbuild/buf-linux-*/bin/buf "$@"
