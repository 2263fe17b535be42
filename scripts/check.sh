#!/usr/bin/env bash
# check.sh - the quick everyday lane: format, lints and unit tests. Builds no window.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/steps.sh
. scripts/steps.sh

step "Install what is missing" scripts/setup.sh build
step "Format" cargo fmt --all --check
step "Lints" cargo clippy --workspace --all-targets -- -D warnings
step "Unit tests" cargo test --workspace --lib --bins
step "Screen: lint, types, unit tests" scripts/ui.sh lint check test
done_with check
