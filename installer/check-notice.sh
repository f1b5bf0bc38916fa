#!/bin/sh
# Every jar that the build gathered must be in NOTICE with its version. Run after `mvn package`.
set -eu
top=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
seen=0 bad=0
for jar in "$top"/plugin-core/target/lib/*.jar "$top"/training-tool/target/lib/*.jar; do
  [ -e "$jar" ] || { echo "check-notice: $jar is missing; build first" >&2; exit 3; }
  name=$(basename "$jar" .jar)
  name=${name%-linux-x86_64}
  case $name in ofx-bridge-* | plugin-core-* | training-tool-*) continue ;; esac
  # artifact-1.2.3: the version begins at the first dash that a digit follows
  rest=${name#*-[0-9]}
  artifact=${name%-?"$rest"}
  version=${name#"$artifact"-}
  seen=$((seen + 1))
  if ! grep -Eq "^[A-Za-z0-9._-]+:$artifact +$(printf '%s' "$version" | sed 's/\./\\./g') " "$top/NOTICE"; then
    echo "check-notice: $artifact $version is not in NOTICE" >&2
    bad=1
  fi
done
[ "$seen" -ge 20 ] || { echo "check-notice: only $seen libraries found, 20 or more expected" >&2; exit 1; }
[ "$bad" = 0 ] || exit 1
echo "NOTICE names all $seen libraries"
