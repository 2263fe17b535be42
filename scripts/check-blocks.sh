#!/usr/bin/env bash
# check-blocks.sh - opens the sample stories' WordPress form in the editor code of both WordPress
# versions the desk supports; fails where the editor would say "unexpected or invalid content".
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
scripts/node-modules.sh tests/blocks

# What the desk would send, gathered into one JSON array of post contents.
desk() {
  cargo run --quiet --bin desk -- "$@" --data "$work/desk"
}
# The first story shows pictures of the others.
cp -r samples "$work/samples"
cp samples/*/*.jpg "$work/samples/first-story"
desk import "$work"/samples/*/*.md --json >"$work/imported.json"
jq --raw-output '.stories[].id' "$work/imported.json" >"$work/ids"
while read -r id; do
  desk show "$id" --as wordpress </dev/null | jq --raw-input --slurp . >>"$work/contents"
done <"$work/ids"
jq --slurp . "$work/contents" >"$work/posts.json"

for version in 6.8 6.1; do
  echo "Blocks in the editor of WordPress $version"
  wordpress=$(tests/support/wordpress/tree.sh "$version")
  COPYDESK_WORDPRESS=$wordpress npm test --prefix tests/blocks
  node tests/blocks/validate.mjs "$wordpress" "$work/posts.json"
done
