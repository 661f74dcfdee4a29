"""Tea, coffee and what stands on a table."""
from .kit import *  # noqa: F403  (the drawing vocabulary)

TEA, TEA_LIT = "#bf8236", "#d89c4c"
GLAZE, GLAZE_LIT = "#5d8794", "#8fb0b8"
CLAYPOT = "#8a4f3a"


def hills_on_glaze(y, c=GLAZE, c2=GLAZE_LIT):
    """The painted mountain line of the gaiwan, about 150 wide."""
    return (line(f"M-75 {y}c12-20 26 4 38-12s22-28 36-6 24-10 36 4 16 2 22-6", c, 4)
            + line(f"M-60 {y + 18}c14-8 24 4 38-2s26-6 40 2", c2, 3))


def gaiwan(pale="#fbfaf5", lid=True, painted=True, liquor=TEA, saucer=True, band=None):
    """A lidded bowl, 240 wide and 210 high."""
    low, rim = dark(pale, .1), dark(pale, .17)
    out = ""
    if saucer:
        out += oval(0, -16, 118, 21, dark(pale, .18)) + oval(0, -22, 118, 21, light(pale, .1)) + oval(0, -24, 72, 11, dark(pale, .13))
    extra = (hills_on_glaze(-78) if painted else "") + (path("M-110-112q110 26 220 0v22q-110 26-220 0z", band) if band else "")
    out += solid("M-94-130c0 70 36 106 94 106s94-36 94-106z", pale, 36, 40, low, extra)
    out += oval(0, -130, 94, 18, rim)
    if lid:
        out += solid("M-82-138c10-36 40-52 82-52s72 16 82 52c-22 12-142 12-164 0z", pale, 30, 22, low)
        out += path("M-14-189c0-6 4-9 4-14h20c0 5 4 8 4 14z", dark(pale, .07)) + oval(0, -204, 21, 8, pale) + oval(0, -206, 13, 4.5, dark(pale, .12))
    else:
        out += oval(0, -129, 86, 14, dark(pale, .24)) + oval(0, -126, 80, 11, liquor) + path("M-64-131a80 11 0 0 1 70-5", "none", light(liquor, .4), 3, .8)
    return out


def lid(pale="#fbfaf5"):
    """The lid of a gaiwan, lying on its side against something."""
    return (solid("M-82 0c10-36 40-52 82-52s72 16 82 52c-22 12-142 12-164 0z", pale, 30, 22, dark(pale, .1))
            + path("M-14-51c0-6 4-9 4-14h20c0 5 4 8 4 14z", dark(pale, .07)) + oval(0, -66, 21, 8, pale) + oval(0, -68, 13, 4.5, dark(pale, .12)))


def cup(pale="#fbfaf5", liquor=TEA_LIT, w=42):
    """A small bowl of tea."""
    k = w / 42
    return (solid(f"M{f(-42 * k)}-{f(40 * k)}c0 {f(26 * k)} {f(16 * k)} {f(40 * k)} {f(42 * k)} {f(40 * k)}s{f(42 * k)}-{f(14 * k)} {f(42 * k)}-{f(40 * k)}z", pale, 18 * k, 16, dark(pale, .1))
            + oval(0, -40 * k, 42 * k, 9 * k, dark(pale, .06)) + oval(0, -39 * k, 35 * k, 6.5 * k, liquor)
            + path(f"M{f(-26 * k)} {f(-40 * k)}a{f(35 * k)} {f(6.5 * k)} 0 0 1 {f(26 * k)} {f(-4 * k)}", "none", light(liquor, .4), 2.4))


