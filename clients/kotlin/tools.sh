#!/usr/bin/env bash
# Installs what generates the Java and Kotlin code, and ktlint, into target/tools/kotlin.
set -euo pipefail

# shellcheck source=tests/tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../../tests/tools/lib.sh"

dir=$tools/kotlin
case $(uname -m) in
  x86_64) platform=linux-x86_64 ;;
  aarch64) platform=linux-aarch_64 ;;
  *) die "there is no protoc for $(uname -m)" ;;
esac
artifacts=(
  "com.google.protobuf:protoc:4.36.2:exe:$platform"
  "io.grpc:protoc-gen-grpc-java:1.82.2:exe:$platform"
  io.grpc:protoc-gen-grpc-kotlin:1.5.0:jar:jdk8
  com.pinterest.ktlint:ktlint-cli:1.8.0:jar:all
)

if [[ $(cat "$dir/artifacts" 2>/dev/null) != "${artifacts[*]}" ]]; then
  toolchain mvn "Maven 3.8 or newer and Java 17"
  say "Installing the Kotlin tools"
  mkdir -p "$dir"
  for artifact in "${artifacts[@]}"; do
    IFS=: read -r _ name version type classifier <<<"$artifact"
    # From the folder of the tools: where there is a pom.xml, Maven would read it.
    (
      cd "$dir"
      quietly mvn -q -B -ntp org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy -Dartifact="$artifact" -DoutputDirectory="$dir"
    )
    mv "$dir/$name-$version-$classifier.$type" "$dir/$name.$type"
  done
  chmod +x "$dir"/*.exe
  for plugin in protoc-gen-grpc-kotlin ktlint-cli; do
    # shellcheck disable=SC2016 # for the script that is written
    printf '#!/bin/sh\nexec java -Xmx400m -jar "$(dirname "$0")/%s.jar" "$@"\n' "$plugin" >"$dir/$plugin"
    chmod +x "$dir/$plugin"
  done
  echo "${artifacts[*]}" >"$dir/artifacts"
fi
