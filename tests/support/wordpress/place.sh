# place.sh - where a test's WordPress lives. Sourced by tree.sh, up.sh and down.sh.
# shellcheck shell=bash disable=SC2034

# Downloads and running sites share one folder outside the checkout, so that a
# fresh clone on the same machine need not download WordPress again.
cache=${COPYDESK_TEST_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/copydesk}/wordpress

# state_of PORT - the folder of the site on PORT.
state_of() {
  printf '%s/run/%s\n' "$cache" "$1"
}

# say WORDS... - progress goes to stderr: stdout is for the answer.
say() {
  printf 'wordpress: %s\n' "$*" >&2
}

# fail WHAT HAPPENED AND WHAT TO DO
fail() {
  say "$@"
  exit 1
}
