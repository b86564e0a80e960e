#!/usr/bin/env bash
# Starts the driver that clients/conformance talks to, as test.sh has built it.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
exec "${CARGO_TARGET_DIR:-$root/target}/debug/supportchat-client-conformance"
