#!/bin/sh
# Compiles atomic.c for both processors, with Debian's gcc and gcc-aarch64-linux-gnu. Only needed when it changes: what it
# makes is kept beside it, because whoever packages on Windows has no compiler.
set -eu
cd "$(dirname "$0")"
build() {
  "$2gcc" -shared -Os -fPIC -ffreestanding -nostdlib -fno-asynchronous-unwind-tables -fvisibility=hidden "$3" \
    -Wl,-soname,a.so.1 -Wl,--version-script=atomic.map -Wl,--build-id=none -Wl,-z,noseparate-code -Wl,-z,norelro \
    -Wl,--hash-style=gnu -o "$1.so" atomic.c
  "$2strip" -R .comment -R .note.gnu.property "$1.so"
}
build linux-x64 '' -m64
build linux-arm64 aarch64-linux-gnu- -mno-outline-atomics
