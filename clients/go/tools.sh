#!/usr/bin/env bash
# Installs the plugins that generate the Go code into target/tools/go.
set -euo pipefail

# shellcheck source=tests/tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../../tests/tools/lib.sh"

plugins=(google.golang.org/protobuf/cmd/protoc-gen-go@v1.36.12 google.golang.org/grpc/cmd/protoc-gen-go-grpc@v1.6.2)

bin=$tools/go
if [[ $(cat "$bin/plugins" 2>/dev/null) != "${plugins[*]}" ]]; then
  toolchain go "Go 1.26 or newer"
  say "Installing the Go plugins"
  for plugin in "${plugins[@]}"; do
    GOBIN=$bin quietly go install "$plugin"
  done
  echo "${plugins[*]}" >"$bin/plugins"
fi
