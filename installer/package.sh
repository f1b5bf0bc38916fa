#!/bin/sh
# package.sh [--with-trainer]: installer/target/likeness-VERSION-linux-x86_64.tar.gz, which runs on a machine without
# Java, Maven or OpenEXR: the OFX bundle, the command line (it shares the bundle's runtime), presets, licences.
# Called by `likeness package`, which has built everything before.
set -eu

trainer=
for word in "$@"; do
  case $word in
    --with-trainer) trainer=yes ;;
    -h | --help)
      echo 'use: likeness package [--with-trainer]'
      echo 'Makes installer/target/likeness-VERSION-linux-x86_64.tar.gz. With --with-trainer it also holds the'
      echo 'libraries of extract, train and export (110 MB more); they never go into the bundle.'
      exit 0
      ;;
    *)
      echo "likeness package: unknown word $word (see: likeness package --help)" >&2
      exit 2
      ;;
  esac
done

top=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
target=$top/installer/target
version=$(sed -n 's|^  <version>\(.*\)</version>|\1|p' "$top/pom.xml" | head -n 1)
name=likeness-$version-linux-x86_64
stage=$target/$name
say() { printf 'likeness package: %s\n' "$*" >&2; }

say 'the OFX bundle and its Java runtime'
"$top/installer/make-bundle.sh" >&2
rm -rf "$stage" "$target/$name".tar.gz*
mkdir -p "$stage/bin" "$stage/presets" "$stage/docs" "$stage/licences"
cp -a "$target/Likeness.ofx.bundle" "$stage/"
resources=$stage/Likeness.ofx.bundle/Contents/Resources

say 'weights, presets, documents, licences'
[ -d "$resources/weights" ] || "$top/likeness" weights --out "$resources/weights" >&2
cp "$top/likeness" "$stage/bin/likeness"
cp "$top/installer/install.sh" "$stage/install.sh"
cp -a "$top/presets/." "$stage/presets/"
# The bundle has the models too: one copy in the archive, two names.
(cd "$resources" && find presets -type f) | while IFS= read -r file; do
  ! cmp -s "$resources/$file" "$stage/$file" || ln -f "$resources/$file" "$stage/$file"
done
cp -a "$top/docs/guide" "$stage/docs/"
cp "$top/README.md" "$top/LICENSE" "$top/NOTICE" "$stage/"

# licences/<library>/...: what the jars say of themselves, and Debian's copyright files for native libraries.
gather() {
  for jar in "$@"; do
    names=$("${JAVA_HOME:+$JAVA_HOME/bin/}jar" tf "$jar" | grep -v '\.class$' |
      grep -iE '(^|/)(licen[cs]e|notice|thirdpartynotices|al2\.0|lgpl2\.1|copying)[^/]*$' || true)
    [ -n "$names" ] || continue
    folder=$stage/licences/$(basename "$jar" .jar)
    mkdir -p "$folder"
    # shellcheck disable=SC2086  # names of a jar's entries hold no space
    (cd "$folder" && "${JAVA_HOME:+$JAVA_HOME/bin/}jar" xf "$jar" $names)
  done
}
gather "$top"/plugin-core/target/lib/*.jar
for package in libopenexr-3-1-30 libopenexr-dev libimath-3-1-29 libimath-dev zlib1g libdeflate0 libdeflate-dev openjdk-17-jdk-headless; do
  [ ! -r "/usr/share/doc/$package/copyright" ] || cp "/usr/share/doc/$package/copyright" "$stage/licences/$package.txt"
done
for text in LGPL-2.1 GPL-3; do
  [ ! -r "/usr/share/common-licenses/$text" ] || cp "/usr/share/common-licenses/$text" "$stage/licences/$text.txt"
done

if [ -n "$trainer" ]; then
  say 'the trainer'
  mkdir -p "$stage/trainer"
  cp "$top"/training-tool/target/training-tool-*.jar "$top"/training-tool/target/lib/*.jar "$stage/trainer/"
  gather "$top"/training-tool/target/lib/*.jar
fi

# Every user of a shared installation must be able to read it, whatever the umask of whoever built it.
chmod -R u+rwX,go+rX,go-w "$stage"
chmod +x "$stage/bin/likeness" "$stage/install.sh"

say 'packing'
tar -C "$target" --sort=name --owner=0 --group=0 --numeric-owner --mtime='2026-01-01 00:00Z' -cf - "$name" |
  gzip -n -6 >"$target/$name.tar.gz.part"
mv "$target/$name.tar.gz.part" "$target/$name.tar.gz"
rm -rf "$stage"
(cd "$target" && sha256sum "$name.tar.gz" >"$name.tar.gz.sha256")
printf '%s (%s MB)\n' "$target/$name.tar.gz" "$(($(wc -c <"$target/$name.tar.gz") / 1000000))"
