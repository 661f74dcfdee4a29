#!/usr/bin/env python3
"""Draws the pictures of the demo: flat vector scenes, made by the code in `art/`, rendered by Chromium and packed as WebP.

    python3 src/cli/demo/drawing/draw.py [--out DIR] [NAME-PREFIX …]

Needs `chromium` and `cwebp` (Debian: chromium, webp) on the path. Everything is deterministic: the same code gives the same scene.
Briefs and portfolio pieces are 960 × 640, pictures named `delivery-…` are 1680 × 1120. `check.py` holds the limits of size.
"""
import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.dont_write_bytecode = True
from art import kit, scenes  # noqa: E402  (the path is set above)

BATCH = 12
LIMITS_KB = {False: 25, True: 60}


def size(name):
    return (1680, 1120) if name.startswith("delivery-") else (960, 640)


def drawn(name):
    kit.Ids.n = 0
    w, h = size(name)
    return kit.svg(scenes.ALL[name](), w, h)


def render(names, into):
    """One Chromium start for a batch: the scenes stand below each other on one page, which is then cut."""
    w, h = size(names[0])
    page = into / "page.html"
    # every scene is its own image: names of clip paths stay apart
    for i, name in enumerate(names):
        (into / f"{i}.svg").write_text(drawn(name))
    page.write_text('<meta charset="utf-8"><style>*{margin:0}img{display:block}</style>' + "".join(f'<img src="{i}.svg">' for i in range(len(names))))
    shot = into / "page.png"
    subprocess.run(["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-device-scale-factor=1",
                    f"--window-size={w},{h * len(names)}", f"--screenshot={shot}", page.as_uri()], check=True, capture_output=True)
    return shot


def pack(shot, i, name, out):
    """The smaller of lossless and a good lossy file; the quality falls only as far as the limit of size asks."""
    w, h = size(name)
    limit = LIMITS_KB[name.startswith("delivery-")] * 1024
    target = out / f"{name}.webp"
    best = None
    for how in (["-lossless", "-z", "9"], *(["-q", q, "-m", "6", "-sharp_yuv"] for q in ("88", "80", "72", "64", "56"))):
        subprocess.run(["cwebp", "-quiet", *how, "-crop", "0", str(i * h), str(w), str(h), str(shot), "-o", str(target)], check=True)
        if best is None or target.stat().st_size < len(best):
            best = target.read_bytes()
        if how[0] == "-q" and len(best) <= limit:
            break
    target.write_bytes(best)


def main():
    ask = argparse.ArgumentParser(description="Draw the demo's pictures.")
    ask.add_argument("--out", type=Path, default=HERE.parent / "pictures")
    ask.add_argument("prefix", nargs="*", help="only pictures whose names begin so")
    asked = ask.parse_args()
    names = [n for n in scenes.ALL if not asked.prefix or n.startswith(tuple(asked.prefix))]
    for large in (False, True):
        kind = [n for n in names if n.startswith("delivery-") == large]
        for start in range(0, len(kind), BATCH):
            batch = kind[start:start + BATCH]
            with tempfile.TemporaryDirectory() as room:
                shot = render(batch, Path(room))
                for i, name in enumerate(batch):
                    pack(shot, i, name, asked.out)
    print(f"{len(names)} pictures")


if __name__ == "__main__":
    main()
