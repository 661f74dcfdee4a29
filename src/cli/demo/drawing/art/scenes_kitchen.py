"""Pictures of kitchens, food and craft."""
from .animals import hand, person
from .home import blocks
from .kit import *  # noqa: F403
from .kitchen import *  # noqa: F403
from .kitchen import bread_knife as serrated
from .tea import cup, steam, teapot, tin, vase

ALL = {}


def scene(fn):
    ALL[fn.__name__.replace("_", "-")] = fn
    return fn


@scene
def vase_persimmon():
    p = CLAY
    return stage(p, 520, 225) + shadow(480, 590, 70, 13, p.cast) + put(vase("#6d8e88"), 480, 590, 1.75) + dot(650, 566, 26, "#d0703a") + path("M637 544l13 9 14-9-6 14h-15z", "#5b6b45") + shadow(650, 592, 30, 5, p.cast)


@scene
def bread_linen():
    p = SAND
    return table(p, 430, x=80) + runner(p, 480, 460, 560, "#f1e8d6") + shadow(420, 566, 190, 20, p.cast, .4) + put(round_loaf(), 420, 560, 1.25) + put(slice_(), 680, 580, 1.1) + put(vase("#8fa0a0", "reed"), 800, 470, .9)


@scene
def bread_round():
    p = BUTTER
    return stage(p, 510, 220) + put(board_side("#a9743f", 560), 480, 590) + put(round_loaf("#c98b3f"), 460, 564, 1.45) + put(croissant(), 716, 562, .8)


@scene
def bread_knife():
    p = MIST
    return sheet(p.wall) + panes(p, -60, bottom=440, n=3) + planks(p, 440) + put(board_side("#b98a58", 640), 480, 584) + put(baguette(), 400, 558, 1.05) + put(slice_(), 700, 558, .85) + put(slice_(), 760, 562, .72) + put(serrated(), 560, 380, 1.0, turn=-24)


@scene
def knife_santoku():
    p = FOREST
    return top_view(p) + put(board("#b98a58", 640, 360), 480, 330) + put(santoku(), 470, 300, 1.1, turn=-14) + put(tomato(), 300, 500, .9) + put(tomato(), 384, 520, .75) + put(scallion(), 640, 440, .8, turn=-8)


@scene
def knife_cleaver():
    p = CLAY
    return top_view(p) + put(board("#d2ae7c", 660, 400), 480, 330) + put(cleaver(), 500, 270, 1.15, turn=-8) + put(garlic(), 330, 490, .95) + put(garlic(), 420, 500, .7) + "".join(oval(x, y, 16, 9, "#f1e8da") for x, y in ((540, 460), (580, 476), (622, 458), (660, 480)))


@scene
def knife_board():
    p = MOSS
    return table(p, 450, x=10) + put(board_side("#b98a58", 620), 480, 584) + put(cleaver("#4a3a30"), 470, 476, .95, turn=-3) + put(tomato(), 250, 560, .95) + "".join(put(oval(0, 0, 34, 12, "#b9472f") + oval(0, -2, 26, 8, "#d98a72"), x, 552) for x in (690, 740))


@scene
def noodles_handmade():
    p = SAND
    strands = "".join(line(f"M{250 + i * 20} 210C{244 + i * 20} 300 {262 + i * 20} 380 {250 + i * 20} 470", "#f3e4ba", 11) for i in range(15))
    return top_view(p) + put(board("#c9a878", 700, 430), 480, 330) + oval(640, 330, 120, 130, "#f6ecd0") + oval(640, 330, 96, 104, "#f0e2bc") + put(strands, 20, 0, .96) + put(rolling_pin("#b98a58"), 650, 330, .95, turn=-62) + "".join(dot(x, y, 4, "#fbf6ea") for x, y in ((180, 180), (200, 470), (560, 520), (780, 200), (770, 480), (520, 150)))


@scene
def noodles_dandan():
    p = DUSK
    return table(p, 440, window=False) + oval(480, 300, 330, 230, "#6c6479", .6) + shadow(470, 584, 180, 20, "#241f2b") + put(noodle_bowl("#f0e8dc", "#a8402a", toppings()), 470, 590, 1.45) + put(chopsticks("#2a2630"), 660, 380, 1, turn=-34) + steam(430, 330, "#f0e8dc", 1.3)


@scene
def kitchen_jar():
    p = CLAY
    return table(p, 456, x=30) + shadow(400, 580, 150, 18, p.cast) + put(crock(), 400, 580, 1.15) + put(glass_jar("#b4503c"), 630, 584, 1.1) + put(glass_jar("#8c9b6c", 130, 100), 776, 588, 1.05)


