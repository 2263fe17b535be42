#!/usr/bin/env bash
# screens.sh - takes the screenshots in docs/screens anew, at the sizes of a laptop and of a desktop.
set -euo pipefail
cd "$(dirname "$0")/.."
for size in 1280x800 1920x1080; do
  SCREEN_SIZE=$size SCREENS_DIR=$PWD/docs/screens/$size scripts/e2e.sh screens
done
