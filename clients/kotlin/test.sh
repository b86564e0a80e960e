#!/usr/bin/env bash
# Builds the client and its conformance driver, lints them, and runs the client's tests; those with a real server if SUPPORTCHAT_BIN names one.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=tests/tools/lib.sh
. "$here/../../tests/tools/lib.sh"
# shellcheck source=clients/kotlin/common.sh
. "$here/common.sh"

toolchain mvn "Maven 3.8 or newer and Java 17"
"$here/tools.sh"
cd "$here"

version=$(sed -n '/^\[workspace.package\]/,/^\[/s/^version = "\(.*\)"$/\1/p' "$root/Cargo.toml")
grep -q "^  <version>$version</version>$" pom.xml || die "pom.xml is not of the version of the workspace, $version"
kotlin=$(sed -n 's|^    <kotlin.version>\(.*\)</kotlin.version>$|\1|p' pom.xml)
grep -q "^        <version>$kotlin</version>$" examples/pom.xml || die "examples/pom.xml does not have the compiler of pom.xml, $kotlin"
grep -q "^      <version>$version</version>$" examples/pom.xml || die "examples/pom.xml does not name the version of the workspace, $version"
grep -q "^  <version>$version</version>$" README.md || die "README.md does not name the version of the workspace, $version"

say "Linting the Kotlin client"
"$tools/kotlin/ktlint-cli" --log-level=warn 'src/main/**/*.kt' 'src/test/**/*.kt' 'conformance/**/*.kt' 'examples/**/*.kt'

mkdir -p target/quickstart
readme kotlin 1 >target/quickstart/Quickstart.kt
if [[ -n ${SUPPORTCHAT_BIN:-} ]]; then demo_server; fi
say "Building and testing the Kotlin client"
maven test
