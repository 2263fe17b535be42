#!/usr/bin/env bash
# screens.sh - takes the screenshots in docs/screens anew, at the sizes of a laptop and of a desktop, and
# with two pixels for each.
set -euo pipefail
cd "$(dirname "$0")/.."
rm -rf docs/screens
for size in 1280x800 1920x1080; do
  SCREEN_SIZE=$size SCREENS_DIR=$PWD/docs/screens/$size scripts/e2e.sh screens
done
GDK_SCALE=2 SCREEN_SIZE=2560x1600 SCREENS_DIR=$PWD/docs/screens/1280x800@2x scripts/e2e.sh screens
# Of the larger sizes a few show all there is to see; a repository is no picture library.
find docs/screens/1920x1080 docs/screens/1280x800@2x -name '*.webp' \
  ! -name 'writing*' ! -name 'preview*' ! -name 'published*' -delete
