"""Knives, pots, bread, bowls."""
import math

from .kit import *  # noqa: F403  (the drawing vocabulary)

STEEL = "#c9d0d0"


def board(c="#c9a26e", w=460, h=230):
    """A chopping board from above, middle at the origin."""
    return rect(-w / 2 + 8, -h / 2 + 14, w, h, "#000000", 26, .12) + rect(-w / 2, -h / 2, w, h, c, 26) + line(f"M{-w / 2 + 30} {-h * .2:.0f}h{w - 90}M{-w / 2 + 60} {h * .1:.0f}h{w - 120}M{-w / 2 + 30} {h * .32:.0f}h{w - 150}", dark(c, .08), 3) + dot(w / 2 - 34, 0, 13, dark(c, .4))


def board_side(c="#c9a26e", w=520):
    return rect(-w / 2, -26, w, 26, c, 8) + rect(-w / 2, -10, w, 10, dark(c, .14), 5)


def santoku(handle="#5a3f2e", blade=STEEL):
    """A santoku lying, edge down, 470 wide; middle at the origin."""
    d = "M-230 26C-180 44-60 50 60 46L66-38H-150C-190-34-222-4-230 26z"
    return path(d, blade) + clip(d, path("M-260 30C-180 26-60 30 70 22V60H-260z", light(blade, .5))) + rect(60, -34, 20, 46, dark(blade, .35), 3) + solid(box(78, -34, 160, 44, 16), handle, None, 0, None, rect(70, -8, 180, 30, dark(handle, .25))) + "".join(dot(x, -14, 5, dark(blade, .2)) for x in (116, 156, 196))


def cleaver(handle="#6a4a34", blade=STEEL):
    """A Chinese cleaver, edge down, 460 wide; middle at the origin."""
    d = "M-226-76q0-10 12-10H70v150q-140 22-290 4-6-2-6-10z"
    return path(d, blade) + clip(d, path("M-240 44q150 22 320 0v60h-320z", light(blade, .5))) + dot(-186, -52, 10, dark(blade, .3)) + rect(66, -52, 34, 34, dark(blade, .35), 4) + solid(box(96, -58, 150, 46, 20), handle, None, 0, None, rect(90, -34, 170, 30, dark(handle, .22))) + rect(150, -58, 10, 46, "#c9a15d")


def bread_knife(handle="#3f3430", blade=STEEL):
    """A serrated knife, edge down, 560 wide; middle at the origin."""
    teeth = "".join(f"q-6 9-12 0" for _ in range(26))
    return path(f"M60-18V16{teeth}l-20-4C-282 2-262-18-240-18z", blade) + line("M-240-10H56", light(blade, .5), 4) + rect(56, -22, 16, 44, "#c9a15d", 3) + solid(box(70, -24, 180, 44, 18), handle, None, 0, None, rect(60, 0, 200, 30, dark(handle, .3)))


def round_loaf(c="#b9773f"):
    """A round loaf with a cross, 320 wide and 170 high."""
    return solid("M-160-44c0-80 70-126 160-126S160-124 160-44c0 30-30 44-60 44h-200c-30 0-60-14-60-44z", c, 60, 50, dark(c, .12), line("M-60-130q60 30 120 6M4-156q-30 60 0 110", "#ecd3a4", 13) + dot(-90, -90, 3, "#f3e2c0") + dot(70, -60, 3, "#f3e2c0") + line("M-130-50q20-8 40 0M-40-40q24-8 50 0", light(c, .25), 5))


def slice_(c="#ecd3a4", crust="#b9773f"):
    return path("M-60 0v-70c-30-10-30-58 10-62 30-16 80-12 100 0 40 6 40 52 10 62V0z", crust) + path("M-48-10v-66c-26-10-22-40 8-44 24-12 64-10 82 0 28 6 30 34 6 44v66z", c) + "".join(oval(x, y, 6, 4, dark(c, .1)) for x, y in ((-20, -90), (16, -60), (24, -98), (-26, -40), (4, -26)))


def baguette(c="#c98b4a"):
    return path("M-190 0c-30-20-14-50 30-54 110-16 220-16 320 0 44 6 56 34 26 54-120 14-260 14-376 0z", dark(c, .14)) + path("M-190-6c-26-18-12-44 30-48 110-16 220-16 320 0 40 6 50 28 24 46-120 12-260 12-374 2z", c) + "".join(line(f"M{x}-20q20-20 50-26", "#f0d7a4", 11) for x in (-130, -60, 10, 80))


