#!/bin/sh
# private-libs.sh FOLDER LIBRARY...: gives the libraries in FOLDER copies of their own of what they need
# beyond the C and C++ runtimes, under names of our own.
# A host has its own OpenEXR. Two libraries of one name are one to the dynamic linker, so that ours would get the
# host's, of another version. With a name of their own and $ORIGIN as the place to look, they stay apart.
set -eu

[ $# -ge 2 ] || { echo "use: private-libs.sh FOLDER LIBRARY..." >&2; exit 2; }
command -v patchelf >/dev/null || { echo "private-libs: patchelf is missing (Debian: apt-get install patchelf)" >&2; exit 3; }
folder=$1
shift
prefix=liblikeness-

# What every Linux desktop has, and what must be one in a process.
shared() {
  case $1 in
    libc.so.* | libm.so.* | libdl.so.* | libpthread.so.* | librt.so.* | libstdc++.so.* | libgcc_s.so.* | ld-linux*) return 0 ;;
  esac
  return 1
}

mend() { # mend FILE: its needs are copied, renamed and mended in turn
  for need in $(patchelf --print-needed "$1"); do
    case $need in "$prefix"*) continue ;; esac
    ! shared "$need" || continue
    own=$prefix${need#lib}
    patchelf --replace-needed "$need" "$own" "$1"
    [ ! -e "$folder/$own" ] || continue
    from=$(LD_LIBRARY_PATH='' ldd "$2" | sed -n "s|^[[:space:]]*$need => \\(/[^ ]*\\).*|\\1|p" | head -n 1)
    [ -n "$from" ] || { echo "private-libs: $need, which $2 needs, was not found" >&2; exit 1; }
    cp -L "$from" "$folder/$own"
    chmod u+w,a+r "$folder/$own"
    patchelf --set-soname "$own" "$folder/$own"
    patchelf --set-rpath "\$ORIGIN" "$folder/$own"
    mend "$folder/$own" "$from"
  done
}

for library in "$@"; do
  name=$(basename "$library")
  cp -L "$library" "$folder/$name.part"
  chmod u+w,a+r "$folder/$name.part"
  patchelf --set-rpath "\$ORIGIN" "$folder/$name.part"
  mend "$folder/$name.part" "$library"
  mv -f "$folder/$name.part" "$folder/$name"
done
