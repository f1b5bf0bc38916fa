#!/bin/sh
# package-test.sh ARCHIVE [DEMO-OPTION...]: is what `likeness package` made of use to somebody who has no Java and no checkout?
# Unpacks it under a folder with a space in its name and works with it, with a PATH that holds no java, mvn,
# npm, cmake or compiler, and a HOME that is empty.
set -eu

[ $# -ge 1 ] || { echo "use: package-test.sh ARCHIVE [DEMO-OPTION...]" >&2; exit 2; }
archive=$1
shift
work=$(mktemp -d "${TMPDIR:-/tmp}/likeness package.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
fail() { echo "package-test: $*" >&2; exit 1; }
step() { echo "package-test: $*"; }

mkdir "$work/path" "$work/home" "$work/out"
for tool in sh cat chmod cp cut date dirname basename env find getent grep head id ls mkdir mktemp mv nproc printf \
  pwd readlink rm sed sort tail tar tr uname wc ln; do
  at=$(command -v "$tool" || true)
  case $at in /*) ln -s "$at" "$work/path/$tool" ;; esac
done
clean() { env -i PATH="$work/path" HOME="$work/home" LC_ALL=C.UTF-8 "$@"; }
! clean sh -c 'command -v java || command -v mvn || command -v npm' || fail 'the PATH meant to be bare is not'

step "unpacking $(basename "$archive")"
tar -xzf "$archive" -C "$work"
home=$(echo "$work"/likeness-*)
[ -d "$home" ] || fail 'the archive has no folder likeness-VERSION-...'
! grep -rlI "$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)" "$home" || fail 'it names the folder that it was built in'

step 'doctor'
clean "$home/bin/likeness" doctor >"$work/doctor.txt" || { cat "$work/doctor.txt"; fail 'doctor is not content'; }
grep -q '^ok    weights: mesh' "$work/doctor.txt" || fail 'doctor did not find the weights'

step 'demo on two frames, called through a link from another folder'
ln -s "$home/bin/likeness" "$work/lk"
(cd "$work/out" && clean "$work/lk" demo --out 'a demo' --frames 1-2 --threads 2 "$@") >"$work/demo.txt" 2>&1 ||
  { cat "$work/demo.txt"; fail 'demo ended with an error'; }
grep -q ', 0 differ' "$work/demo.txt" || { cat "$work/demo.txt"; fail 'node and command line differ'; }
[ -s "$work/out/a demo/contact-sheet.png" ] || fail 'there is no contact sheet'

step 'install, again over itself, uninstall'
plugins="$work/ofx plugins"
clean "$home/install.sh" --prefix "$plugins" --command "$work/bin" --keep-caches >"$work/install.txt"
clean "$home/install.sh" --prefix "$plugins" --keep-caches >/dev/null
clean env OFX_PLUGIN_PATH="$plugins" NUKE_PATH="$plugins/Likeness.ofx.bundle/Contents/Resources/presets/nuke" \
  "$work/bin/likeness" doctor >"$work/installed.txt" || true
grep -q '^ok    ofx bundle' "$work/installed.txt" || fail 'doctor does not see the installed bundle'
grep -q '^ok    nuke menu *.*presets/nuke' "$work/installed.txt" || fail "doctor does not see Nuke's menu"
for file in swap/film-close-up.json nuke/init.py nuke/ToolSets/Likeness/LikenessLayers.nk fusion/LikenessLayers.setting; do
  [ -s "$plugins/Likeness.ofx.bundle/Contents/Resources/presets/$file" ] || fail "the bundle lacks presets/$file"
done
mkdir -p "$work/home/.local/share/DaVinciResolve/x"
: >"$work/home/.local/share/DaVinciResolve/x/OFXPluginCacheV2.xml"
clean "$home/install.sh" --prefix "$plugins" --command "$work/bin" --clear-caches --uninstall >/dev/null
{ [ ! -e "$plugins/Likeness.ofx.bundle" ] && [ ! -e "$work/bin/likeness" ]; } || fail 'uninstall left something'
[ ! -e "$work/home/.local/share/DaVinciResolve/x/OFXPluginCacheV2.xml" ] || fail "the host's list of plugins was left"
mkdir -p "$plugins/Likeness.ofx.bundle/other"
if clean "$home/install.sh" --prefix "$plugins" --uninstall >/dev/null 2>&1; then
  fail 'uninstall removed a folder that is not ours'
fi

step 'a runtime that is not whole is named'
rm "$home/Likeness.ofx.bundle/Contents/Resources/runtime/bin/java"
status=0
clean "$home/bin/likeness" doctor >/dev/null 2>"$work/broken.txt" || status=$?
{ [ "$status" = 3 ] && grep -q 'private Java runtime is missing' "$work/broken.txt"; } ||
  fail "status $status, not 3 with a sentence"
echo 'package-test: passed'
