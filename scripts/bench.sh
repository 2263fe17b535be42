#!/usr/bin/env bash
# bench.sh [ROUNDS] - three things the desk is measured at, 10 rounds of the first unless told otherwise.
#
# How long it takes to import a 24-megapixel photograph, beside vipsthumbnail and ImageMagick on the
# same files. Fails if the desk takes more than 0.8 times as long as vipsthumbnail, or 150 MB. All run
# as whole processes, in turn, so that a busy moment hits each alike. The desk does more than the
# others: it also keeps and syncs the original, reads its metadata, makes a thumbnail and records all
# of it in its database.
#
# How long a story with ten pictures takes to a real WordPress, beside curl with the same requests:
# benches/publish/main.rs says how.
#
# How quick the window is: a key until it is painted, beside bare CodeMirror 6 with the same text in the
# same window; opening a long story, a list of ten thousand; the start, memory and rest beside
# ghostwriter and apostrophe. benches/window/main.rs says how.
set -euo pipefail
cd "$(dirname "$0")/.."
# Debian's own tools, whatever else is called like them.
PATH=/usr/bin:$PATH
readonly ROUNDS=${1:-10} EDGE=2560 QUALITY=85 RATIO_MOST=0.80 MEGABYTES_MOST=150
readonly TOOLS=(desk vipsthumbnail imagemagick)

scripts/setup.sh build bench wordpress window test
cargo build --quiet --release --bin desk
target=${CARGO_TARGET_DIR:-$PWD/target}
desk=$target/release/desk
place=$(mktemp -d "$target/bench.XXXXXX")
trap 'rm -rf "$place"' EXIT

# Photographs as cameras make them: detail at every size, the noise of a sensor, quality 92.
photographs() {
  local source number=0
  for source in library-reopens/roof market-rents/market-stall lantern-evening/canal-boats; do
    number=$((number + 1))
    convert "samples/$source.jpg" -resize '6000x4000!' -seed $number -attenuate 0.4 +noise Gaussian \
      -sampling-factor 4:2:0 -quality 92 "$place/photo-$number.jpg"
  done
}

# prepare TOOL - what has to be there before the clock starts: a data folder that has not seen the picture.
prepare() {
  rm -rf "$place/data" "$place"/out.*
  if [ "$1" = desk ]; then cp -r "$place/empty" "$place/data"; fi
}

# work_of TOOL FILE - puts the work that is measured into the array `work`.
work_of() {
  case $1 in
    desk) work=("$desk" --data "$place/data" picture add "$story" "$2") ;;
    vipsthumbnail) work=(vipsthumbnail "$2" --size $EDGE --output "$place/out.jpg[Q=$QUALITY]") ;;
    imagemagick) work=(convert "$2" -auto-orient -resize "${EDGE}x$EDGE" -quality $QUALITY "$place/out.jpg") ;;
  esac
}

# measure TOOL FILE - appends microseconds to times.TOOL.
measure() {
  local start
  prepare "$1"
  work_of "$1" "$2"
  start=${EPOCHREALTIME/./}
  "${work[@]}" >/dev/null
  echo $((${EPOCHREALTIME/./} - start)) >>"$place/times.$1"
}

# megabytes TOOL FILE - the most memory it holds at once.
megabytes() {
  prepare "$1"
  work_of "$1" "$2"
  command time --format %M --output "$place/memory" "${work[@]}" >/dev/null
  awk '{ printf "%.0f", $1 / 1000 }' "$place/memory"
}

# of TOOL AWK - the sorted times of a tool, in milliseconds, through an awk expression over t[1..n].
of() {
  sort -n "$place/times.$1" | awk "{ t[NR] = \$1 / 1000; n = NR } END { printf \"%.0f\", $2 }"
}

photographs
story=$("$desk" --data "$place/empty" --json new --headline Bench | jq -r '.stories[0].id')
for _ in $(seq "$ROUNDS"); do
  for photo in "$place"/photo-*.jpg; do
    for tool in "${TOOLS[@]}"; do measure "$tool" "$photo"; done
  done
done

printf '%-14s %10s %10s %8s %8s\n' '' 'least ms' 'median ms' 'MB' 'ratio'
vips=$(of vipsthumbnail 't[int((n + 1) / 2)]')
missed=0
for tool in "${TOOLS[@]}"; do
  median=$(of "$tool" 't[int((n + 1) / 2)]')
  memory=$(megabytes "$tool" "$place/photo-1.jpg")
  ratio=$(awk "BEGIN { printf \"%.2f\", $median / $vips }")
  printf '%-14s %10s %10s %8s %8s\n' "$tool" "$(of "$tool" 't[1]')" "$median" "$memory" "$ratio"
  if [ "$tool" = desk ]; then
    awk "BEGIN { exit !($ratio <= $RATIO_MOST && $memory <= $MEGABYTES_MOST) }" || missed=1
  fi
done
if [ $missed = 1 ]; then
  echo "bench: the desk took more than $RATIO_MOST of vipsthumbnail's time, or more than $MEGABYTES_MOST MB" >&2
fi

echo
# Optimising across all crates takes minutes and changes nothing about what waits for a server.
export CARGO_PROFILE_BENCH_LTO=off
cargo bench --quiet --bench publish || missed=1

echo
scripts/ui.sh build
(cd ui && npx vite build tests/bare --outDir "$place/bare" --base ./ --logLevel warn)
window=(cargo bench --quiet --features desktop,custom-protocol --bench window)
# Built before the desktop starts, so that nothing else runs while the window is measured.
"${window[@]}" --no-run
COPYDESK_BARE=$place/bare scripts/in-a-desktop.sh "${window[@]}" || missed=1
exit $missed
