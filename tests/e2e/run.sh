#!/usr/bin/env bash
# Runs the stories in a real Chromium against the real server: on SQLite, or over MariaDB where with-services.sh has started one.
#   tests/e2e/run.sh [FILE...] [playwright's options]
#   tests/e2e/run.sh --config screenshots.config.ts    makes the pictures of the documentation
set -euo pipefail

# shellcheck source=tests/tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../tools/lib.sh"

here=$root/tests/e2e
need chromium chromium
# Pictures show what people see: a phone has emojis.
if [[ $* == *screenshots* ]] && ! fc-list | grep -qi emoji; then packages "a font with emojis" fonts-noto-color-emoji; fi
PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm_install "$here" "the browser's driver"
"$root/clients/typescript/build.sh"
if [[ -z ${SUPPORTCHAT_BIN:-} ]]; then
  cargo build --manifest-path "$root/Cargo.toml"
  export SUPPORTCHAT_BIN=$root/target/debug/supportchat
fi
CHROMIUM=$(command -v chromium)
export CHROMIUM
if [[ -n ${SUPPORTCHAT_TEST_MYSQL_URL:-} ]]; then export SUPPORTCHAT_E2E_MYSQL_URL=$SUPPORTCHAT_TEST_MYSQL_URL; fi
cd "$here"
exec npx playwright test "$@"
