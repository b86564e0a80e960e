#!/usr/bin/env bash
# Installs grpcurl and prints the path of the program.
set -euo pipefail

# shellcheck source=tests/tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

version=1.9.4
bin=$tools/grpcurl-$version
if [[ ! -x $bin/grpcurl ]]; then
  toolchain go "Go 1.24 or newer"
  say "Installing grpcurl $version"
  GOBIN=$bin quietly go install "github.com/fullstorydev/grpcurl/cmd/grpcurl@v$version"
fi
echo "$bin/grpcurl"
