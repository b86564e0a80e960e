#!/usr/bin/env bash
# Starts the conformance driver that test.sh has built.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/target"
exec java -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "test-classes:classes:$(<classpath)" dev.supportchat.conformance.DriverKt
