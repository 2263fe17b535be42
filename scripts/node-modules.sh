#!/usr/bin/env bash
# node-modules.sh FOLDER - installs FOLDER's npm packages, only when its lock file has changed.
set -euo pipefail
folder=$1
lock=$(sha256sum "$folder/package-lock.json" | cut -d ' ' -f 1)
stamp=$folder/node_modules/.installed-lock
if [ "$(cat "$stamp" 2>/dev/null)" != "$lock" ]; then
  echo "npm: installing the packages of $folder"
  npm ci --no-fund --no-audit --prefix "$folder"
  # Written last: an interrupted installation is done again.
  mkdir -p "$folder/node_modules"
  printf '%s\n' "$lock" >"$stamp"
fi
