"""Pictures of tea, coffee and breakfast."""
from .animals import person
from .kit import *  # noqa: F403  (the drawing vocabulary)
from .kitchen import glass_jar
from .outdoors import backpack
from .tea import *  # noqa: F403

ALL = {}


def scene(fn):
    ALL[fn.__name__.replace("_", "-")] = fn
    return fn


@scene
def tea_gaiwan_morning():
    p = PORCELAIN
    return (table(p, 430) + shadow(480, 560, 190, 26, p.cast, .5) + put(gaiwan(), 470, 560, 1.45)
            + shadow(726, 576, 62, 13, p.cast) + put(cup(), 720, 576, 1.3) + steam(452, 258))


@scene
def tea_gaiwan_persimmon():
    p = PORCELAIN
    return (table(p, 434, x=-20) + runner(p, 490, 462, 470) + put(vase(), 740, 500, 1.35) + shadow(250, 540, 80, 15, p.cast, .45) + put(pitcher(), 246, 540, 1.2)
            + shadow(486, 566, 170, 24, p.cast, .45) + put(gaiwan(), 486, 560, 1.25) + shadow(680, 590, 56, 11, p.cast, .5) + put(cup(), 676, 590, 1.15) + steam(470, 296))


@scene
def tea_pitcher():
    p = MIST
    glass = "M-46-104h92l-7 90c-1 11-8 15-39 15s-38-4-39-15z"
    liquor = clip(glass, put(rect(-300, 0, 600, 300, TEA), -40, -88, 1, turn=58))
    tilted = path(glass, "#f4f6f0", op=.6) + liquor + oval(0, -104, 46, 8.5, "none", 1, "#f4f6f0", 3) + line("M-46-102l-16-8M44-82c34-2 34 46-2 46", "#f4f6f0", 5)
    pour = path("M398 204q-46 22-52 130l-8 148h20l6-140q4-84 50-116z", TEA, op=.85)
    return (sheet(p.wall) + rect(0, 0, 320, H, p.lit) + rect(330, 0, 14, H, light(p.wall, .35)) + rect(0, 508, W, H, p.top) + rect(0, 508, W, 8, p.edge)
            + pour + put(tilted, 520, 262, 1.9, turn=-58) + shadow(346, 584, 110, 17, p.cast) + put(gaiwan(lid=False, painted=False, saucer=False, pale="#f2f1ea"), 346, 590, .95))


@scene
def tea_white_week():
    p = SAND
    out = sheet(p.wall) + panes(p, 20, bottom=640, n=3) + shelf(p, 250, 140, 680) + shelf(p, 506, 140, 680)
    for i, c in enumerate(("#c9a15d", "#bf8236", "#d0a060", "#b4713a")):
        out += put(cup(liquor=c), 228 + i * 168, 250, 1.5)
    for i, c in enumerate(("#c58a3c", "#a9642e", "#8f5026")):
        out += put(cup(liquor=c), 256 + i * 168, 506, 1.5)
    return out + put(tin("#8c9b6c", h=96, w=70), 748, 506)


@scene
def tea_yixing_dusk():
    p = DUSK
    return (table(p, 430, x=240) + runner(p, 480, 470, 380, "#6d6478") + shadow(452, 556, 150, 22, "#241f2b", .5) + put(teapot(), 450, 556, 1.6)
            + shadow(700, 572, 54, 11, "#241f2b", .5) + put(cup("#efe6d8", "#b0622c"), 700, 572, 1.15) + steam(330, 330, "#f0e8dc") + put(vase("#8e9bb0", "plum"), 232, 500, 1.25))


@scene
def tea_kettle_live():
    p = CLAY
    lamp = ring(0, 0, 92, "#fff8e6", 20) + rect(-6, 92, 12, 260, "#5a4a42") + rect(-28, -52, 56, 104, "#3f3430", 10) + rect(-21, -44, 42, 88, "#d9b9a4", 6)
    return (table(p, 440, x=-80) + put(person("#5f7b78", "#e0b28e", "#3a2e28"), 470, 446, 1.1) + rect(0, 440, W, 200, p.top) + rect(0, 440, W, 9, p.edge) + put(lamp, 790, 190)
            + shadow(250, 578, 120, 16, p.cast) + put(kettle(), 250, 576, 1.05) + shadow(490, 590, 130, 15, p.cast) + put(gaiwan(), 480, 588, .95) + "".join(put(cup(), x, 600, .95) for x in (650, 750)) + steam(466, 372, "#fbfaf5", .9))


