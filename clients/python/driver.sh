#!/usr/bin/env bash
# Starts the driver of the conformance tests, with what test.sh has installed.
set -euo pipefail

# shellcheck source=tests/tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../../tests/tools/lib.sh"

PYTHONPATH=$root/clients/python/src exec "$tools/python/test/bin/python" "$root/clients/python/conformance/driver.py"
