#!/usr/bin/env bash
# Builds the Python package, checks it as the registry would, and runs the README's quick starts with it in an empty environment, against the server that SUPPORTCHAT_BIN names.
set -euo pipefail

# shellcheck source=tests/tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../../tests/tools/lib.sh"
# shellcheck source=clients/python/venv.sh
. "$root/clients/python/venv.sh"

: "${SUPPORTCHAT_BIN:?name a built server}"
cd "$root/clients/python"
venv test requirements.txt
bin=$tools/python/test/bin

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
say "Building the Python package"
# The source archive, and the wheel from it.
mkdir -p "$built"
rm -f "$built"/supportchat-*.{whl,tar.gz}
quietly "$bin/python" -m build --no-isolation --outdir "$built" .
"$bin/twine" --no-color check --strict "$built"/supportchat-*.{whl,tar.gz} >&2

say "Installing it in an empty environment"
quietly python3 -m venv "$work/empty"
quietly "$work/empty/bin/pip" install --disable-pip-version-check --prefer-binary "$built"/supportchat-*.whl
quietly "$work/empty/bin/pip" check
(cd "$work" && empty/bin/python -c 'import supportchat; print("supportchat", supportchat.__version__)' >&2)

say "Running the quick starts"
SUPPORTCHAT_PYTHON=$work/empty/bin/python "$bin/pytest" --quiet -p no:cacheprovider tests/test_demo.py -k quick_start
