#!/usr/bin/env bash
# soak.sh [KILLS] - kills the desk at random moments, 2000 times unless told otherwise, and looks for
# a lost word each time. `make test` does the same with fewer kills.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh build
COPYDESK_KILLS=${1:-2000} cargo test --test crash -- --include-ignored --nocapture
