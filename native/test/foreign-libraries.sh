#!/bin/sh
# foreign-libraries.sh BUNDLE: what is loaded into a host beside the virtual machine needs the C library
# alone, so that no C++ runtime of the host's or of the system's can get in its way.
set -eu
resources=$1/Contents/Resources
[ -e "$resources/effects.table" ] || { echo "skipped: $1 was not made"; exit 77; }
for library in "$1"/Contents/Linux-x86-64/*.ofx "$resources"/native/libjnidispatch.so; do
  needs=$(readelf -d "$library" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | grep -Ev '^(lib(c|m|dl|pthread)\.so|ld-linux)' || true)
  [ -z "$needs" ] || { echo "$library needs: $needs"; exit 1; }
done
# The machine is loaded for itself alone: nothing of it is seen by the host or by its libraries.
grep -q 'dlopen(libjvm, RTLD_NOW | RTLD_LOCAL)' "$(dirname "$0")/../boot/jvm.c"
