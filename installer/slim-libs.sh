#!/bin/sh
# slim-libs.sh JARS NATIVES FROM...: the jars of the folders FROM, for Linux on x86-64 only.
# Published jars carry natives for every platform, some with debug symbols (ONNX Runtime: 131 MB, of
# which 20 are used here). Those go; the Linux ones lie unpacked in NATIVES, so that nothing is
# unpacked to a temporary folder at each start. A jar that was done before is not done again.
set -eu

[ $# -ge 3 ] || { echo "use: slim-libs.sh JARS NATIVES FROM..." >&2; exit 2; }
mkdir -p "$1" "$2"
jars=$(CDPATH='' cd -- "$1" && pwd -P) natives=$(CDPATH='' cd -- "$2" && pwd -P)
shift 2
jar=${JAVA_HOME:+$JAVA_HOME/bin/}jar
command -v "$jar" >/dev/null || { echo "slim-libs: the JDK's jar tool is missing; set JAVA_HOME" >&2; exit 3; }

work=$(mktemp -d "${TMPDIR:-/tmp}/likeness-jars.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# slim JAR FOLDER NATIVE...: JAR without FOLDER; the NATIVE files of it go to $natives.
slim() {
  from=$1 out=$jars/$(basename "$1") folder=$2
  shift 2
  rm -rf "$work/jar"
  mkdir "$work/jar"
  (cd "$work/jar" && "$jar" xf "$from")
  for native in "$@"; do
    mv -f "$work/jar/$native" "$natives/"
  done
  rm -rf "${work:?}/jar/$folder"
  # A manifest of its own would be added twice; one date makes the same jar of the same input.
  if [ -e "$work/jar/META-INF/MANIFEST.MF" ]; then
    mv "$work/jar/META-INF/MANIFEST.MF" "$work/manifest"
    "$jar" --create --file "$out.part" --date 2026-01-01T00:00:00Z --manifest "$work/manifest" -C "$work/jar" .
  else
    "$jar" --create --file "$out.part" --date 2026-01-01T00:00:00Z --no-manifest -C "$work/jar" .
  fi
  mv -f "$out.part" "$out"
}

kept=' '
for folder in "$@"; do
  folder=$(CDPATH='' cd -- "$folder" && pwd -P)
  for file in "$folder"/*.jar; do
    [ -e "$file" ] || continue
    name=$(basename "$file")
    case $kept in *" $name "*) continue ;; esac
    kept="$kept$name "
    out=$jars/$name
    # Made from this very file before?
    [ ! -e "$out" ] || [ -n "$(find "$file" -newer "$out")" ] || continue
    case $name in
      onnxruntime-1*.jar)
        slim "$file" ai/onnxruntime/native \
          ai/onnxruntime/native/linux-x64/libonnxruntime.so \
          ai/onnxruntime/native/linux-x64/libonnxruntime4j_jni.so
        ;;
      opencv-*.jar) slim "$file" nu/pattern/opencv nu/pattern/opencv/linux/x86_64/libopencv_java490.so ;;
      jna-*.jar)
        # Every folder of natives in it is named by a platform; the classes lie beside them.
        rm -rf "$work/jna"
        mkdir "$work/jna"
        (cd "$work/jna" && "$jar" xf "$file" com/sun/jna/linux-x86-64/libjnidispatch.so)
        mv -f "$work/jna/com/sun/jna/linux-x86-64/libjnidispatch.so" "$natives/"
        cp "$file" "$out.part" && mv -f "$out.part" "$out"
        ;;
      *) cp "$file" "$out.part" && mv -f "$out.part" "$out" ;;
    esac
  done
done

# A jar of an older version must not stay on the class path.
for file in "$jars"/*.jar; do
  case $kept in *" $(basename "$file") "*) ;; *) rm -f "$file" ;; esac
done
