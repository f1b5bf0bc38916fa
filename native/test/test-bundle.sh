#!/bin/sh
# test-bundle.sh DEST OFX: an OFX bundle of the effects in ofx-bridge's tests, run by the Java of this
# machine. Ends with 77 where the Java part was not built or no Java is found: such tests are skipped.
set -eu
dest=$1 ofx=$2
top=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd -P)
bridge=$top/ofx-bridge/target
skip() { echo "skipped: $*"; exit 77; }
[ -d "$bridge/classes" ] && [ -d "$bridge/test-classes" ] || skip "ofx-bridge and its tests were not built"

home=${JAVA_HOME:-}
if [ ! -e "$home/lib/server/libjvm.so" ]; then
  home=$(dirname "$(dirname "$(readlink -f "$(command -v java)")")") || skip "there is no Java"
fi
[ -e "$home/lib/server/libjvm.so" ] || skip "there is no Java with a libjvm.so"

# A jar of Maven's own repository or of the built command line.
jar_of() { # jar_of NAME
  for place in "$top"/plugin-core/target/lib "${M2_REPO:-$HOME/.m2/repository}"; do
    find "$place" -name "$1-[0-9]*.jar" ! -name '*-sources.jar' 2>/dev/null | sort | tail -n 1
  done | head -n 1
}

rm -rf "$dest"
mkdir -p "$dest/Contents/Linux-x86-64" "$dest/Contents/Resources/lib"
resources=$dest/Contents/Resources
cp "$ofx" "$dest/Contents/Linux-x86-64/Test.ofx"
ln -s "$home" "$resources/runtime"
n=0
for name in jna slf4j-api jspecify; do
  jar=$(jar_of $name)
  [ -n "$jar" ] || skip "$name.jar was not found"
  ln -s "$jar" "$resources/lib/$name.jar"
  n=$((n + 1))
done
"$home/bin/jar" --create --no-compress --file "$resources/lib/bridge.jar" -C "$bridge/classes" .
"$home/bin/jar" --create --no-compress --file "$resources/lib/tests.jar" -C "$bridge/test-classes" .
path=
for jar in "$resources"/lib/*.jar; do path=$path${path:+:}$jar; done
# JNA's library is unpacked once and not at each of many starts.
"$home/bin/java" -XX:TieredStopAtLevel=1 -cp "$path" org.likeness.ofx.effect.EffectTable "$resources/effects.table"
grep -q '^effect' "$resources/effects.table"
mkdir -p "$resources/native"
(cd "$resources/native" && "$home/bin/jar" --extract --file "../lib/jna.jar" com/sun/jna/linux-x86-64/libjnidispatch.so)
mv "$resources/native/com/sun/jna/linux-x86-64/libjnidispatch.so" "$resources/native/"
rm -r "$resources/native/com"
echo "made $dest"
