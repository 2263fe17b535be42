#!/usr/bin/env bash
# down.sh PORT - ends the WordPress of up.sh PORT and removes its files. Harmless when there is none.
# KEEP_LOGS=1 leaves the folder for somebody to read.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/support/wordpress/place.sh
. "$here/place.sh"

[[ ${1:-} =~ ^[0-9]+$ ]] || fail "usage: down.sh PORT"
state=$(state_of "$1")
end_servers "WP_STATE=$state" php db