def croissant(c="#cf9450"):
    return path("M-90 0c-20-40 10-90 90-90S110-40 90 0c-8 14-26 6-30-8C50-34 30-44 0-44S-50-34-60-8c-4 14-22 22-30 8z", c) + line("M-66-52L-46-30M-30-80L-18-46M30-80L18-46M66-52L46-30", dark(c, .2), 6)


def noodle_bowl(c="#5d8794", soup="#b4502e", top="", w=300):
    """A deep bowl of noodles, 300 wide and 180 high."""
    k = w / 2
    strands = "".join(line(f"M{-k + 46 + i * 24}-140c14-20 40-20 {60 - i * 2} 2", "#f0dca8", 8) for i in range(8))
    return (oval(0, -6, 74, 12, dark(c, .3)) + solid(f"M{-k}-138c6 84 66 132 {k} 132s{k - 6}-48 {k}-132z", c, 60, 50, dark(c, .14), line(f"M{-k}-104q{k} 40 {2 * k} 0", light(c, .4), 7)) + oval(0, -138, k, 28, light(c, .25)) + oval(0, -136, k - 16, 21, soup) + strands + top)


def toppings():
    return oval(-52, -142, 26, 9, "#7d9a5c") + oval(-34, -148, 20, 7, "#94ad6c") + oval(56, -142, 30, 11, "#8a4a34") + oval(50, -147, 24, 8, "#a5603f") + "".join(dot(x, y, 4.5, "#8fae64") for x, y in ((0, -150), (14, -134), (-12, -130), (84, -134), (-88, -134))) + "".join(dot(x, y, 4, "#e7d5a4") for x, y in ((24, -150), (-20, -138), (70, -128)))


def chopsticks(c="#6a4a34", length=340):
    return line(f"M{-length / 2} 0L{length / 2}-24", c, 9) + line(f"M{-length / 2} 22L{length / 2} 8", c, 9)


def steamer(c="#cfa561", lid=True, layers=2):
    """Bamboo steamers, 300 wide."""
    out = ""
    for i in range(layers):
        y = -i * 72
        out += rect(-146, y - 70, 292, 66, c, 6) + rect(60, y - 70, 86, 66, dark(c, .1), 6) + rect(-150, y - 74, 300, 14, light(c, .2), 5) + rect(-150, y - 12, 300, 12, dark(c, .12), 5) + "".join(line(f"M{x} {y - 56}v40", dark(c, .16), 3) for x in range(-120, 150, 30))
    y = -layers * 72
    if lid:
        return out + path(f"M-150 {y}c10-50 80-66 150-66s140 16 150 66z", light(c, .1)) + line(f"M-120 {y - 20}q120-46 240 0M-80 {y - 40}q80-30 160 0", dark(c, .14), 4) + ring(0, y - 72, 14, dark(c, .3), 7)
    return out + oval(0, y, 146, 26, dark(c, .2)) + oval(0, y, 134, 21, "#f0e6cc") + "".join(bun(x, y + 4, .62) for x in (-84, 0, 84))


def bun(x, y, s=1, c="#fbf6ea"):
    return put(solid("M-60 0c-6-50 20-80 60-80s66 30 60 80c-30 10-90 10-120 0z", c, 20, 12) + line("M0-78c-6 20-20 30-34 34M0-78c6 20 20 30 34 34M0-78v36", dark(c, .14), 4), x, y, s)


def dumpling(c="#f6ead2"):
    return path("M-56 0c-8-40 20-60 56-60s64 20 56 60c-30 10-82 10-112 0z", c) + line("M-40-40q10 10 18-8 8 14 20-4 10 14 20 2 8 12 20 8", dark(c, .16), 4)


def fish(c="#8fa3a8", belly="#dfe5e2"):
    """A fish facing left, 340 wide; middle at the origin."""
    d = "M-170 0C-120-60 20-74 110-14l56-40q-10 50 4 96L110 16C20 74-120 60-170 0z"
    return path(d, c) + clip(d, path("M-180 8C-80 34 20 30 120 6V90H-180z", belly) + "".join(line(f"M{x}-20q12 14 0 30", dark(c, .14), 3) for x in range(-80, 90, 26))) + path("M-20-48C0-84 50-80 66-50z", dark(c, .16)) + dot(-128, -10, 8, "#2f3b3d") + line("M-100-34q14 32 0 66", dark(c, .24), 4)


