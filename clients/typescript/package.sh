#!/usr/bin/env bash
# Packs the TypeScript package as a registry gets it, installs it into an empty project, has its types resolved in all the ways there are, and runs the README's quick start for Node.js
# and the bot there, against a demo of the server that SUPPORTCHAT_BIN names.
set -euo pipefail

# shellcheck source=tests/tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../../tests/tools/lib.sh"

: "${SUPPORTCHAT_BIN:?name a built server}"
SUPPORTCHAT_BIN=$(realpath "$SUPPORTCHAT_BIN")
here=$root/clients/typescript
cd "$here"
toolchain node "Node.js 20 or newer with npm"
npm_install "$here" "the TypeScript packages"

version=$(node -p 'require("./sdk/package.json").version')
[[ $version == "$(sed -n 's/^version = "\(.*\)"$/\1/p' "$root/Cargo.toml" | head -n 1)" ]] || die "sdk/package.json and Cargo.toml have different versions"

# What the READMEs have people install.
if grep -Eoh 'supportchat(/sdk@|-sdk-)[0-9.]+[0-9]' sdk/README.md ../README.md | grep -v "[@-]${version//./\\.}\$"; then die "a README names another version than $version"; fi

work=$(mktemp -d)
server=
finish() {
  if [[ -n $server ]]; then
    kill "$server" 2>/dev/null || true
    wait "$server" || true
  fi
  rm -rf "$work"
}
trap finish EXIT

say "Packing @supportchat/sdk $version"
mkdir -p "$built"
quietly npm --workspace sdk pack --pack-destination "$built"
archive=$built/supportchat-sdk-$version.tgz
for file in LICENSE README.md CHANGELOG.md dist/index.d.ts dist/node/index.js; do
  tar -tzf "$archive" "package/$file" >/dev/null || die "the package has no $file"
done
if tar -tzf "$archive" | grep -E '^package/(src|test)/'; then die "the package has more than it should"; fi

mkdir "$work/app"
cd "$work/app"
echo '{ "type": "module", "private": true }' >package.json
quietly npm install --prefer-offline --no-audit --no-fund "$archive"

# block HEADING: the first piece of TypeScript behind it in the README.
block() {
  awk -v heading="^##+ $1\$" '$0 ~ heading { found = 1 } found && /^```/ { if (inside) exit; inside = 1; next } inside' "$here/sdk/README.md"
}
block "In Node.js" >quickstart.ts
block "A bot" >served.ts
block "A visitor in a page" >visitor.ts
# Where the password comes from is the reader's business.
{ echo "declare const password: string;" && block "An agent in a page"; } >agent.ts
for file in quickstart served visitor agent; do
  grep -q "from \"@supportchat/sdk" "$file.ts" || die "the README has no example for $file.ts"
done
cp "$here/examples/bot.ts" "$here"/package/* .

say "Compiling the README's examples with it"
# The compiler and the types of Node.js are the workspace's: what is tried is the package.
tsc=("$here/node_modules/.bin/tsc" --typeRoots "$here/sdk/node_modules/@types")
"${tsc[@]}" -p node.json
"${tsc[@]}" -p pages.json
for resolution in "--module node16" "--module esnext --moduleResolution bundler"; do
  read -ra options <<<"$resolution"
  "${tsc[@]}" -p node.json --noEmit "${options[@]}"
  "${tsc[@]}" -p pages.json "${options[@]}"
done

say "Running the quick start and the bot with it"
port=$(free_port)
"$SUPPORTCHAT_BIN" demo --listen "127.0.0.1:$port" --data-dir "$work/data" >"$work/server.log" 2>&1 &
server=$!
ready() { [[ -f $work/data/demo.json ]] && listening "$port"; }
wait_until 30 ready || die "the demo did not start: $(cat "$work/server.log")"
node try.js "$work/data/demo.json"