@scene
def kitchen_steamer():
    p = MIST
    return stage(p, 520, 230) + shadow(480, 596, 190, 16, p.cast) + put(steamer(lid=False, layers=2), 480, 594, 1.3) + put(path("M-150 0c10-50 80-66 150-66s140 16 150 66z", "#dcb577") + line("M-120-20q120-46 240 0M-80-40q80-30 160 0", "#b98f50", 4) + ring(0, -72, 14, "#8a6a3c", 7), 690, 330, .95, turn=38) + steam(400, 330, "#ffffff", 1.5, .8) + steam(500, 310, "#ffffff", 1.7, .8)


@scene
def dimsum_morning():
    p = MOSS
    out = top_view(p)
    for x, y, k in ((330, 220, 3), (620, 210, 4), (470, 450, 3), (760, 450, 1)):
        out += dot(x + 8, y + 14, 122, "#000000", .12) + dot(x, y, 120, "#b98f50") + dot(x, y, 106, "#e3c88c") + dot(x, y, 96, "#cfa561") + dot(x, y, 88, "#f0e6cc")
        if k == 1:
            out += dot(x, y, 60, "#fbf6ea") + dot(x, y, 46, "#b0622c")
        else:
            out += "".join(dot(x + a, y + b, 34, ("#fbf6ea", "#f3e4ba", "#e9b98a")[(x // 100 + k) % 3]) + "".join(line(f"M{x + a} {y + b}l{u} {v}", "#d9c8a8", 3) for u, v in ((0, -22), (19, -11), (19, 11), (0, 22), (-19, 11), (-19, -11))) for a, b in ((-38, -34), (38, -34), (0, 38), (0, -4))[:k])
    return out + put(cup(), 190, 470, 1.2) + put(chopsticks(), 200, 340, .6, turn=80)


@scene
def fish_steamed():
    p = SKY
    return top_view(p) + oval(488, 344, 300, 176, "#000000", .1) + oval(480, 330, 300, 176, "#dfe8ea") + oval(480, 330, 262, 146, "#ffffff") + oval(480, 340, 230, 116, "#e7d9b4") + put(fish("#7f969c", "#e7ecea"), 480, 330, 1.2) + "".join(line(f"M{x} {y}q16-20 40-6", c, 7) for x, y, c in ((400, 300, "#7d9a5c"), (440, 330, "#94ad6c"), (480, 296, "#7d9a5c"), (520, 336, "#e7c27a"), (380, 340, "#e7c27a"), (560, 310, "#94ad6c")))


@scene
def kitchen_pan_fish():
    p = CLAY
    fishes = "".join(put(fish("#6f8a96", "#d5dedd"), x, y, .68, turn=a) for x, y, a in ((-6, -64, -8), (4, 0, -8), (-2, 66, -8)))
    lemon = dot(0, 0, 44, "#e2b94c") + dot(0, 0, 36, "#f6e6a4") + "".join(path(f"M0 0L{a} {b}L{c} {d}z", "#efd36c") for a, b, c, d in ((-26, -10, -10, -26), (10, -26, 26, -10), (26, 10, 10, 26), (-10, 26, -26, 10)))
    return top_view(p) + put(pan(inside=fishes), 450, 320, 1.2) + put(lemon, 780, 470) + put(lemon, 170, 520, .8)


@scene
def kitchen_bento():
    p = SKY
    rice = rect(-226, -118, 214, 236, "#fdfaf2", 14) + "".join(oval(x, y, 7, 3.5, "#ebe4d2") for x, y in ((-200, -90), (-150, -60), (-60, -92), (-190, 20), (-130, 70), (-50, 40), (-90, -20), (-210, 90), (-40, 96), (-110, -100))) + dot(-118, 0, 26, "#b4483f") + dot(-126, -8, 8, "#d0756a")
    egg = "".join(rect(16 + i * 70, -110, 62, 84, "#f0cf74", 12) + line(f"M{30 + i * 70}-68q17-30 34 0-4 24-20 20", "#dba94e", 5) for i in range(3))
    greens = "".join(put(path("M-30 24C-40-20-10-40 0-40S40-20 30 24z", c), x, y, .8) for x, y, c in ((50, 20, "#7d9a5c"), (96, 34, "#94ad6c"), (58, 62, "#86a35f")))
    sides = greens + put(fish("#d78a54", "#f2c9a0"), 176, 40, .38, turn=-10) + "".join(dot(x, 98, 19, "#c9622f") for x in (134, 178, 222))
    bento = rect(-258, -148, 532, 312, "#000000", 26, .12) + rect(-266, -160, 532, 312, "#cfa86c", 26) + rect(-246, -138, 492, 268, "#e6c894", 18) + rect(-6, -138, 12, 268, "#cfa86c") + rice + egg + sides
    return top_view(p) + path("M120 90L800 60 860 590 150 610z", "#4f7d92", op=.9) + line("M150 120L790 92M172 580L838 560", "#7fa3b3", 5) + put(bento, 480, 330, 1.12, turn=-3) + put(chopsticks("#7a4c34", 420), 500, 560, 1, turn=6)


@scene
def kitchen_live():
    p = BUTTER
    return room(p, 430, False) + rect(80, 60, 300, 120, "#f7efdc", 6) + rect(84, 116, 292, 6, "#dcc89a") + "".join(rect(108 + i * 62, 74, 40, 38, c, 6) for i, c in enumerate(("#66806f", "#b5793f", "#8fa3a6", "#c67b4e"))) + put(person("#66806f"), 480, 436, 1.15) + rect(0, 430, W, 210, "#c99f66") + rect(0, 430, W, 12, "#ad8450") + put(steamer(layers=1), 270, 560, .8) + put(noodle_bowl("#5d8794"), 690, 560, .7) + ring(790, 180, 84, "#fff6d8", 20) + rect(785, 264, 10, 180, "#3f4a4c") + rect(762, 140, 56, 96, "#2f3b3d", 10)


@scene
def live_table():
    p = LILAC
    return sheet(p.wall) + rect(90, 60, 780, 330, p.lit, 18) + put(person("#544f6b", "#e0b28e", "#2f2a3a"), 480, 452, 1.2) + rect(0, 446, W, 194, p.top) + rect(0, 446, W, 9, p.edge) + put(tin("#7f9aa3"), 260, 580) + put(teapot("#dc9a78"), 700, 586, .8) + put(cup(), 480, 580, 1.2) + ring(820, 170, 70, "#fdf8ea", 18) + rect(815, 240, 10, 210, "#544f6b") + rect(798, 136, 44, 78, "#2f2a3a", 8)


# ---- fire and craft

@scene
def kiln_opening():
    p = NIGHT
    pots = "".join(put(solid("M-40 0c-20-30-16-70 8-90h64c24 20 28 60 8 90z", c, 14, 10) + oval(0, -90, 32, 8, dark(c, .2)), x, 600, s) for x, c, s in ((150, "#9db0b3", .9), (240, "#d9cdb8", 1.05), (740, "#6d8e88", 1), (826, "#d9cdb8", .85)))
    return sheet("#2f3940") + stars(40, 9, 180) + oval(480, 420, 420, 300, "#7a5040", .45) + rect(0, 560, W, 80, "#3a3230") + put(kiln(), 480, 566, 1.3) + oval(480, 590, 260, 26, "#e8933f", .3) + pots


@scene
def kiln_night():
    p = DUSK
    return sheet("#3d3848") + stars(50, 3, 240) + dot(740, 120, 44, "#f0e2c4") + dot(758, 110, 40, "#3d3848") + ridge(420, "#332e3d", 5, 70, 140) + path("M90 560L480 250 870 560z", "#5a4a48") + path("M60 566L480 232 900 566l-24 14L480 268 84 580z", "#6f5a52") + rect(180, 540, 600, 100, "#4a3d40") + put(kiln(), 480, 600, .72) + rect(0, 598, W, 42, "#2a2630") + line("M700 330V200", "#6f5a52", 30) + "".join(dot(700 + a, 170 - b, r, "#7d7489", .7) for a, b, r in ((6, 0, 22), (24, 40, 28), (8, 86, 34)))


@scene
def hands_plane():
    p = SAND
    plane = solid("M-150 0v-44q0-16 18-16H90q40 0 66 60z", "#a9743f", 60, 0) + rect(-30, -104, 24, 60, "#8a97a0", 3)
    return sheet(p.wall) + panes(p, 10, bottom=400) + rect(0, 400, W, 240, "#a9825a") + rect(0, 400, W, 10, "#8d6a44") + rect(90, 480, 780, 60, "#e0c08a", 4) + rect(90, 522, 780, 18, "#c9a56c") + put(plane, 530, 482, 1.75) + put(hand("#d9a683", "#4f6f7c"), 380, 426, 1.05) + "".join(line(f"M{x} {y}c26-30 56-10 44 16s-38 12-32-8", "#f0dcb0", 8) for x, y in ((640, 470), (700, 600), (220, 590), (420, 604))) + put(hand("#d9a683", "#4f6f7c"), 690, 428, .95, True, 8)


@scene
def toys_wood():
    p = ROSE
    return room(p, 440) + rug(480, 560, 380, 70, "#d9b0a2") + put(blocks(), 480, 580, 1.2) + window(p, 600, 70, 200, 200, "#e6eef0", dot(60, 60, 30, "#f3e2b0") + ridge(230, "#b9c9b4", 2, 30, 80))
