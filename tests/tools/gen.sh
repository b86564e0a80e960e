#!/usr/bin/env bash
# What `make gen` runs: writes the generated code of the clients, by buf.gen.yaml.
set -euo pipefail

# shellcheck source=tests/tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

npm_install "$root/clients/typescript" "the TypeScript packages"
"$root/tests/tools/buf.sh" generate

gen=$root/clients/typescript/sdk/src/gen
# What buf.gen.yaml leaves nothing of.
rm -r "$gen/google/api" "$gen/supportchat/v1/options_pb.ts"
# All ids and seqs are below 2^53. protoc-gen-es has no option to say so; sdk/src/numbers.ts makes the values what the types say here.
find "$gen" -name '*.ts' -exec sed -i -E 's/\bbigint\b/number/g' {} +
