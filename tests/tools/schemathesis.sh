#!/usr/bin/env bash
# schemathesis.sh URL KEY AGENT_TOKEN: validates URL/openapi.json, then calls every operation of it with data that it allows and data that it forbids, as the bearer of KEY
# (what is for agents: of AGENT_TOKEN), and compares what comes back with what it promises. Every run sends the same requests to the same description.
# It writes, changes and revokes what it finds: only for a server that is thrown away afterwards. MAX_EXAMPLES (25) is the number of cases per operation and phase.
set -euo pipefail

# shellcheck source=tests/tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

(($# == 3)) || die "usage: schemathesis.sh URL KEY AGENT_TOKEN"
url=$1
key=$2
agent=$3
here=$root/tests/tools
venv=$tools/venv

if ! cmp -s "$here/requirements.txt" "$venv/installed.txt"; then
  toolchain python3 "Python 3.10 or newer"
  say "Installing schemathesis"
  rm -rf "$venv"
  mkdir -p "$tools"
  # Debian's python3 comes without what venv needs.
  if ! python3 -c 'import ensurepip' 2>/dev/null; then packages "Python's venv" python3-venv; fi
  quietly python3 -m venv "$venv"
  quietly "$venv/bin/pip" install --disable-pip-version-check -r "$here/requirements.txt"
  cp "$here/requirements.txt" "$venv/installed.txt"
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

say "Validating $url/openapi.json"
need curl curl
curl -fsS --noproxy '*' --max-time 10 -o "$work/openapi.json" "$url/openapi.json"
"$venv/bin/openapi-spec-validator" "$work/openapi.json" >"$work/validation" 2>&1 || {
  cat "$work/validation" >&2
  die "$url/openapi.json is not a valid OpenAPI description"
}

# fuzz TOKEN OPTION...: in $work, where schemathesis may leave files.
fuzz() {
  local token=$1
  shift
  (
    cd "$work"
    env -u http_proxy -u https_proxy -u HTTP_PROXY -u HTTPS_PROXY -u ALL_PROXY \
      PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$here" SCHEMATHESIS_HOOKS=schemathesis_hooks \
      "$venv/bin/schemathesis" --config-file "$here/schemathesis.toml" run "$work/openapi.json" --url "$url" \
      --header "Authorization: Bearer $token" --max-examples "${MAX_EXAMPLES:-25}" "$@"
  )
}

# A link that is made up is always refused; the Rust suite follows real ones.
links='^/attachments/\{id\}$'
# Agents come first: with a key, their passwords are changed. Erasing and revoking come last: they may hit the users of the examples, and the key in use. The Rust suite tests streams of events: most do not end.
for_agents=':(accept|mark_delivered|mark_read|typing|viewing|reopen)$|/notes$'
for_visitors=':rate$|^/visitor:update$'
visitor=$(curl -fsS --noproxy '*' --max-time 10 -H "Content-Type: application/json" -d '{"site": "default"}' "$url/visitor_tokens" |
  "$venv/bin/python" -c 'import json, sys; print(json.load(sys.stdin)["token"]["token"])')
status=0
fuzz "$agent" --include-path-regex "$for_agents" || status=1
fuzz "$visitor" --include-path-regex "$for_visitors" || status=1
fuzz "$key" --exclude-path-regex "(/events$|:verify$|:erase$|:revoke$|$for_agents|$for_visitors|$links)" || status=1
fuzz "$key" --include-path-regex "$links" --warnings off || status=1
fuzz "$key" --include-path-regex ':erase$' || status=1
fuzz "$key" --include-path-regex ':revoke$' --warnings off || status=1
exit "$status"
