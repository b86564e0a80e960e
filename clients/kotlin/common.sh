# Sourced by test.sh and package.sh: Maven, what stands in the README, and a server for it.
# shellcheck shell=bash disable=SC2154

# maven ARGUMENT...: quietly; Java's thorough compiler costs more in these few seconds than it saves.
maven() { MAVEN_OPTS=${MAVEN_OPTS:--Xmx700m -XX:+UseSerialGC -XX:TieredStopAtLevel=1} mvn -q -B -ntp -Dstyle.color=never "$@"; }

# readme LANGUAGE NUMBER: prints one of the blocks of code in README.md.
readme() {
  awk -v fence="\`\`\`$1" -v number="$2" '$0 == fence { inside = ++count == number; next } /^```$/ { inside = 0 } inside' "$root/clients/kotlin/README.md"
}

# demo_server: starts `supportchat demo` on a free port until the script ends; SUPPORTCHAT_URL is where, SUPPORTCHAT_DEMO the file with what is in it.
demo_server() {
  demo=$(mktemp -d)
  local port
  port=$(free_port)
  "$SUPPORTCHAT_BIN" demo --listen "127.0.0.1:$port" --data-dir "$demo/data" >"$demo/log" 2>&1 </dev/null &
  demo_pid=$!
  trap demo_end EXIT
  wait_until 60 listening "$port" || die "the server did not start: $(tail -n 5 "$demo/log")"
  wait_until 60 test -s "$demo/data/demo.json" || die "the server has nothing in it: $(tail -n 5 "$demo/log")"
  export SUPPORTCHAT_URL=http://127.0.0.1:$port SUPPORTCHAT_DEMO=$demo/data/demo.json
}

# demo_has NAME: a text in SUPPORTCHAT_DEMO.
demo_has() { sed -n "s/^ *\"$1\": \"\(.*\)\",\{0,1\}$/\1/p" "$SUPPORTCHAT_DEMO"; }

demo_end() {
  kill "$demo_pid" 2>/dev/null || true
  wait "$demo_pid" 2>/dev/null || true
  rm -rf "$demo"
}
