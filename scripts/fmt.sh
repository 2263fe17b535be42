#!/usr/bin/env bash
# fmt.sh - formats the Rust and the screen's sources in place.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo fmt --all
scripts/ui.sh format
