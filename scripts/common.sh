# What the scripts share. Sourced, not run. Sets Root and Build.

Root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
Build=${CODEX_BUILD:-$Root/build}

say() { printf '== %s\n' "$*"; }

# fail TEXT: says why, and ends with the exit code for wrong usage.
fail() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 2
}

configure() {
  if [ -f "$Build/build.ninja" ]; then
    return
  fi
  say "configure $Build"
  cmake -G Ninja -S "$Root" -B "$Build" \
    -DCMAKE_C_COMPILER=clang-22 -DCMAKE_CXX_COMPILER=clang++-22 \
    -DCMAKE_PREFIX_PATH=/usr/lib/llvm-22
}

# build [TARGET...]: progress is ninja's own.
build() {
  configure
  say "build${*:+ $*}"
  ninja -C "$Build" "$@"
}
