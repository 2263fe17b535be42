#!/bin/sh
# Draws every icon the bundles want. Needs python3 with Pillow, rsvg-convert and icnsutils' png2icns.
set -eu
cd "$(dirname "$0")"
python3 draw.py
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
for size in 16 24 32; do rsvg-convert -w $size copydesk-small.svg -o "$tmp/$size.png"; done
for size in 48 64 128 256 512 1024; do rsvg-convert -w $size copydesk.svg -o "$tmp/$size.png"; done
cp "$tmp/32.png" 32x32.png
cp "$tmp/128.png" 128x128.png
cp "$tmp/256.png" 128x128@2x.png
cp "$tmp/512.png" icon.png
png2icns icon.icns "$tmp/16.png" "$tmp/32.png" "$tmp/48.png" "$tmp/128.png" "$tmp/256.png" "$tmp/512.png" "$tmp/1024.png"
python3 - "$tmp" <<'PY'
import sys
from PIL import Image

sizes = [256, 64, 48, 32, 24, 16]
images = [Image.open(f"{sys.argv[1]}/{s}.png") for s in sizes]
images[0].save("icon.ico", sizes=[(s, s) for s in sizes], append_images=images[1:])
PY
