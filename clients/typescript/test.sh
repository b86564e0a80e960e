#!/usr/bin/env bash
# Builds the TypeScript package, for the driver and for package.sh. tests/tools/test.sh runs its unit tests with the pages', and tests/tools/check.sh checks its types and its style.
set -euo pipefail

# shellcheck source=tests/tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../../tests/tools/lib.sh"

cd "$root/clients/typescript"
toolchain node "Node.js 20 or newer with npm"
npm_install "$PWD" "the TypeScript packages"
say "Building the TypeScript package"
npm --workspace sdk run -s dist
