#!/bin/sh
# exports.sh Likeness.ofx: what a host sees of it is three functions, and it needs the C library alone.
set -eu
found=$(nm -D --defined-only "$1" | awk '{print $3}' | sort | tr '\n' ' ')
[ "$found" = "OfxGetNumberOfPlugins OfxGetPlugin OfxSetHost " ] || { echo "exports: $found"; exit 1; }
needs=$(readelf -d "$1" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | grep -Ev '^lib(c|dl|pthread)\.so' || true)
[ -z "$needs" ] || { echo "needs: $needs"; exit 1; }
readelf -d "$1" | grep -q NODELETE || { echo "it can be unmapped while the VM runs"; exit 1; }
