#!/usr/bin/env bash
# Runs buf, of the version in package-lock.json.
set -euo pipefail

# shellcheck source=tests/tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

here=$root/tests/tools
npm_install "$here" buf
cd "$root"
exec "$here"/node_modules/@bufbuild/buf-linux-*/bin/buf "$@"
