#!/usr/bin/env python3
"""Draws the icon: a sheet of copy with one line struck out by an editor's blue-pencil loop (the deletion mark).

Writes copydesk.svg (1024 units, from 48 pixels up) and copydesk-small.svg (64 units on the pixel grid of 16 and 32).
The stroke is a polygon along a curve, so that its width can swell and thin as a pencil's does.
"""

import math


def bezier(p, n):
    """n + 1 points along the cubic with the four control points p."""
    for i in range(n + 1):
        t = i / n
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        yield tuple(a * p[0][k] + b * p[1][k] + c * p[2][k] + d * p[3][k] for k in (0, 1))


def stroke(curves, width, thin_start, thin_end, steps=28):
    """SVG path data of a stroke along joined cubics: full `width`, thinner by the two factors at its ends."""
    pts = [q for i, c in enumerate(curves) for j, q in enumerate(bezier(c, steps)) if i == 0 or j > 0]
    left, right = [], []
    last = len(pts) - 1
    for i, (x, y) in enumerate(pts):
        (x0, y0), (x1, y1) = pts[max(i - 1, 0)], pts[min(i + 1, last)]
        length = math.hypot(x1 - x0, y1 - y0)
        nx, ny = -(y1 - y0) / length, (x1 - x0) / length
        t = i / last
        ends = min(1, thin_start + (1 - thin_start) * t / 0.16) * min(1, thin_end + (1 - thin_end) * (1 - t) / 0.22)
        half = width / 2 * ends * (1 + 0.10 * math.sin(t * 9))
        left.append((x + nx * half, y + ny * half))
        right.append((x - nx * half, y - ny * half))
    r0, r1 = width / 2 * thin_start, width / 2 * thin_end
    move = "M%.1f %.1f" % left[0] + "".join("L%.1f %.1f" % p for p in left[1:])
    turn = "A%.1f %.1f 0 0 0 %.1f %.1f" % (r1, r1, *right[-1])
    back = "".join("L%.1f %.1f" % p for p in reversed(right[:-1]))
    return move + turn + back + "A%.1f %.1f 0 0 0 %.1f %.1fZ" % (r0, r0, *left[0])


BIG = stroke(
    [
        [(196, 598), (330, 560), (470, 604), (612, 584)],
        [(612, 584), (760, 562), (880, 470), (868, 352)],
        [(868, 352), (858, 256), (742, 236), (690, 330)],
        [(690, 330), (632, 440), (700, 640), (862, 712)],
    ],
    74, 0.62, 0.30,
)
SMALL = stroke(
    [
        [(11, 38), (22, 37), (30, 39), (38, 37)],
        [(38, 37), (50, 34), (57, 27), (55, 19)],
        [(55, 19), (52, 11), (42, 13), (41, 23)],
        [(41, 23), (40, 34), (46, 43), (55, 47)],
    ],
    7.2, 0.9, 0.6,
)


def bar(x, y, w, h, fill):
    return f'<rect x="{x}" y="{y}" width="{w}" height="{h}" rx="{h / 2:g}" fill="{fill}"/>'


INK, GREY = "#1b2438", "#b9b2a3"
big = f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1024 1024" width="1024" height="1024">
<title>Copydesk</title>
<defs>
<linearGradient id="tile" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#2c3a5c"/><stop offset="1" stop-color="#141c30"/></linearGradient>
<linearGradient id="paper" x1="0" y1="0" x2="0.35" y2="1"><stop offset="0" stop-color="#fffdf7"/><stop offset="1" stop-color="#f1eadb"/></linearGradient>
<linearGradient id="pencil" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="#1f5fe0"/><stop offset="1" stop-color="#3f86ff"/></linearGradient>
<linearGradient id="fold" x1="0" y1="1" x2="1" y2="0"><stop offset="0" stop-color="#cfc6b2"/><stop offset="0.6" stop-color="#eee6d5"/></linearGradient>
<clipPath id="edge"><rect x="48" y="48" width="928" height="928" rx="208"/></clipPath>
</defs>
<rect x="48" y="48" width="928" height="928" rx="208" fill="url(#tile)"/>
<rect x="51" y="51" width="922" height="922" rx="205" fill="none" stroke="#fff" stroke-opacity="0.10" stroke-width="6"/>
<g clip-path="url(#edge)">
<g transform="rotate(-3 512 560)">
<path d="M216 190h456l120 120v700H216z" transform="translate(14 22)" fill="#070b16" fill-opacity="0.34"/>
<path d="M232 176h430l130 130v720H206V202a26 26 0 0 1 26-26z" fill="url(#paper)"/>
<path d="M662 176l130 130H688a26 26 0 0 1-26-26z" fill="url(#fold)"/>
{bar(276, 262, 300, 62, INK)}
{bar(276, 366, 212, 62, INK)}
{bar(276, 492, 440, 30, GREY)}
{bar(276, 578, 440, 30, GREY)}
{bar(276, 664, 440, 30, GREY)}
{bar(276, 750, 440, 30, GREY)}
{bar(276, 836, 262, 30, GREY)}
</g>
<path d="{BIG}" transform="translate(0 14)" fill="#0b1530" fill-opacity="0.16"/>
</g>
<path d="{BIG}" fill="url(#pencil)"/>
</svg>
"""
small = f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64">
<title>Copydesk</title>
<rect width="64" height="64" rx="13" fill="#1b2540"/>
<path d="M8 8h40l8 8v48H8z" fill="#fbf6ea"/>
<path d="M48 8l8 8h-8z" fill="#cfc6b2"/>
<rect x="14" y="16" width="20" height="8" fill="{INK}"/>
<rect x="14" y="48" width="26" height="4" fill="{GREY}"/>
<rect x="14" y="56" width="20" height="4" fill="{GREY}"/>
<path d="{SMALL}" fill="#2468f2"/>
</svg>
"""
open("copydesk.svg", "w", encoding="utf-8").write(big)
open("copydesk-small.svg", "w", encoding="utf-8").write(small)
