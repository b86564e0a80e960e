#!/usr/bin/env bash
# Packs the Go module as a proxy serves it, and runs the README's quick start with it in an empty module, against the server that SUPPORTCHAT_BIN names.
set -euo pipefail

# shellcheck source=tests/tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../../tests/tools/lib.sh"

: "${SUPPORTCHAT_BIN:?name a built server}"
cd "$root/clients/go"
toolchain go "Go 1.26 or newer"
module=$(go list -m)
version=v$(sed -n 's/^const Version = "\(.*\)"$/\1/p' version.go)
[[ $version == "v$(sed -n 's/^version = "\(.*\)"$/\1/p' "$root/Cargo.toml" | head -n 1)" ]] || die "version.go and Cargo.toml have different versions"
[[ $(grep -oE 'v[0-9]+\.[0-9]+\.[0-9]+' README.md | sort -u) == "$version" ]] || die "README.md does not name $version, and no other version"
go mod tidy -diff
go mod verify >/dev/null

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
say "Packing $module $version"
# These scripts are in it too: a proxy takes all that the tag has in the folder, but for modules of their own, and knows of no list of what to leave out.
rm -rf "$built/go"
(cd package && go run . "$root/clients/go" "$version" "$built/go")

# The dependencies are taken from where they were downloaded to. The cache is apart, since another package of this version may be in the user's;
# and what the compiler remembers of that one, which a version fixes for ever, is not asked for.
cache=$tools/go/modules
rm -rf "$cache/${module%%/*}/supportchat" "$cache/cache/download/$module"
export GOFLAGS="${GOFLAGS:-} -modcacherw" GONOSUMDB=$module GODEBUG=goindex=0
GOPROXY=file://$built/go,file://$(go env GOMODCACHE)/cache/download,$(go env GOPROXY)
mkdir "$work/app"
awk '/^```/ { inside = !inside && $0 == "```go"; if (!inside && found) exit; next } inside { print; found = 1 }' README.md >"$work/app/main.go"
say "Building the quick start with it"
(
  cd "$work/app"
  export GOPROXY GOMODCACHE=$cache
  quietly go mod init quickstart
  quietly go get "$module@$version"
  quietly go mod tidy
  go vet .
  go build -o quickstart .
  # What is built is what was packed.
  go version -m quickstart | grep -qF "$module	$version" || die "it was built with something else"
)
for file in LICENSE README.md; do
  cmp -s "$file" "$cache/$module@$version/$file" || die "$file is not in the module"
done
say "Running the quick start"
SUPPORTCHAT_QUICK_START=$work/app/quickstart go test -count=1 -run '^TestQuickStart$' .
