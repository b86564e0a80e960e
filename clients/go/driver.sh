#!/usr/bin/env bash
# Starts the driver of the conformance tests, which test.sh has built.
set -euo pipefail

# shellcheck source=tests/tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../../tests/tools/lib.sh"

exec "$tools/go/conformance"
