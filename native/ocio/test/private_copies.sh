#!/bin/sh
# private_copies.sh PRIVATE-LIBS-SCRIPT SHIM HOST QUIET-HOST
# The shim with private copies of OpenColorIO and what it needs, in a process that publishes functions of the same
# names, and in one that has loaded the system's OpenColorIO and set it up: neither may notice the other.
set -eu
command -v patchelf >/dev/null || { echo "patchelf is missing: not tried"; exit 77; }
[ -f "$1" ] || { echo "$1 is missing: not tried"; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sh "$1" "$folder" "$2"
shim=$folder/$(basename "$2")
if patchelf --print-needed "$shim" | grep -E '^lib(OpenColorIO|yaml|expat|pystring|Imath)'; then
  echo "the shim still needs libraries under the names that a host may own"
  exit 1
fi
"$3" "$shim" deepbind
OCIO_OF_HOST=$(LD_LIBRARY_PATH='' ldd "$2" | sed -n 's|.*libOpenColorIO[^ ]* => \(/[^ ]*\).*|\1|p' | head -n 1)
export OCIO_OF_HOST
"$4" "$shim" beside
# The control: the very library that the host has set up, under its own name, is set up anew by ours.
if "$4" "$2" beside 2>/dev/null; then
  echo "the control found nothing changed, so the run before proves nothing"
  exit 1
fi
