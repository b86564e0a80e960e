#!/usr/bin/env bash
# Builds the Go client and its driver, checks them, and runs their tests: with the server that SUPPORTCHAT_BIN names, those too that need one.
set -euo pipefail

# shellcheck source=tests/tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../../tests/tools/lib.sh"

cd "$root/clients/go"
toolchain go "Go 1.26 or newer"
# The race detector is C.
need cc gcc libc6-dev

staticcheck=0.8.2
linter=$tools/staticcheck-$staticcheck
if [[ ! -x $linter/staticcheck ]]; then
  say "Installing staticcheck $staticcheck"
  GOBIN=$linter quietly go install "honnef.co/go/tools/cmd/staticcheck@v$staticcheck"
fi

say "Building the Go client"
go build -o "$tools/go/conformance" ./conformance
unformatted=$(gofmt -l .)
[[ -z $unformatted ]] || die "not formatted, run gofmt -w: $unformatted"
go vet ./...
"$linter/staticcheck" ./...
go mod tidy -diff
go mod verify >/dev/null

say "Testing the Go client"
go test -race -count=1 ./...
