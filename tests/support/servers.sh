# servers.sh - how the tests' real servers are started and ended. Sourced by wordpress/place.sh and
# ghost/place.sh, which set `kind` and `cache` before.
# shellcheck shell=bash disable=SC2154

# state_of PORT - the folder of the site on PORT.
state_of() {
  printf '%s/run/%s\n' "$cache" "$1"
}

# say WORDS... - progress goes to stderr: stdout is for the answer.
say() {
  printf '%s: %s\n' "$kind" "$*" >&2
}

# fail WHAT HAPPENED AND WHAT TO DO
fail() {
  say "$@"
  exit 1
}

# wait_for SECONDS LOG COMMAND... - until COMMAND succeeds.
wait_for() {
  local tries=$(($1 * 10)) log=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || fail "gave up waiting for: $*. Its log is $log"
    sleep 0.1
  done
}

# serve NAME COMMAND... - starts COMMAND as the leader of a session of its own,
# so that down.sh can end it with everything it started.
serve() {
  local name=$1
  shift
  setsid "$@" </dev/null >"$state/$name.log" 2>&1 9>&- &
  echo $! >"$state/$name.pid"
}

sql() {
  mariadb --no-defaults --socket="$socket" --user=root "$@"
}

# ours PID MARK - is PID still a server of this site? Its number may have gone to another
# program since; every server of ours was started with MARK in its environment.
ours() {
  grep --quiet --null-data --line-regexp --fixed-strings "$2" "/proc/$1/environ" 2>/dev/null
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

# end_servers MARK NAME... - ends those of the site in `state` that bear MARK, and removes its files
# unless KEEP_LOGS is set.
end_servers() {
  local mark=$1 name pid
  shift
  for name in "$@"; do
    [ -s "$state/$name.pid" ] || continue
    pid=$(<"$state/$name.pid")
    # The database's data is thrown away: it needs no orderly end.
    if ours "$pid" "$mark"; then end_session "$pid" "$([ "$name" = db ] && echo KILL || echo TERM)"; fi
    rm -f "$state/$name.pid"
  done
  [ -n "${KEEP_LOGS:-}" ] || rm -rf "$state"
}