def pitcher(liquor=TEA, level=.5, handle=True, h=104):
    """A glass fairness cup, 92 wide."""
    y = -h * level
    out = path(f"M-46 {-h}h92l-7 {h - 14}c-1 11-8 15-39 15s-38-4-39-15z", "#f4f6f0", op=.6)
    a = 46 - 7 * (1 - level)
    out += path(f"M{f(-a + 2)} {f(y)}h{f(2 * a - 4)}L37-14c-1 9-8 12-37 12s-36-3-37-12z", liquor, op=.86) + oval(0, y, a - 2, 8, TEA_LIT if liquor == TEA else light(liquor, .2))
    out += oval(0, -h, 46, 8.5, "none", 1, "#f4f6f0", 3) + line(f"M-46 {-h + 2}l-16-8", "#f4f6f0", 4)
    if handle:
        out += line(f"M44 {-h + 22}c34-2 34 46-2 46", "#f4f6f0", 6, .8)
    return out + line(f"M-34 {-h + 14}l4 {h - 34}", "#ffffff", 4, .55)


def teapot(c=CLAYPOT):
    """A small clay pot, 230 wide and 150 high."""
    d, l = dark(c, .18), light(c, .22)
    return (line("M78-96c62-10 66 66-4 62", c, 15) + path("M-74-66c-30-6-44-30-58-48l22-2c8 10 20 22 42 22z", c)
            + solid("M-90-62c0-34 40-56 90-56s90 22 90 56c0 40-34 62-90 62s-90-22-90-62z", c, 30, 34, d)
            + oval(0, -116, 52, 10, d) + solid("M-50-118c4-20 24-28 50-28s46 8 50 28c-16 7-84 7-100 0z", c, 18, 14, d)
            + dot(0, -152, 11, c) + line("M-64-74c4-14 14-22 28-28", l, 5, .7))


def kettle(c="#4a5a5c", handle="#8a6a48"):
    """An iron kettle with a hooped handle, 240 wide and 250 high."""
    d = dark(c, .25)
    return (path("M-78-132C-70-260 70-260 78-132", "none", handle, 12) + path("M-94-82c-30-4-40-34-66-52l18-8c18 8 34 26 58 24z", c)
            + solid("M-104-70c0-44 44-70 104-70s104 26 104 70c0 36-24 70-54 70H-50c-30 0-54-34-54-70z", c, 34, 40, d)
            + oval(0, -136, 50, 10, d) + path("M-46-138c6-14 24-20 46-20s40 6 46 20c-14 6-78 6-92 0z", light(c, .12)) + dot(0, -164, 9, handle))


def vase(c="#6d8e88", twig="persimmon"):
    """A bottle vase with a twig, 330 high in all."""
    d = dark(c, .14)
    out = solid("M4 0c-16 0-27-16-27-46 0-22 12-36 12-56h22c0 20 20 34 20 56 0 30-11 46-27 46z", c, 8, 14, d) + oval(0, -102, 12, 4, dark(c, .4))
    if twig == "persimmon":
        out += line("M0-104c-6-44 6-84-8-128M-2-148c16-26 40-36 58-62M-4-174c-20-18-42-22-56-46", "#6a4f38", 4)
        for x, y, r, c2 in ((-8, -236, 15, "#d0703a"), (58, -214, 17, "#c9622f"), (-62, -224, 14, "#d98248")):
            out += dot(x, y, r, c2) + path(f"M{x - 7} {y - r + 2}l7 5 8-5-4 8h-8z", "#5b6b45")
        out += path("M12-168c12-10 24-10 34-4-10 10-22 12-34 4zM-26-192c-4-12 0-24 8-32 6 12 2 24-8 32z", "#7d8d5c")
    elif twig == "plum":
        out += line("M0-104c-8-50 20-90-6-150M-2-160c24-16 30-46 64-60M0-190c-26-10-40-36-66-40", "#5b4636", 5)
        for x, y in ((-6, -256), (60, -222), (34, -196), (-66, -232), (-34, -206), (6, -214), (-10, -170)):
            out += "".join(dot(x + a, y + b, 7, "#e3a6a0") for a, b in ((-7, 0), (7, 0), (0, -7), (0, 7))) + dot(x, y, 4, "#c9622f")
    elif twig == "reed":
        for a, b, c2 in ((-40, -250, "#b8995f"), (0, -280, "#c9ac72"), (38, -240, "#a98a52")):
            out += line(f"M0-104Q{a * .3:.0f} {b * .6:.0f} {a} {b}", "#8d7a52", 3) + path(f"M{a} {b - 40}q12 22 2 56q-16-26-2-56z", c2)
    elif twig == "leaf":
        for a, b in ((-52, -210), (-18, -262), (30, -244), (60, -190)):
            out += line(f"M0-104Q{a * .2:.0f} {b * .7:.0f} {a} {b}", "#5b6b45", 3) + path(f"M{a} {b}q-30-26-8-64q34 28 8 64z", "#7d8d5c")
    return out


