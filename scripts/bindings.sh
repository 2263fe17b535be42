#!/usr/bin/env bash
# bindings.sh - writes ui/api/bindings.ts anew from the Rust types the screen speaks.
# A test of the everyday lane fails while the committed file is stale.
set -euo pipefail
cd "$(dirname "$0")/.."
COPYDESK_BINDINGS="write" cargo test --lib bindings
