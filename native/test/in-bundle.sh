#!/bin/sh
# in-bundle.sh HOST BUNDLE OPTION...: the effect Invert of a test bundle in our host; 77 without a bundle.
set -eu
host=$1 bundle=$2
shift 2
[ -e "$bundle/Contents/Resources/effects.table" ] || { echo "skipped: $bundle was not made"; exit 77; }
exec "$host" --bundle "$bundle" --effect org.likeness.test.Invert --in Source=noise:37x23@-3,5 "$@"
