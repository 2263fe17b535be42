#!/usr/bin/env bash
# down.sh PORT - ends the Ghost of up.sh PORT and removes its files. Harmless when there is none.
# KEEP_LOGS=1 leaves the folder for somebody to read.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/support/ghost/place.sh
. "$here/place.sh"

[[ ${1:-} =~ ^[0-9]+$ ]] || fail "usage: down.sh PORT"
state=$(state_of "$1")

# ours PID - is PID still a server of this site? Its number may have gone to another
# program since; every server of ours was started with GHOST_STATE.
ours() {
  grep --quiet --null-data --line-regexp --fixed-strings "GHOST_STATE=$state" "/proc/$1/environ" 2>/dev/null
}

# alive SESSION - is any process of it left? A zombie nobody reaps counts as gone.
alive() {
  # shellcheck disable=SC2009 # pgrep cannot ask for a session without its zombies
  ps -s "$1" -o stat= | grep -qv "^Z"
}

end_session() {
  local session=$1 signal=$2 tries=100
  kill "-$signal" -- "-$session" 2>/dev/null || return 0
  while alive "$session"; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || { kill -KILL -- "-$session" 2>/dev/null || true; return 0; }
    sleep 0.05
  done
}

for name in ghost db; do
  [ -s "$state/$name.pid" ] || continue
  pid=$(<"$state/$name.pid")
  # The database's data is thrown away: it needs no orderly end.
  if ours "$pid"; then end_session "$pid" "$([ $name = db ] && echo KILL || echo TERM)"; fi
  rm -f "$state/$name.pid"
done
[ -n "${KEEP_LOGS:-}" ] || rm -rf "$state"
