#!/usr/bin/env bash
# Makes what is published, checks it as Maven Central would, installs it into an empty project, and runs the README's quick start there. SUPPORTCHAT_BIN names the server.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=tests/tools/lib.sh
. "$here/../../tests/tools/lib.sh"
# shellcheck source=clients/kotlin/common.sh
. "$here/common.sh"

[[ -x ${SUPPORTCHAT_BIN:-} ]] || die "SUPPORTCHAT_BIN names no server"
toolchain mvn "Maven 3.8 or newer and Java 17"
cd "$here"

say "Packaging the Kotlin client"
quietly maven -Dmaven.test.skip=true package
version=$(sed -n 's|^  <version>\(.*\)</version>$|\1|p' pom.xml)
jar=target/supportchat-client-$version

for element in name description url licenses developers scm; do
  grep -q "^  <$element>" pom.xml || die "pom.xml has no <$element>, and Maven Central wants it"
done
# holds JAR FILE: whether it is in there.
holds() { jar tf "$1" | grep -qx "$2" || die "$1 has no $2"; }
holds "$jar.jar" META-INF/LICENSE
holds "$jar.jar" dev/supportchat/client/SupportchatClient.class
holds "$jar-sources.jar" dev/supportchat/client/SupportchatClient.kt
holds "$jar-sources.jar" dev/supportchat/v1/Message.java
holds "$jar-sources.jar" dev/supportchat/v1/ChatProtoGrpcKt.kt
holds "$jar-javadoc.jar" dev/supportchat/client/SupportchatClient.html
for class in client.SupportchatClient v1.Message; do
  javap -v -cp "$jar.jar" "dev.supportchat.$class" | grep -q 'major version: 52' || die "$class is not for Java 8"
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rm -rf "$built/maven"
quietly maven org.apache.maven.plugins:maven-deploy-plugin:3.1.4:deploy-file -DpomFile=pom.xml -Dfile="$jar.jar" \
  -Dsources="$jar-sources.jar" -Djavadoc="$jar-javadoc.jar" -Durl="file://$built/maven"

say "Trying it in an empty project"
mkdir -p "$work/project/src"
readme kotlin 1 >"$work/project/src/Quickstart.kt"
cp examples/pom.xml examples/Bot.kt "$work/project"
cd "$work/project"
# Maven keeps what it has seen of a version for ever: this one is forgotten before and after.
plugin=org.apache.maven.plugins:maven-dependency-plugin:3.11.0
forget=("-Dpackages=$built" "$plugin:purge-local-repository" -DmanualInclude=dev.supportchat:supportchat-client -DreResolve=false)
quietly maven "${forget[@]}"
demo_server
trap 'demo_end; maven "${forget[@]}"; rm -rf "$work"' EXIT

# by_readme NUMBER: what its command prints, whether it fails or not.
by_readme() { P=$built bash -c "$(readme sh "$1")" 2>&1 || true; }
said=$(by_readme 1)
grep -q 'Hello!' <<<"$said" || die "the quick start printed: $said"
say "The quick start printed: ${said//$'\n'/ | }"
mv Bot.kt src
said=$(BOT_EMAIL=$(demo_has agent_email) BOT_PASSWORD=$(demo_has agent_password) by_readme 2)
grep -q 'BOT_TEAM is not' <<<"$said" || die "the bot that has no team printed: $said"

quietly maven "-Dpackages=$built" $plugin:copy-dependencies -DoutputDirectory=libraries
cmp -s "$root/clients/kotlin/$jar.jar" "libraries/supportchat-client-$version.jar" || die "it was built with something else"
