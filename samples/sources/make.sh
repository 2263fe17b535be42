#!/bin/sh
# Renders, develops and captions every sample picture. Needs povray, exiftool, python3 with Pillow and NumPy; about half an hour.
# With the name of one scene, renders that one only: ./make.sh roof
set -eu
cd "$(dirname "$0")"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

picture() { # SCENE PICTURE POVRAY-OPTIONS DEVELOP-OPTIONS
    [ -z "$only" ] || [ "$only" = "$1" ] || return 0
    # shellcheck disable=SC2086 # the options are lists of words
    povray "$1.pov" +L. +FN16 -D $3 +O"$tmp/$1.png" 2>/dev/null
    # shellcheck disable=SC2086
    python3 develop.py "$tmp/$1.png" "../$2" $4
}

# What a camera and a picture desk would have written: the app reads it and offers it.
describe() { # PICTURE CREATOR CAPTION ALT
    [ -f "../$1" ] || return 0
    exiftool -q -overwrite_original -codedcharacterset=utf8 -m \
        -IPTC:By-line="$2" -IPTC:Credit="$2" -IPTC:CopyrightNotice="Copydesk project, CC0 1.0" -IPTC:Caption-Abstract="$3" \
        -XMP-dc:Creator="$2" -XMP-photoshop:Credit="$2" -XMP-dc:Rights="Copydesk project, CC0 1.0" -XMP-dc:Description="$3" \
        -XMP-iptcCore:AltTextAccessibility="$4" -XMP-xmpRights:WebStatement="https://creativecommons.org/publicdomain/zero/1.0/" \
        -XMP-iptcExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/digitalCreation" "../$1"
}

only=${1:-}
full="+W1800 +H1200 +A0.2 +R2"
picture reading-room library-reopens/reading-room.jpg "$full" "--warm 0.015 --exposure 1.02 --bloom 0.06"
picture roof library-reopens/roof.jpg "$full" "--warm 0 --exposure 1.04"
picture returned-books library-reopens/returned-books.jpg "+W1620 +H1080 -A Declare=Samples=30" "--warm 0.01"
picture canal lantern-evening/canal-boats.jpg "$full" "--warm 0.01 --exposure 1.05"
picture solar-roof solar-workshop/solar-roof.jpg "$full" "--warm 0.01"
picture market-stall market-rents/market-stall.jpg "$full" "--warm 0.02 --blur-above 0.42"

describe library-reopens/reading-room.jpg "Tessa Arkwright" \
    "The restored reading room, where all ten oak desks are back in their old places" \
    "Two rows of oak desks with green lamps run between tall bookshelves under a curved glass roof"
describe lantern-evening/canal-boats.jpg "Owen Farrow" \
    "Lanterns hung along the towpath beside Albion Mill for a rehearsal last week" \
    "Narrowboats moored by a brick mill at dusk, with lit windows and paper lanterns reflected in the canal"
