#!/usr/bin/env bash
# Builds the widget, the console and the demo page into dist/, unless they are as their sources are already.
set -euo pipefail

# shellcheck source=tests/tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../../tests/tools/lib.sh"

cd "$root/clients/typescript"
stamp=$root/target/web.sha256

# What the pages are made of: every tracked or new file here.
sources() {
  find . \( -name node_modules -o -name dist \) -prune -o -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum
}

npm_install "$PWD" "what the pages are built with"
current=$(sources)
if [[ ! -f dist/index.html || $current != "$(cat "$stamp" 2>/dev/null)" ]]; then
  say "Building the widget and the console"
  quietly npm run build
  mkdir -p "$root/target"
  echo "$current" >"$stamp"
fi