def tin(c, label="#f1ebdc", w=84, h=120):
    """A tea tin with a paper label."""
    return (solid(f"M{-w / 2} {-h}v{h - 8}q{w / 2} 16 {w} 0v{8 - h}z", c, w * .18, 0, dark(c, .14), rect(-w / 2, -h * .66, w, h * .36, label) + rect(w * .18, -h * .66, w, h * .36, dark(label, .08)))
            + solid(f"M{-w / 2 - 3} {-h - 20}v20q{w / 2 + 3} 14 {w + 6} 0v-20z", light(c, .12), w * .18, 0, dark(c, .06)) + oval(0, -h - 20, w / 2 + 3, 9, light(c, .25)))


def leaves(c="#4f5a3c", seed=0):
    """A few dry tea leaves."""
    return "".join(line(f"M{x} {y}q6-6 14-2", c, 4) for x, y in ((-30, 0), (-12, 6), (4, -4), (20, 4), (-20, -8), (34, -2)))


def mug(c="#e9e4d6", liquor="#6b4630", w=84, h=92, milk=None):
    """A straight mug with a handle."""
    out = line(f"M{w / 2 - 2} {-h * .74:.0f}c36-6 36 {h * .5:.0f} 0 {h * .44:.0f}", c, 11)
    out += solid(f"M{-w / 2} {-h}v{h - 14}q0 14 14 14h{w - 28}q14 0 14-14v{14 - h}z", c, w * .16, 6, dark(c, .1))
    out += oval(0, -h, w / 2, 10, dark(c, .08)) + oval(0, -h + 1, w / 2 - 6, 7.5, liquor)
    return out + (path(f"M-14 {-h + 1}q14-9 28 0q-14 9-28 0z", milk) if milk else "")


def latte(c="#f4f1e8", art="leaf", coffee="#b07a4a", milk="#f3e6d0"):
    """A wide cup from above with milk drawn on it, 250 across with the saucer."""
    out = dot(8, 12, 128, "#000000", .08) + dot(0, 0, 126, dark(c, .05)) + dot(0, 0, 104, light(c, .4)) + dot(0, 0, 84, c) + dot(0, 0, 75, dark(coffee, .12)) + dot(-2, -2, 72, coffee)
    out += path("M92-14h46a14 14 0 0 1 0 28H92z", c) + path("M96-4h40a5 5 0 0 1 0 8H96z", dark(c, .12))
    if art == "leaf":
        for i, (y, w) in enumerate(((34, 40), (14, 46), (-6, 40), (-24, 28))):
            out += path(f"M{-w} {y}q{w}-{w * .9:.0f} {2 * w} 0q-{w}-{w * .4:.0f} -{2 * w} 0z", milk)
        out += line("M0 56V-44", milk, 6)
    elif art == "heart":
        out += path("M0 46C-60 10-54-40-22-40c14 0 22 12 22 20 0-8 8-20 22-20 32 0 38 50-22 86z", milk)
    elif art == "failed":
        out += path("M-50-10c20-34 44 6 60-20s40 10 34 28-30 6-44 24-54-2-50-32z", milk, op=.85) + dot(-20, 36, 12, milk, .7) + dot(34, 40, 7, milk, .7)
    return out


