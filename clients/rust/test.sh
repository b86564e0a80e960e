#!/usr/bin/env bash
# Builds the Rust client, its driver and its example, and runs their tests: with the server that SUPPORTCHAT_BIN names, those too that need one.
set -euo pipefail

# shellcheck source=tests/tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../../tests/tools/lib.sh"

cd "$root"
rust
locked=()
if [[ ${CI:-} == true ]]; then locked=(--locked); fi

# With --workspace the dependencies have the same features as for the server's tests, and are not built twice. `make check` has the format and the lints.
say "Building the Rust client"
cargo build "${locked[@]}" --workspace --example bot
units=$(cargo test "${locked[@]}" --workspace --lib --no-run --message-format=json | sed -n 's/.*"executable":"\([^"]*\/supportchat_client-[^"]*\)".*/\1/p')
[[ -x $units ]] || die "the unit tests were not built"

say "Testing the Rust client"
"$units" --quiet
cargo test "${locked[@]}" --quiet --workspace --test client --test driver
