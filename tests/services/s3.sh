#!/usr/bin/env bash
# s3.sh DIR: an S3-compatible server over a directory, with the bucket "files" and the key S3RVER/S3RVER. It says where it listens, and runs until it is killed.
set -euo pipefail

# shellcheck source=tests/tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../tools/lib.sh"

(($# == 1)) || die "usage: s3.sh DIR"
here=$root/tests/services/s3
if ! cmp -s "$here/package-lock.json" "$here/node_modules/installed.json"; then
  toolchain npm "Node.js 20 or newer with npm"
  say "Installing an S3-compatible server"
  quietly npm --prefix "$here" ci --no-progress
  cp "$here/package-lock.json" "$here/node_modules/installed.json"
fi
port=$(free_port)
echo "http://127.0.0.1:$port"
exec node "$here/node_modules/s3rver/bin/s3rver.js" --directory "$1" --address 127.0.0.1 --port "$port" --configure-bucket files >&2
