#!/usr/bin/env bash
# soak.sh [KILLS [PUBLICATIONS]] - kills the desk at random moments, 2000 times unless told otherwise, and
# looks for a lost word each time; then publishes over lines that go bad, 300 times to each kind of site,
# which is about 2400 deliveries with what is corrected, withdrawn and told to their clockworks.
# `make test` does the same with fewer of both.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh build wordpress
COPYDESK_KILLS=${1:-2000} cargo test --test crash -- --include-ignored --nocapture
COPYDESK_FAULTS=${2:-300} cargo test --test faults -- --include-ignored --nocapture
