#!/usr/bin/env bash
# licences.sh - holds every crate that is built in against deny.toml: its licence, where it comes from, and
# the ones that are not wanted. Installing cargo-deny the first time takes some minutes.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly DENY_VERSION=0.20.2

scripts/setup.sh build
if [ "$(cargo deny --version 2>/dev/null)" != "cargo-deny $DENY_VERSION" ]; then
  echo "licences: installing cargo-deny $DENY_VERSION"
  cargo install cargo-deny --version "$DENY_VERSION" --locked
fi

cargo deny check licenses bans sources
