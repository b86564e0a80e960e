#!/usr/bin/env bash
# Checks the Python client and its driver, and runs their tests: with the server that SUPPORTCHAT_BIN names, those too that need one.
set -euo pipefail

# shellcheck source=tests/tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../../tests/tools/lib.sh"
# shellcheck source=clients/python/venv.sh
. "$root/clients/python/venv.sh"

cd "$root/clients/python"
venv test requirements.txt
bin=$tools/python/test/bin

say "Checking the Python client"
"$bin/ruff" format --no-cache --check --quiet . || die "not formatted: run ruff format in clients/python"
"$bin/ruff" check --no-cache --quiet .
quietly "$bin/mypy" --cache-dir "$tools/python/mypy"

say "Testing the Python client"
"$bin/pytest" --quiet -p no:cacheprovider
