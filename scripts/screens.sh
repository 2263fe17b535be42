#!/usr/bin/env bash
# screens.sh - takes the screenshots in docs/screens anew, at the sizes of a laptop and of a desktop.
set -euo pipefail
cd "$(dirname "$0")/.."
rm -rf docs/screens
for size in 1280x800 1920x1080; do
  SCREEN_SIZE=$size SCREENS_DIR=$PWD/docs/screens/$size scripts/e2e.sh screens
done
# Of the larger size a few show all there is to see; a repository is no picture library.
find docs/screens/1920x1080 -name '*.webp' \
  ! -name 'writing*' ! -name 'preview*' ! -name 'published*' -delete
