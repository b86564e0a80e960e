#!/usr/bin/env bash
# Starts the conformance driver, which test.sh has built.
set -euo pipefail

exec node "$(dirname "${BASH_SOURCE[0]}")/conformance/driver.js"