def pan(c="#3f4a4c", inside="", r=170):
    """A pan from above, handle to the right; middle at the origin."""
    return dot(10, 14, r, "#000000", .12) + rect(r - 14, -16, 190, 34, "#2f3638", 16) + dot(0, 0, r, c) + dot(0, 0, r - 18, light(c, .14)) + dot(0, 0, r - 26, dark(c, .1)) + inside


def rolling_pin(c="#cfa561"):
    return rect(-130, -22, 260, 44, c, 18) + rect(-130, 2, 260, 20, dark(c, .1), 10) + rect(-186, -11, 60, 22, dark(c, .2), 11) + rect(126, -11, 60, 22, dark(c, .2), 11)


def crock(c="#8a5a42", lid_c="#6f4634"):
    """A pickle jar with a water rim, 240 wide and 300 high."""
    return solid("M-60 0c-50-20-66-90-58-150 6-50 30-80 44-100h148c14 20 38 50 44 100 8 60-8 130-58 150z", c, 40, 40, dark(c, .16), line("M-120-150q120 30 240 0", light(c, .16), 8)) + path("M-96-268h192l-22 34H-74z", dark(c, .1)) + path("M-64-262c0-50 24-60 64-60s64 10 64 60z", lid_c) + dot(0, -328, 13, lid_c)


def glass_jar(fill="#b4503c", h=180, w=120, cloth="#e6d3c5"):
    """A preserving jar."""
    return (path(box(-w / 2, -h, w, h, 20), "#eef2ee", op=.7) + path(box(-w / 2 + 7, -h * .8, w - 14, h * .8 - 7, 14), fill, op=.9) + "".join(oval(x, y, 16, 10, light(fill, .25)) for x, y in ((-24, -40), (20, -70), (-10, -104), (26, -26)))
            + rect(-w / 2 + 6, -h - 22, w - 12, 28, cloth, 6) + line(f"M{-w / 2 + 14} {-h + 30}V-30", "#ffffff", 5, .6))


def tomato(c="#b9472f"):
    return dot(0, -40, 42, c) + clip("M-42-40a42 42 0 1 0 84 0a42 42 0 1 0-84 0z", dot(34, -24, 42, dark(c, .12))) + path("M-20-78q20 10 40 0-8 12-14 12l2 10-10-8-10 8 2-10q-6 0-10-12z", "#6f8a52")


def scallion(c="#7d9a5c"):
    return line("M-130 0H60", "#e9efd8", 11) + line("M-40 0H120", c, 11) + line("M90 0q40-20 70-30M90 2q40 6 76 20", c, 7)


def garlic(c="#f1e8da"):
    return path("M0-70c10 20 50 26 50 54C50 0 24 4 0 4S-50 0-50-16c0-28 40-34 50-54z", c) + line("M0-56C-16-30-18-16-14 0M0-56C16-30 18-16 14 0", dark(c, .16), 4)


def kiln(fire=True):
    """A brick kiln with an open mouth, 460 wide and 330 high."""
    b = "#8a5a48"
    d = "M-230 0v-170c0-110 110-160 230-160s230 50 230 160V0z"
    bricks = "".join(rect(x + (22 if (y // 34) % 2 else 0), y, 60, 28, mix(b, "#6f4436", ((x * 7 + y * 3) % 5) / 8), 3) for y in range(-330, 10, 34) for x in range(-262, 240, 66))
    glow = path("M-110 0v-110c0-60 50-90 110-90s110 30 110 90V0z", "#e8933f" if fire else "#2b2320") + (path("M-84 0v-100c0-46 40-70 84-70s84 24 84 70V0z", "#f3c064") + path("M-50 0v-70c0-30 20-50 50-50s50 20 50 50V0z", "#fbe6a8") if fire else "")
    return path(d, dark(b, .35)) + clip(d, bricks) + path("M-128 0v-114c0-70 60-106 128-106s128 36 128 106V0z", dark(b, .45)) + glow


def can(c, h=150, w=90):
    return solid(box(-w / 2, -h, w, h, 8), c, w * .18, 0) + rect(-w / 2, -h - 6, w, 12, "#cfd4d0", 5)
