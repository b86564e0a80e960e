#!/usr/bin/env bash
# Packs the crate as the registry gets it, and runs the README's quick start with it in an empty project, against the server that SUPPORTCHAT_BIN names.
set -euo pipefail

# shellcheck source=tests/tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../../tests/tools/lib.sh"

: "${SUPPORTCHAT_BIN:?name a built server}"
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$root/target}
cd "$root"
rust
locked=()
if [[ ${CI:-} == true ]]; then locked=(--locked); fi
name=supportchat-client-$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)

# What it is built with is the empty project, below.
say "Packing $name"
quietly cargo package "${locked[@]}" --allow-dirty --no-verify --package supportchat-client

mkdir -p "$built"
cp "$CARGO_TARGET_DIR/package/$name.crate" "$built"

# A workspace of its own, at the same place each time, so that builds do not pile up. The times of the files are new: cargo would take those of the archive, which never change, for the
# last build's.
app=$CARGO_TARGET_DIR/tools/rust/quick-start
rm -rf "$app"
mkdir -p "$app/src"
tar -xmzf "$built/$name.crate" -C "$app"
for file in README.md CHANGELOG.md LICENSE examples/bot.rs src/gen/supportchat.v1.rs; do
  [[ -f $app/$name/$file ]] || die "$file is not in the package"
done
awk '/^```/ { inside = !inside && $0 == "```rust"; if (!inside && found) exit; next } inside { print; found = 1 }' clients/rust/README.md >"$app/src/main.rs"
# The profile and the versions are those of the workspace, so that what is the same is not built again. Nor is TLS, which takes long: the client's tests are built with it.
{
  printf '[package]\nname = "quick-start"\nedition = "2024"\n\n[workspace]\n\n'
  printf '[dependencies]\nsupportchat-client = { path = "%s", default-features = false }\ntokio = { version = "1", features = ["macros", "rt-multi-thread"] }\n\n' "$name"
  sed -n '/^\[profile\.dev\]$/,/^$/p; /^\[profile\.dev\.package\."\*"\]$/,/^$/p' Cargo.toml
} >"$app/Cargo.toml"
cp Cargo.lock "$app"
say "Building the quick start with it"
quietly cargo build --manifest-path "$app/Cargo.toml"

say "Running the quick start"
SUPPORTCHAT_QUICK_START=$CARGO_TARGET_DIR/debug/quick-start cargo test "${locked[@]}" --quiet --workspace --test client quick_start
