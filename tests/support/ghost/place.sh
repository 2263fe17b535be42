# place.sh - where a test's Ghost lives. Sourced by tree.sh, up.sh and down.sh.
# shellcheck shell=bash disable=SC2034

# Downloads and running sites share one folder outside the checkout, so that a
# fresh clone on the same machine need not download Ghost again.
cache=${COPYDESK_TEST_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/copydesk}/ghost

# settle VERSION - sets `release`, the exact Ghost, `tree`, where it is, `node`,
# the folder of the Node it asks for (Ghost 5 wants 22 at most, Ghost 6 runs on
# 24), and `bin`, that Node's programs.
settle() {
  case $1 in
    6) release=6.65.0 node=$cache/node-24.21.0 ;;
    5) release=5.130.6 node=$cache/node-22.23.1 ;;
    *) fail "there is no Ghost $1 here; there are 6 and 5" ;;
  esac
  tree=$cache/$release bin=$node/node_modules/.bin
}

kind=ghost
# shellcheck source=tests/support/servers.sh
. "$(dirname "${BASH_SOURCE[0]}")/../servers.sh"
