#!/usr/bin/env bash
# soak.sh [KILLS [PUBLICATIONS]] - kills the desk at random moments, 2000 times unless told otherwise, and
# looks for a lost word each time; then publishes over lines that go bad, 300 times to each kind of site,
# which with what is corrected, withdrawn and told to their clockworks must be at least 2000 deliveries in all.
# `make test` does the same with fewer of both.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly PUBLICATIONS=${2:-300}
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# counted WHAT - the sum of all numbers before WHAT in what was printed.
counted() {
  grep -oE "[0-9]+ $1" "$log" | awk '{ sum += $1 } END { print sum + 0 }'
}

scripts/setup.sh build wordpress ghost
COPYDESK_KILLS=${1:-2000} cargo test --test crash -- --include-ignored --nocapture | tee "$log"
COPYDESK_FAULTS=$PUBLICATIONS cargo test --test faults -- --include-ignored --nocapture | tee --append "$log"

deliveries=$(counted 'deliveries to')
printf 'soak: %d deliveries over bad lines to %d kinds of site: %d posts, %d pictures, 0 lost; %d kills on the way\n' \
  "$deliveries" "$(grep -cE '[0-9]+ deliveries to' "$log")" "$(counted 'posts')" "$(counted 'pictures,')" \
  "$(counted 'kills on the way')"
# Fewer publications were asked for, or the tests do fewer than they say.
if [ "$deliveries" -lt $((PUBLICATIONS * 2000 / 300)) ]; then
  echo "soak: those were too few" >&2
  exit 1
fi
