#!/usr/bin/env bash
# ui.sh TASK... - the screen's own tasks: lint, check (types), test, build. Installs its npm packages first.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/node-modules.sh ui
for task in "$@"; do
  npm run --prefix ui "$task"
done
