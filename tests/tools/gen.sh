#!/usr/bin/env bash
# What `make gen` runs: writes the generated code of the clients, by buf.gen.yaml.
set -euo pipefail

# shellcheck source=tests/tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

npm_install "$root/clients/typescript" "the TypeScript packages"
"$root/clients/go/tools.sh"
"$root/clients/python/tools.sh"
"$root/tests/tools/buf.sh" generate
"$root/clients/kotlin/tools.sh"
"$root/tests/tools/buf.sh" generate --template clients/kotlin/buf.gen.yaml

gen=$root/clients/typescript/sdk/src/gen
# What buf.gen.yaml leaves nothing of.
find "$gen/google/api" -type f ! -name httpbody_pb.ts -delete
rm "$gen/supportchat/v1/options_pb.ts"
node "$root/clients/typescript/sdk/generate.js"
# With --workspace it is built of what the server is built of.
(rust && cd "$root" && cargo build --quiet --workspace --bin supportchat-client-gen && "${CARGO_TARGET_DIR:-target}/debug/supportchat-client-gen")
rm -r "$root/clients/go/supportchatv1/google.golang.org"
