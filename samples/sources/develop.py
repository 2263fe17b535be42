#!/usr/bin/env python3
"""Turns a render into the picture as published: bloom, film curve, vignette, grain; JPEG under 350 kB.

usage: develop.py RENDER.png PICTURE.jpg [--warm W] [--exposure E] [--bloom B] [--blur-above Y]

--blur-above softens everything above the fraction Y of the height, as a lens focused on the foreground would.
Needs Pillow and NumPy.
"""

import argparse
import io

import numpy as np
from PIL import Image, ImageFilter

LIMIT = 345_000
SIZE = (1800, 1200)


def blurred(img, radius):
    """The picture (float, 0…1) through a Gaussian of `radius` pixels."""
    eight = Image.fromarray((np.clip(img, 0, 1) * 255).astype(np.uint8))
    return np.asarray(eight.filter(ImageFilter.GaussianBlur(radius)), dtype=np.float32) / 255


def main():
    args = argparse.ArgumentParser()
    args.add_argument("render")
    args.add_argument("picture")
    args.add_argument("--warm", type=float, default=0.02)
    args.add_argument("--exposure", type=float, default=1.0)
    args.add_argument("--bloom", type=float, default=0.30)
    args.add_argument("--blur-above", type=float)
    args = args.parse_args()
    img = np.asarray(Image.open(args.render).convert("RGB").resize(SIZE, Image.LANCZOS), dtype=np.float32) / 255
    height, width, _ = img.shape
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)

    if args.blur_above is not None:
        far = np.clip((args.blur_above - y / height) / 0.05, 0, 1)[..., None]
        img = img * (1 - far) + blurred(img, 11) * far

    light = np.clip(img - 0.72, 0, 1) / 0.28
    bloom = 0.6 * blurred(light, 14) + 0.4 * blurred(light, 55)
    img = 1 - (1 - img) * (1 - args.bloom * bloom)

    img = np.clip(img * args.exposure, 0, None)
    img = img * np.array([1 + args.warm, 1, 1 - args.warm])
    grey = img.mean(axis=2, keepdims=True)
    img = grey + (img - grey) * 0.90
    img = np.clip(img, 0, 1.2)
    img = img + 0.09 * np.sin(2 * np.pi * (np.clip(img, 0, 1) - 0.5)) / 2  # a gentle S
    img = 0.018 + img * 0.965

    r = np.hypot((x / width - 0.5) * 1.1, y / height - 0.5)
    img *= (1 - 0.34 * np.clip(r - 0.25, 0, 1) ** 1.6)[..., None]
    rng = np.random.default_rng(1)
    grain = blurred(0.5 + rng.normal(0, 0.10, (height, width, 1)).repeat(3, axis=2), 0.8) - 0.5
    img = np.clip(img + grain * 0.10, 0, 1)

    out = Image.fromarray((img * 255 + 0.5).astype(np.uint8))
    for quality in range(88, 40, -2):
        buffer = io.BytesIO()
        out.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True, subsampling=2)
        if buffer.tell() <= LIMIT:
            break
    with open(args.picture, "wb") as file:
        file.write(buffer.getvalue())
    print(args.picture, out.size, buffer.tell(), "quality", quality)


main()
