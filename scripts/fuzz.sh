#!/usr/bin/env bash
# fuzz.sh [SECONDS [TARGET...]] - looks for a picture file or packet that crashes, hangs or fills the memory,
# ten minutes for each target unless told otherwise. New inputs worth keeping stay in fuzz/corpus, where
# `make test` tries them; a crash is told with the file that causes it.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly FUZZ_VERSION=0.13.2
seconds=${1:-600}
shift || true
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(picture iim xmp exif packet document)

scripts/setup.sh build
if [ "$(cargo fuzz --version 2>/dev/null)" != "cargo-fuzz $FUZZ_VERSION" ]; then
  echo "fuzz: installing cargo-fuzz $FUZZ_VERSION"
  cargo install cargo-fuzz --version "$FUZZ_VERSION" --locked
fi

# The sanitizer's switches are for nightly compilers; this lets the installed one take them.
export RUSTC_BOOTSTRAP=1
for target in "${targets[@]}"; do
  echo "==> $target, $seconds seconds"
  # What was found grows a copy; what of it says anything new is merged back and kept.
  found=$(mktemp -d "${TMPDIR:-/tmp}/copydesk-fuzz.XXXXXX")
  trap 'rm -rf "$found"' EXIT
  cargo fuzz run "$target" "$found" "fuzz/corpus/$target" -- \
    -max_total_time="$seconds" -timeout=2 -rss_limit_mb=1024 -max_len=65536 -print_final_stats=1
  cargo fuzz run "$target" "fuzz/corpus/$target" "$found" -- -merge=1 -timeout=2 -rss_limit_mb=1024
  rm -rf "$found"
done
