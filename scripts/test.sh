#!/usr/bin/env bash
# test.sh - everything: Rust, the screen, a real WordPress and Ghost, the published pages, the real window.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/steps.sh
. scripts/steps.sh

step "Install what is missing" scripts/setup.sh build window test wordpress ghost java
step "Format" cargo fmt --all --check
step "Lints" cargo clippy --workspace --all-targets -- -D warnings
step "Screen: lint, types, unit tests, build" scripts/ui.sh lint check test build
step "Desk and practice site" cargo test --workspace
step "Pictures that unpack to too much, optimised" \
  env CARGO_PROFILE_RELEASE_LTO=off cargo test --release --test pictures_hostile bombs
step "WordPress: fetch" tests/support/wordpress/tree.sh
step "Ghost 6 and 5: fetch" bash -c "tests/support/ghost/tree.sh 6 && tests/support/ghost/tree.sh 5"
step "Killed two hundred times" cargo test --test crash -- --include-ignored --nocapture
step "Faults on the line to every kind of site" cargo test --test faults -- --include-ignored --nocapture
step "WordPress and Ghost: publish to real ones" cargo test --test sites -- --include-ignored
step "Connection doctor before a real WordPress" cargo test --test doctor -- --include-ignored
step "WordPress: blocks open in its editor" scripts/check-blocks.sh
step "Practice site: HTML and accessibility" scripts/check-site.sh
step "Window: lints" cargo clippy --features desktop,custom-protocol --all-targets -- -D warnings
step "Window: unit tests" cargo test --features desktop,custom-protocol --bin copydesk
step "Window: end to end" scripts/e2e.sh
done_with test
