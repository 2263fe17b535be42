#!/usr/bin/env bash
# run.sh - installs what is missing, builds Copydesk and opens its window with a practice site.
# Without a display it does the same main job headless: `desk demo`.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/setup.sh build

if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  echo "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can open."
  echo "Doing the same job without one: a sample story goes to a practice site. The first build takes a few minutes."
  exec cargo run --bin desk -- demo
fi

scripts/setup.sh window
scripts/ui.sh build
echo "Building the window. The first time takes three to five minutes, later a few seconds."
exec cargo run --features desktop,custom-protocol --bin copydesk
