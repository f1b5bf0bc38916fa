#!/bin/sh
# private_copies.sh PRIVATE-LIBS-SCRIPT SHIM HOST FAKE-LIBRARY
# The shim with private copies of OpenEXR, in a process that has another libOpenEXR-3_1.so.30 loaded already: a
# library that still asked for that name would be given the host's.
set -eu
command -v patchelf >/dev/null || { echo "patchelf is missing: not tried"; exit 77; }
[ -f "$1" ] || { echo "$1 is missing: not tried"; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sh "$1" "$folder" "$2"
shim=$folder/$(basename "$2")
if patchelf --print-needed "$shim" | grep -E '^lib(OpenEXR|Iex|Imath|IlmThread)'; then
  echo "the shim still needs libraries under the names that a host may own"
  exit 1
fi
for mode in deepbind; do
  LD_PRELOAD=$4 "$3" "$shim" "$mode"
done
