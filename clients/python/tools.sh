#!/usr/bin/env bash
# Installs the plugin that generates the Python code into target/tools/python.
set -euo pipefail

# shellcheck source=tests/tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../../tests/tools/lib.sh"
# shellcheck source=clients/python/venv.sh
. "$root/clients/python/venv.sh"

venv generator "$root/clients/python/generator/requirements.txt"
plugin=$tools/python/protoc-gen-supportchat
# buf gives plugins no arguments.
printf '#!/bin/sh\nexec "%s" "%s"\n' "$tools/python/generator/bin/python" "$root/clients/python/generator/plugin.py" >"$plugin"
chmod +x "$plugin"
