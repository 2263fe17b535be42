#!/usr/bin/env bash
# e2e.sh [TEST] - builds the window and drives it as a person would, in a private desktop.
# TEST is a part of a test's name; without it all tests of the window run.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/setup.sh build window test wordpress
scripts/ui.sh build
# Built before the desktop starts, so that a test's own time limits measure the window and not the
# compiler. Cargo builds the window along with its tests.
echo "Building the window and its tests. The first time takes three to five minutes."
cargo test --features desktop,custom-protocol --test e2e --no-run
# One screen and one pointer: the tests take turns.
scripts/in-a-desktop.sh cargo test --features desktop,custom-protocol --test e2e -- \
  --include-ignored --test-threads=1 "$@"
