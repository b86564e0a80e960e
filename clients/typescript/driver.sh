#!/usr/bin/env bash
# Starts the driver of the conformance tests, with the package that test.sh has built.
set -euo pipefail

exec node "$(dirname "${BASH_SOURCE[0]}")/conformance/driver.js"
