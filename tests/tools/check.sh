#!/usr/bin/env bash
# What `make check` runs: everything that can be said about the source without running it. One failure does not hide the next.
set -euo pipefail

# shellcheck source=tests/tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

cd "$root"
rust
need shellcheck shellcheck
buf=tests/tools/buf.sh
locked=()
if [[ ${CI:-} == true ]]; then locked=(--locked); fi

failures=()
# check WHAT_TO_DO COMMAND...
check() {
  local todo=$1
  shift
  say "$*"
  "$@" || failures+=("$todo")
}

scripts() {
  find . -path ./target -prune -o -name node_modules -prune -o -type f \( -name '*.sh' -o -path ./.ci/run \) -print0 | xargs -0 shellcheck -x
}

# What `make gen` writes is committed: writing it again changes nothing.
generated() {
  local before after
  before=$(clients)
  tests/tools/gen.sh || return
  after=$(clients)
  diff <(echo "$before") <(echo "$after") >&2
}

# The clients as they are here: what git holds of them, and how the files differ from that.
clients() {
  git status --porcelain --untracked-files=all -- clients
  git diff -- clients
}

# The clients have the service's version, in their packages and in what their READMEs have people install, and its licence.
releases() {
  local version file before status=0
  version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
  while read -r file before; do
    if [[ $(grep -ozP -- "(?m)${before}\K[0-9]+\.[0-9]+\.[0-9]+" "$file" | tr "\0" "\n" | sort -u) != "$version" ]]; then
      echo "$file does not name $version behind $before, or another as well" >&2
      status=1
    fi
  done <<'END'
clients/README.md supportchat(-sdk|-client)?-
clients/go/README.md clients/go/v
clients/go/version.go Version\ =\ "
clients/kotlin/README.md <version>
clients/kotlin/pom.xml ^\ \ <version>
clients/kotlin/examples/pom.xml supportchat-client</artifactId>\s*<version>
clients/python/src/supportchat/_version.py __version__\ =\ "
clients/typescript/sdk/package.json "version":\ "
END
  for file in clients/{go,python,kotlin,rust,typescript/sdk}/LICENSE; do
    cmp LICENSE "$file" >&2 || status=1
  done
  return "$status"
}

stories() {
  PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm_install "$root/tests/e2e" "the browser's driver"
  clients/typescript/node_modules/.bin/tsc -p tests/e2e
}

check "Rust format: run make fmt" cargo fmt --all --check
check "clippy: fix what it names, or #[expect(…, reason = \"…\")] it" cargo clippy "${locked[@]}" --workspace --all-targets -- -D warnings
check "proto lint: fix what it names; exceptions go into buf.yaml with a reason" "$buf" lint
check "proto format: run make fmt" "$buf" format --diff --exit-code --path proto/supportchat
check "proto breaking change: add a field or RPC instead of changing one; CONTRIBUTING.md, Changing the API" "$buf" breaking --against proto/baseline.binpb
check "generated code: run make gen and commit what it writes" generated
check "TypeScript: fix what tsc and biome name; make fmt formats" npm --prefix clients/typescript run -s check
check "stories: fix what tsc names" stories
check "releases: one version and one licence for all" releases
check "shell scripts: fix what shellcheck names" scripts

if ((${#failures[@]} > 0)); then
  say "${#failures[@]} failed:"
  printf '  %s\n' "${failures[@]}" >&2
  exit 1
fi
say "All checks passed"
