#!/usr/bin/env bash
# Builds the Go client and its driver, checks them, and runs their tests: with the server that SUPPORTCHAT_BIN names, those too that need one. FULL=1: with staticcheck and the race detector.
set -euo pipefail

# shellcheck source=tests/tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../../tests/tools/lib.sh"

cd "$root/clients/go"
toolchain go "Go 1.26 or newer"
# What takes minutes to build is for FULL=1: the linter, and everything once more for the race detector, which is C.
race=()
if [[ -n ${FULL:-} ]]; then
  race=(-race)
  need cc gcc libc6-dev
  staticcheck=0.8.2
  linter=$tools/staticcheck-$staticcheck
  if [[ ! -x $linter/staticcheck ]]; then
    say "Installing staticcheck $staticcheck"
    GOBIN=$linter quietly go install "honnef.co/go/tools/cmd/staticcheck@v$staticcheck"
  fi
fi

say "Building the Go client"
go build -o "$tools/go/conformance" ./conformance
unformatted=$(gofmt -l .)
[[ -z $unformatted ]] || die "not formatted, run gofmt -w: $unformatted"
go vet ./...
if [[ -n ${FULL:-} ]]; then "$linter/staticcheck" ./...; fi
go mod tidy -diff
go mod verify >/dev/null

say "Testing the Go client"
go test "${race[@]}" -count=1 ./...
