# steps.sh - runs a lane of work step by step, tells each step and closes with the seconds each took.
# Sourced by test.sh and check.sh; the steps run in the order of their lines and stop at the first failure.
# shellcheck shell=bash

finished=()
began=$SECONDS

# step NAME COMMAND... - runs COMMAND; a failure ends the lane and says which command to run again.
step() {
  local name=$1 start=$SECONDS
  shift
  printf '\n==> %s\n' "$name"
  if ! "$@"; then
    printf '\n==> FAILED: %s\n    to run this step alone: %s\n' "$name" "$*" >&2
    close
    printf '%d passed, 1 failed\n' ${#finished[@]}
    exit 1
  fi
  finished+=("$(printf '%5d s  %s' $((SECONDS - start)) "$name")")
}

# close - the seconds of every step that passed, and of the whole.
close() {
  printf '\n==> Steps that passed\n'
  [ ${#finished[@]} = 0 ] || printf '%s\n' "${finished[@]}"
  printf '%5d s  in all\n' $((SECONDS - began))
}

# done_with LANE - to be called after the last step.
done_with() {
  close
  printf 'make %s: every step passed\n' "$1"
  printf '%d passed, 0 failed\n' ${#finished[@]}
}
