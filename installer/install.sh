#!/bin/sh
# Puts Likeness.ofx.bundle where OFX hosts look, or takes it away again. Run it in the unpacked package.
set -eu

usage() {
  cat <<'TEXT'
use: install.sh [--prefix DIR] [--command DIR] [--clear-caches | --keep-caches] [--uninstall]

  --prefix DIR     folder for the bundle (default /usr/OFX/Plugins, which every host searches; another one
                   must be named in the host's OFX_PLUGIN_PATH)
  --command DIR    also make DIR/likeness, a link to this package's command line (DIR on your PATH)
  --clear-caches   remove the hosts' lists of plugins without asking, so that they look again
  --keep-caches    leave them
  --uninstall      remove the bundle (and DIR/likeness) instead
TEXT
}

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
prefix=/usr/OFX/Plugins command='' caches=ask remove=
while [ $# -gt 0 ]; do
  case $1 in
    --prefix | --command)
      [ $# -ge 2 ] || { echo "install.sh: $1 needs a folder" >&2; exit 2; }
      if [ "$1" = --prefix ]; then prefix=$2; else command=$2; fi
      shift
      ;;
    --clear-caches) caches=clear ;;
    --keep-caches) caches=keep ;;
    --uninstall) remove=yes ;;
    -h | --help) usage; exit 0 ;;
    *) echo "install.sh: unknown word $1" >&2; usage >&2; exit 2 ;;
  esac
  shift
done

fail() { echo "install.sh: $*" >&2; exit 3; }
bundle=Likeness.ofx.bundle
nuke=Contents/Resources/presets/nuke
ours() { [ -f "$1/Contents/Linux-x86-64/Likeness.ofx" ]; }

install_bundle() {
  ours "$here/$bundle" || fail "$here/$bundle is not whole; unpack the package again"
  mkdir -p "$prefix" 2>/dev/null || fail "$prefix cannot be made; run as root (sudo), or choose another --prefix"
  [ -w "$prefix" ] || fail "$prefix cannot be written; run as root (sudo), or choose another --prefix"
  if [ -e "$prefix/$bundle" ] && ! ours "$prefix/$bundle"; then
    fail "$prefix/$bundle exists and is not ours; move it away first"
  fi
  # A host may start meanwhile: it sees the old one or the new one, whole. (Not a link: Resolve follows none.)
  rm -rf "$prefix/.$bundle.new" "$prefix/.$bundle.old"
  cp -R "$here/$bundle" "$prefix/.$bundle.new"
  [ ! -e "$prefix/$bundle" ] || mv "$prefix/$bundle" "$prefix/.$bundle.old"
  mv "$prefix/.$bundle.new" "$prefix/$bundle"
  rm -rf "$prefix/.$bundle.old"
  echo "installed $prefix/$bundle"
  if [ "$prefix" != /usr/OFX/Plugins ]; then
    echo "start the host with OFX_PLUGIN_PATH=$prefix"
  fi
  if [ -f "$prefix/$bundle/$nuke/menu.py" ]; then
    echo "Nuke shows the menu Likeness with NUKE_PATH=$prefix/$bundle/$nuke"
  fi
  if [ -n "$command" ]; then
    mkdir -p "$command"
    ln -sf "$here/bin/likeness" "$command/likeness"
    echo "made $command/likeness"
  fi
}

remove_bundle() {
  if [ ! -e "$prefix/$bundle" ]; then
    echo "$prefix/$bundle is not there"
  else
    ours "$prefix/$bundle" || fail "$prefix/$bundle is not ours; nothing was removed"
    rm -rf "${prefix:?}/$bundle"
    echo "removed $prefix/$bundle"
  fi
  if [ -n "$command" ] && [ -L "$command/likeness" ]; then
    rm -f "$command/likeness"
    echo "removed $command/likeness"
  fi
}

# Hosts keep a list of what each plugin said of itself; after a change they must ask again. With sudo the lists
# are those of the person who called it.
cache_files() {
  uid=${SUDO_UID:-$(id -u)}
  home=${HOME:-}
  if [ -n "${SUDO_USER:-}" ]; then
    home=$(getent passwd "$SUDO_USER" | cut -d: -f6)
  fi
  for file in "/var/tmp/nuke-u$uid"/ofxplugincache/*.xml "${NUKE_TEMP_DIR:-/nonexistent}"/ofxplugincache/*.xml; do
    [ ! -f "$file" ] || printf '%s\n' "$file"
  done
  [ -n "$home" ] || return 0
  for folder in "$home/.local/share/DaVinciResolve" "$home/.cache/INRIA/Natron"; do
    [ ! -d "$folder" ] || find "$folder" -type f \( -name 'OFXPluginCache*.xml' -o -path '*OFXLoadCache*' \)
  done
}

clear_caches() {
  [ "$caches" != keep ] || return 0
  list=$(cache_files)
  [ -n "$list" ] || return 0
  echo "hosts' lists of plugins:"
  printf '  %s\n' "$list"
  if [ "$caches" = ask ]; then
    if [ ! -t 0 ]; then
      echo 'they were left; with --clear-caches they are removed (hosts make them anew)'
      return 0
    fi
    printf 'remove them, so that hosts look again? [Y/n] '
    read -r answer
    case $answer in [nN]*) return 0 ;; esac
  fi
  printf '%s\n' "$list" | while IFS= read -r file; do rm -f "$file"; done
  echo 'removed; hosts make them anew at their next start'
}

if [ -n "$remove" ]; then remove_bundle; else install_bundle; fi
clear_caches
