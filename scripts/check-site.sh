#!/usr/bin/env bash
# check-site.sh - publishes the sample story to a practice site and checks every page the site shows:
# valid HTML by the Nu checker, no accessibility violation by axe.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/setup.sh test java
scripts/node-modules.sh practice-site/check
cargo build --bin desk
desk=${CARGO_TARGET_DIR:-target}/debug/desk

work=$(mktemp -d)
site=
clean_up() {
  [ -z "$site" ] || kill "$site" 2>/dev/null || true
  [ -z "$site" ] || wait "$site" 2>/dev/null || true
  rm -rf "$work"
}
trap clean_up EXIT

# It prints one object once the story is out, and leaves the site running until it is ended.
"$desk" demo --keep --json --data "$work/desk" >"$work/demo.json" 2>"$work/demo.log" &
site=$!
article=
for _ in $(seq 600); do
  article=$(jq --raw-output '.url // empty' "$work/demo.json" 2>/dev/null) || true
  if [ -n "$article" ] || ! kill -0 "$site" 2>/dev/null; then break; fi
  sleep 0.1
done
if [ -z "$article" ]; then
  echo "check-site: the demo published nothing:" >&2
  cat "$work/demo.log" >&2
  exit 1
fi

# Every page of the site's own that the front page leads to; the feed is no HTML.
origin=$(sed -E 's,^(https?://[^/]+).*,\1,' <<<"$article")
curl --fail --silent --show-error "$origin/" >"$work/front.html"
mapfile -t pages < <(
  {
    printf '%s\n' "$origin/" "$article"
    grep -oE '<a [^>]*href="[^"]+"' "$work/front.html" | sed -E 's/.*href="([^"#]*).*/\1/' |
      sed -nE "s,^/,$origin/,p; \,^$origin/,p"
  } | grep -vE '\.(xml|rss|jpg|png)$' | sort -u
)
echo "Checking ${#pages[@]} pages: ${pages[*]}"
# "Ran nothing" must not look like "found nothing".
[ ${#pages[@]} -ge 3 ] || { echo "check-site: the front page leads nowhere" >&2; exit 1; }
# The answers to the sign-up form: new, there already, no address.
newsletter=$origin/newsletter
node practice-site/check/check.mjs "${pages[@]}" "POST:email=reader@town.example:$newsletter" \
  "POST:email=reader@town.example:$newsletter" "POST:email=nobody:$newsletter"
