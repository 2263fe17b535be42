# place.sh - where a test's WordPress lives. Sourced by tree.sh, up.sh and down.sh.
# shellcheck shell=bash disable=SC2034

# Downloads and running sites share one folder outside the checkout, so that a
# fresh clone on the same machine need not download WordPress again.
cache=${COPYDESK_TEST_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/copydesk}/wordpress

kind=wordpress
# shellcheck source=tests/support/servers.sh
. "$(dirname "${BASH_SOURCE[0]}")/../servers.sh"