@scene
def coffee_latte_oat():
    p = BUTTER
    return (top_view(p) + put(latte(art="leaf"), 300, 240, 1.15) + put(latte(art="heart", coffee="#a06a3c"), 640, 220, 1.15) + put(latte(art="failed", coffee="#c08a56"), 470, 470, 1.15) + put(beans(), 770, 480) + put(beans(), 180, 500, 1, turn=80))


@scene
def coffee_pourover():
    p = MOSS
    return (table(p, 452, x=30) + shadow(430, 572, 120, 18, p.cast) + put(dripper(), 430, 572, 1.35) + put(gooseneck(), 668, 286, 1.05, turn=-24)
            + line("M512 176q-66 10-74 92", "#8fb0b8", 5, .8) + shadow(700, 580, 66, 12, p.cast) + put(mug("#c67b4e", h=84), 700, 580, 1.05))


@scene
def coffee_rain():
    p = MIST
    outside = sheet("#9fb0b6") + put(rect(-90, -330, 180, 330, "#8798a0") + rect(-60, -300, 36, 50, "#d9c58e") + rect(20, -220, 36, 50, "#d9c58e"), 300, 520) + put(rect(-120, -260, 240, 260, "#7b8d96"), 640, 520) + rain(y0=0, y1=440, seed=4)
    return (sheet(dark(p.wall, .22)) + window(p, 130, 50, 700, 410, inside=outside) + rect(0, 500, W, 140, "#8a6a50") + rect(0, 500, W, 9, "#6f533d")
            + shadow(480, 590, 130, 20, "#5a4332") + put(plate(rx=124, ry=24), 480, 590) + put(mug("#f4f1e8", h=110, w=110), 480, 580, 1.1) + steam(458, 440, "#fbfaf5", 1.1, .75))


@scene
def oat_carton_morning():
    p = SAND
    return stage(p, 510) + shadow(480, 586, 110, 16, p.cast, .5) + put(carton(), 460, 586, 1.42) + shadow(640, 588, 56, 9, p.cast, .5) + put(tumbler(), 640, 588, 1.25) + shadow(300, 590, 84, 12, p.cast, .5) + put(bowl_oats(), 300, 590, 1.1)


def bowl_oats():
    return (solid("M-76-56c0 36 28 56 76 56s76-20 76-56z", "#9db0b3", 28, 22) + oval(0, -56, 76, 15, "#84989c") + oval(0, -56, 68, 11, "#efe2c4")
            + "".join(oval(x, y, 9, 4, "#d9c08e") for x, y in ((-40, -58), (-16, -52), (8, -60), (32, -54), (48, -59), (-2, -56))) + dot(20, -60, 6, "#a8433a") + dot(-26, -60, 6, "#a8433a"))


@scene
def oat_cup_subway():
    tunnel = sheet("#46545c") + "".join(rect(x, 90 + (i % 2) * 30, 120, 8, "#c9d6da", 4, .6) for i, x in enumerate((40, 260, 480, 700)))
    seats = rect(0, 300, W, 130, "#6d8e9c", 14) + rect(0, 420, W, 110, "#5f7f8e", 14) + "".join(rect(x, 300, 6, 230, "#557382") for x in (196, 744))
    return (sheet("#dfe6e6") + rect(90, 40, 360, 220, "#c2cdd0", 22) + rect(510, 40, 360, 220, "#c2cdd0", 22) + clip(box(104, 54, 332, 192, 16), tunnel) + clip(box(524, 54, 332, 192, 16), tunnel)
            + seats + rect(0, 530, W, 110, "#a9b4b3") + rect(800, 0, 22, H, "#e7c26c") + shadow(360, 470, 120, 10, "#4a6875") + put(backpack("#c98c5a", "#3f4a4c"), 350, 470, .92)
            + shadow(560, 474, 70, 8, "#4a6875") + put(paper_cup("#fdfaf3", "#8c9b6c", "#e7dfd0", 190), 560, 474, 1.15) + line("M596 262L640 150", "#c9a878", 11))


@scene
def oat_jars():
    p = MOSS
    out = sheet(p.wall) + panes(p, 60, bottom=640) + shelf(p, 286, 120, 720) + planks(p, 500)
    for x, c, cloth in ((230, "#e6d5ae", "#c67b4e"), (400, "#d9b58a", "#e9e4d6"), (570, "#b98a72", "#5f7a52"), (730, "#c9b3c0", "#e0c98f")):
        out += put(glass_jar(c, 170, 118, cloth), x, 286, 1)
    for x, c, cloth in ((290, "#efe2c4", "#e9e4d6"), (480, "#a8685f", "#c67b4e"), (670, "#c9cfa0", "#e0c98f")):
        out += shadow(x, 594, 86, 12, p.cast) + put(glass_jar(c, 180, 128, cloth), x, 592, 1.1)
    return out
