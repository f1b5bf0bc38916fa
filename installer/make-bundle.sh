#!/bin/sh
# make-bundle.sh [DEST] [--no-runtime]: puts Likeness.ofx.bundle together (default: installer/target).
# Wants the Java and native parts built. What is there already and still right is not made again. With
# --no-runtime the bundle has no Java of its own and takes the one of $LIKENESS_JAVA_HOME.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
top=$(dirname "$here")
dest='' runtime=yes
for word in "$@"; do
  case $word in
    --no-runtime) runtime=no ;;
    -*) echo "use: make-bundle.sh [DEST] [--no-runtime]" >&2; exit 2 ;;
    *) dest=$word ;;
  esac
done
dest=${dest:-$here/target}
case $dest in *.ofx.bundle) bundle=$dest ;; *) bundle=$dest/Likeness.ofx.bundle ;; esac
contents=$bundle/Contents
resources=$contents/Resources
built=$top/native/target/cmake

say() { printf 'make-bundle: %s\n' "$*" >&2; }
fail() { say "$*"; exit 3; }
for need in "$built/Likeness.ofx" "$built/likeness-host" "$built/likeness-bench" "$top/plugin-core/target/lib"; do
  [ -e "$need" ] || fail "$need is missing; build first (./likeness --help does)"
done

# copy FROM TO: only when it differs, so that a running host keeps the file that it has mapped.
copy() {
  cmp -s "$1" "$2" && return 0
  cp "$1" "$2.part" && mv -f "$2.part" "$2"
}

mkdir -p "$contents/Linux-x86-64" "$resources/lib" "$resources/native"
copy "$built/Likeness.ofx" "$contents/Linux-x86-64/Likeness.ofx"
strip --strip-unneeded "$contents/Linux-x86-64/Likeness.ofx" 2>/dev/null || true

# ---- jars: only what a render needs; the trainer's stay out
jars=$here/target/jars
rm -rf "$jars"
mkdir -p "$jars"
own=0
for module in ofx-bridge plugin-core; do
  for jar in "$top/$module/target/$module"-*.jar; do
    case $jar in *-sources.jar | *-javadoc.jar | *-tests.jar | *'*'*) continue ;; esac
    cp -p "$jar" "$jars/"
    own=$((own + 1))
  done
done
[ "$own" -ge 2 ] || fail "the jars of ofx-bridge and plugin-core are missing; build first"
"$here/slim-libs.sh" "$resources/lib" "$resources/native" "$jars" "$top/plugin-core/target/lib"

# ---- natives: our shims and host with private copies of what they need, so that a host's own is not taken
for library in "$built/exr/liblikeness_exr.so" "$built/ocio/liblikeness_ocio.so" "$built/likeness-host" \
  "$built/likeness-bench"; do
  if [ ! -e "$library" ]; then
    say "$(basename "$library") was not built (OpenColorIO is missing): the built-in colour spaces do without it"
    continue
  fi
  name=$(basename "$library")
  stamp=$resources/native/.$name.made-of
  now=$(cksum <"$library")
  if [ ! -e "$resources/native/$name" ] || [ "$(cat "$stamp" 2>/dev/null)" != "$now" ]; then
    "$here/private-libs.sh" "$resources/native" "$library"
    printf '%s\n' "$now" >"$stamp"
  fi
done

# ---- presets, models, and what Nuke and Fusion read themselves
rm -rf "$resources/presets"
mkdir -p "$resources/presets"
for folder in models swap nuke fusion; do
  [ ! -d "$top/presets/$folder" ] || cp -R "$top/presets/$folder" "$resources/presets/"
done
find "$resources/presets" -name __pycache__ -prune -exec rm -rf {} +
for file in LICENSE NOTICE; do
  [ ! -e "$top/$file" ] || copy "$top/$file" "$resources/$file"
done

# ---- Java
if [ "$runtime" = yes ]; then
  "$here/make-runtime.sh" "$resources/runtime"
  java=$resources/runtime/bin/java
else
  rm -rf "$resources/runtime"
  java=${JAVA_HOME:+$JAVA_HOME/bin/}java
fi

path=
for jar in "$resources"/lib/*.jar; do path=$path:$jar; done
path=${path#:}

# ---- weights of the face networks, so that the node needs no network
weights=$resources/weights
now=$(cat "$resources/lib"/plugin-core-*.jar | cksum)
if [ "$(cat "$resources/.weights-of" 2>/dev/null)" != "$now" ]; then
  rm -rf "$weights.part"
  if "$java" -cp "$path" -Djna.nosys=true -Dlikeness.native.path="$resources/native" \
    -Dlikeness.log.dir="$here/target" org.likeness.cli.Likeness weights --out "$weights.part" >&2; then
    rm -rf "$weights"
    mv "$weights.part" "$weights"
    printf '%s\n' "$now" >"$resources/.weights-of"
  else
    say "the weights of the face networks could not be fetched; the node will look for them when it renders"
    rm -rf "$weights.part"
  fi
fi

# ---- what the virtual machine is told beyond what the .ofx says itself
{
  echo "# One option a line; \${resources} is this folder."
  echo "-DOPT_OUT_TRACKING=true"
  echo "-Dai.djl.offline=true"
  echo "-Donnxruntime.native.path=\${resources}/native"
  [ ! -d "$weights" ] || echo "-Dlikeness.models.dir=\${resources}/weights"
} >"$resources/java.options"

# ---- the effects as the boot library tells them to a host, and Info.plist
"$java" -Xshare:auto -cp "$path" org.likeness.ofx.effect.EffectTable "$resources/effects.new"
copy "$resources/effects.new" "$resources/effects.table"
rm -f "$resources/effects.new"
grep -q '^effect' "$resources/effects.table" || fail "no effect was found in the jars"

version=$(sed -n 's|.*<version>\(.*\)</version>.*|\1|p' "$top/pom.xml" | head -n 1)
cat >"$contents/Info.plist" <<PLIST
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>CFBundleDevelopmentRegion</key><string>English</string>
  <key>CFBundleExecutable</key><string>Likeness.ofx</string>
  <key>CFBundleIdentifier</key><string>org.likeness.Likeness</string>
  <key>CFBundleInfoDictionaryVersion</key><string>6.0</string>
  <key>CFBundleName</key><string>Likeness</string>
  <key>CFBundlePackageType</key><string>BNDL</string>
  <key>CFBundleShortVersionString</key><string>$version</string>
  <key>CFBundleVersion</key><string>$version</string>
</dict>
</plist>
PLIST
say "$bundle"
