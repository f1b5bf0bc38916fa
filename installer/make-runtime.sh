#!/bin/sh
# make-runtime.sh OUT: the private Java runtime, the modules that Likeness needs and no others.
# It is made of $LIKENESS_JLINK_HOME, else of $JAVA_HOME, else of the java on the PATH; not made again while
# that JDK and the list of modules are the same.
set -eu

[ $# -eq 1 ] || { echo "use: make-runtime.sh OUT" >&2; exit 2; }
out=$1
# logging and xml: logback; management, sql, desktop's beans: Jackson and DJL look them up when they start;
# unsupported: protobuf, JNA and DJL use Unsafe; naming: logback; zipfs: reading jars as folders.
modules=java.base,java.logging,java.xml,java.management,java.naming,java.sql,java.net.http,jdk.unsupported,jdk.zipfs

jdk=${LIKENESS_JLINK_HOME:-${JAVA_HOME:-}}
[ -n "$jdk" ] || jdk=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")
[ -x "$jdk/bin/jlink" ] || { echo "make-runtime: $jdk has no bin/jlink; a JDK of Java 17 or later is needed" >&2; exit 3; }

stamp="$modules $(cat "$jdk/release")"
if [ -x "$out/bin/java" ] && [ "$(cat "$out/.made-of" 2>/dev/null)" = "$stamp" ]; then
  exit 0
fi
rm -rf "$out.part"
mkdir -p "$(dirname "$out")"
"$jdk/bin/jlink" --add-modules "$modules" --strip-debug --no-header-files --no-man-pages --compress=2 \
  --output "$out.part" >&2
# Debian's libjvm keeps its symbols apart already; what else is in bin/ (keytool, rmiregistry) is not needed.
find "$out.part/bin" -type f ! -name java -exec rm -f {} +
# An archive of the system's classes, so that a start takes half the time.
"$out.part/bin/java" -Xshare:dump >/dev/null 2>&1 || echo "make-runtime: no class archive; starts are slower" >&2
printf '%s\n' "$stamp" >"$out.part/.made-of"
rm -rf "$out"
mv "$out.part" "$out"
