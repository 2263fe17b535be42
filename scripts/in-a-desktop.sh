#!/usr/bin/env bash
# in-a-desktop.sh COMMAND... - runs COMMAND in a private desktop and answers with its exit status:
# a screen (Xvfb), a session bus, an unlocked empty keyring (gnome-keyring) and a window manager
# (openbox), with a home and a runtime folder of their own. All of it is gone afterwards.
#
# SCREEN_SIZE  width x height, 1280x800 by default
#
# COMMAND finds what the screen shows in $COPYDESK_SCREEN, a picture in the form of xwd that follows it.
set -euo pipefail

fail() {
  printf 'in-a-desktop: %s\n' "$*" >&2
  exit 1
}

# wait_for WHAT COMMAND... - until COMMAND succeeds, 20 seconds at most.
wait_for() {
  local what=$1 tries=200
  shift
  until "$@" >/dev/null 2>&1; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || fail "$what did not come up: $(tail -n 3 "$COPYDESK_DESKTOP"/*.log)"
    sleep 0.1
  done
}

on_the_bus() {
  dbus-send --session --print-reply --dest=org.freedesktop.DBus / \
    org.freedesktop.DBus.GetNameOwner "string:$1"
}

# The second half, inside the session bus.
inside() {
  # `--unlock` reads the password of the keyring it makes from its stdin.
  printf 'desktop' | gnome-keyring-daemon --foreground --unlock --components=secrets \
    >"$COPYDESK_DESKTOP/keyring.log" 2>&1 &
  local keyring=$! windows status=0
  openbox >"$COPYDESK_DESKTOP/openbox.log" 2>&1 &
  windows=$!
  wait_for "the keyring" on_the_bus org.freedesktop.secrets
  wait_for "the window manager" wmctrl -m
  "$@" || status=$?
  kill "$keyring" "$windows" 2>/dev/null || true
  wait "$keyring" "$windows" 2>/dev/null || true
  exit "$status"
}

# Each process of this desktop, however it was started, carries the desktop's folder in its
# environment. This script set it for its children only, so it never finds itself.
members() {
  grep --files-with-matches --null-data --line-regexp --fixed-strings \
    "COPYDESK_DESKTOP=$work" /proc/[0-9]*/environ 2>/dev/null | cut -d / -f 3
}

# end_everything - ends what was started in this desktop and nothing else.
end_everything() {
  local signal pid
  for signal in TERM KILL; do
    for pid in $(members); do
      kill "-$signal" "$pid" 2>/dev/null || true
    done
    [ "$signal" = KILL ] || sleep 0.3
  done
}

clean_up() {
  local status=$?
  trap - EXIT INT TERM HUP
  end_everything
  rm -rf "$work"
  exit "$status"
}

if [ "${1:-}" = --inside ]; then
  shift
  inside "$@"
fi

[ $# -gt 0 ] || fail "usage: in-a-desktop.sh COMMAND..."
work=$(mktemp -d "${TMPDIR:-/tmp}/copydesk-desktop.XXXXXX")
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
mkdir -m 0700 "$work/home" "$work/runtime"

# -displayfd lets the server choose a free display by itself and tell which.
mkfifo "$work/display"
COPYDESK_DESKTOP=$work Xvfb -displayfd 3 -screen 0 "${SCREEN_SIZE:-1280x800}x24" -nolisten tcp \
  -fbdir "$work" \
  3>"$work/display" >"$work/xvfb.log" 2>&1 &
read -r -t 20 display <"$work/display" || fail "no screen came up: $(tail -n 3 "$work/xvfb.log")"

# The builds' and downloads' caches stay where they are: only what a desktop
# keeps for a person moves to the private home.
export CARGO_HOME=${CARGO_HOME:-$HOME/.cargo} RUSTUP_HOME=${RUSTUP_HOME:-$HOME/.rustup}
export COPYDESK_TEST_CACHE=${COPYDESK_TEST_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/copydesk}
export npm_config_cache=${npm_config_cache:-$HOME/.npm} npm_config_userconfig=${npm_config_userconfig:-$HOME/.npmrc}

# In the background and waited for, so that a signal ends the desktop at once.
env --unset=XDG_CONFIG_HOME --unset=XDG_DATA_HOME --unset=XDG_CACHE_HOME --unset=XDG_STATE_HOME \
  --unset=WAYLAND_DISPLAY --unset=XAUTHORITY --unset=DBUS_SESSION_BUS_ADDRESS \
  COPYDESK_DESKTOP="$work" COPYDESK_SCREEN="$work/Xvfb_screen0" HOME="$work/home" XDG_RUNTIME_DIR="$work/runtime" DISPLAY=":$display" \
  dbus-run-session -- bash "$(realpath "$0")" --inside "$@" <&0 &
wait $!