def dripper(c="#f4f1e8", coffee="#5a3a28"):
    """A cone on a glass server, 250 high."""
    return (path("M-62-112h124l14 92c2 14-6 20-18 20H-58c-12 0-20-6-18-20z", "#f4f6f0", op=.6) + path("M-70-44h140l6 26c2 12-6 16-18 16H-58c-12 0-20-4-18-16z", coffee, op=.88)
            + oval(0, -44, 70, 7, light(coffee, .15)) + rect(-50, -128, 100, 18, "#e5e6dd", 5) + line("M74-92c40-2 40 62 4 60", "#f4f6f0", 8, .8)
            + solid("M-88-226h176l-58 96h-60z", c, 20, 0, dark(c, .1)) + oval(0, -226, 88, 13, dark(c, .1)) + oval(0, -225, 76, 9, "#4a3022") + line("M90-200c34 2 30 40-14 42", c, 9))


def gooseneck(c="#3f4a4c"):
    """A pouring kettle, spout to the left, 220 wide."""
    return (line("M-62-40c-50-2-40-96-92-110", c, 13) + line("M58-118c70-30 74 70 22 92", "#8a6a48", 13)
            + solid("M-62-120h124l16 104c2 12-4 16-14 16H-64c-10 0-16-4-14-16z", c, 24, 12, dark(c, .3)) + rect(-56, -134, 112, 16, light(c, .12), 7) + dot(0, -142, 9, "#8a6a48"))


def beans(c="#5a3a28"):
    return "".join(put_bean(x, y, a, c) for x, y, a in ((0, 0, 20), (26, 10, -30), (-24, 12, 60), (8, 24, 100), (44, -6, 10), (-42, -4, -20)))


def put_bean(x, y, a, c):
    return f'<g transform="translate({x} {y}) rotate({a})">' + oval(0, 0, 13, 9, c) + line("M-12 0q12 6 24 0", dark(c, .4), 2) + "</g>"


def carton(body="#fdfaf3", band="#8c9b6c", shade="#e7dfd0", mark=True):
    """A gable-top carton of oat milk, 120 wide and 300 high."""
    out = solid("M-60-240l22-40h76l22 40z", dark(body, .05), 22, 0, dark(body, .12)) + rect(-42, -302, 84, 24, band, 3)
    out += solid("M-60-242h120v242h-120z", body, 22, 0, shade, rect(-60, -176, 120, 92, band) + rect(22, -176, 60, 92, dark(band, .12)))
    if mark:
        out += line("M-18-98v-54", "#f7efe0", 5)
        out += path("M-18-112c16 0 24-8 24-20-16 0-24 8-24 20zM-18-112c-16 0-24-8-24-20 16 0 24 8 24 20zM-18-134c14 0 21-7 21-18-14 0-21 7-21 18zM-18-134c-14 0-21-7-21-18 14 0 21 7 21 18z", "#f7efe0")
    return out


def tumbler(fill="#fdfaf3", h=96, w=66, level=.75, op=.75):
    """A drinking glass with something in it."""
    y = -h * level
    return (path(f"M{-w / 2} {-h}h{w}l-7 {h - 8}q-1 8-10 8h{-w + 34}q-9 0-10-8z", "#f6f8f4", op=.5)
            + path(f"M{f(-w / 2 + 7 * (1 - level) + 3)} {f(y)}h{f(w - 14 * (1 - level) - 6)}l-{f(7 * level - 1)} {f(-y - 8)}q-1 6-8 6h{-w + 36}q-7 0-8-6z", fill, op=op)
            + oval(0, -h, w / 2, 6, "none", 1, "#ffffff", 2.5))


def paper_cup(c="#f4f1e8", band="#8c9b6c", lid_c="#3d474a", h=150):
    """A take-away cup, 104 wide at the top."""
    return (solid(f"M-46 {-h}h92l-12 {h - 6}q-34 10-68 0z", c, 16, 0, dark(c, .1), rect(-60, -h * .68, 140, h * .4, band) + rect(16, -h * .68, 80, h * .4, dark(band, .12)))
            + rect(-50, -h - 14, 100, 18, lid_c, 6) + rect(-40, -h - 26, 80, 14, light(lid_c, .1), 6))


def plate(c="#f4f1e8", rx=150, ry=34):
    return oval(0, 0, rx, ry, dark(c, .14)) + oval(0, -6, rx, ry, c) + oval(0, -7, rx * .72, ry * .68, dark(c, .07))
