"""Pictures of rooms, plants, animals, clothes, bottles and children."""
from .animals import *  # noqa: F403
from .desk import book, floor_lamp, guitar, spines
from .home import *  # noqa: F403
from .kit import *  # noqa: F403
from .outdoors import leather_bag, skyline
from .tea import mug, tumbler

ALL = {}


def scene(fn):
    ALL[fn.__name__.replace("_", "-")] = fn
    return fn


def print_(c, d):
    """A quiet print for a wall, 110 × 140."""
    return sheet("#f1ebdd") + dot(55, 54, 30, c) + path("M0 100q30-30 60-6t60-10v70H0z", d)


# ---- plants

@scene
def plant_narcissus_scene():
    p = MIST
    return sheet(p.wall) + window(p, 200, 40, 560, 400, "#e8f0f0", put(skyline("#c9d6d8", 4, 560, 150), 200, 440)) + rect(0, 500, W, 140, "#e9e6dc") + rect(0, 500, W, 8, "#c9c8bf") + shadow(480, 592, 150, 14, "#c2c2b8") + put(narcissus(), 480, 592, 1.35)


@scene
def plant_monstera_scene():
    p = MOSS
    return stage(p, 520, 230) + shadow(480, 592, 80, 12, p.cast) + put(plant_monstera(), 480, 592, 1.45) + line("M640 592l60-120", "#8a6a48", 9) + path("M690 480l40-60q16 30 2 72z", "#9aa3a3") + shadow(650, 594, 44, 6, p.cast)


@scene
def plant_balcony():
    p = SKY
    return sheet("#dceaee") + put(skyline("#bcd0d6", 7, 960, 200), 0, 440) + rect(0, 430, W, 12, "#8a7a66") + "".join(rect(x, 442, 8, 120, "#8a7a66") for x in range(20, 960, 44)) + rect(0, 556, W, 84, "#c3b397") + put(plant_hang(), 250, 190, 1.15) + line("M250 0V200", "#8a7a66", 4) + put(plant_hang("#7d9a5c", "#e9e4d6", 5, 120), 730, 170, 1) + line("M730 0V180", "#8a7a66", 4) + put(plant_snake(), 300, 600, 1) + put(plant_monstera(), 490, 604, .95) + put(plant_snake("#6f8f5e", "#c67b4e"), 670, 600, .85) + put(pot("#9db0b3", 90, 70) + "".join(dot(x, y, 20, "#7d9a6a") for x, y in ((-24, -94), (0, -112), (26, -96))), 800, 604)


@scene
def garden_path():
    p = MOSS
    return sheet("#dfe9df") + swell(330, "#a9bf9c", 30, 2) + swell(400, "#8fab80", 24, 5) + path("M440 390q60 60-40 120t60 140h260q-120-90-80-150t-60-110z", "#e0d2b0") + put(tree(300, "#6f8f62"), 210, 470) + put(tree(240, "#86a272"), 780, 440) + put(tree(180, "#5f8256"), 620, 390) + "".join(line(f"M{x} {y}v-26", "#5f7a52", 4) + dot(x, y - 30, 10, c) for x, y, c in ((120, 590, "#c67b4e"), (170, 610, "#e0c98f"), (230, 586, "#b06a66"), (300, 614, "#e0c98f"), (800, 560, "#b06a66"), (850, 600, "#c67b4e"), (760, 610, "#e0c98f")))


# ---- rooms

@scene
def sofa_two_seater():
    p = SAND
    return room(p, 470) + window(p, 160, 70, 190, 210, "#e4ecec", ridge(230, "#b9c4ac", 3, 40, 80)) + frame(620, 100, 110, 140, "#a98a62", print_("#b4683f", "#8c9b6c")) + rug(490, 570, 360, 54, "#d9c29c") + put(sofa("#7b8fa0", 440, cushions=((-90, "#e9dfcd", -6), (96, "#b4683f", 7))), 490, 580, 1.15) + put(side_table(), 800, 590, .95) + put(mug("#fbfaf5"), 800, 478, .6)


@scene
def sofa_green():
    p = SNOW
    return room(p, 470) + frame(290, 90, 120, 150, "#8a6a48", print_("#c4603c", "#5d7482")) + frame(450, 120, 90, 110, "#8a6a48", print_("#d6a15c", "#7d9a8c")) + rug(480, 574, 380, 52, "#aebac0") + put(sofa("#4f7a62", 500, cushions=((-120, "#d6a15c", -8), (130, "#e6eae6", 5))), 480, 584, 1.12) + put(floor_lamp("#3f4a4c", "#d6a15c"), 800, 590, 1.0, True)


@scene
def sofa_small_flat():
    p = ROSE
    shelf_books = rect(640, 120, 200, 10, "#b98f76") + put(spines(("#b06a66", "#7d8f7a", "#e0b98c", "#5f7b78", "#c98c8a"), 0, 1), 656, 120, .7)
    return room(p, 480) + shelf_books + window(p, 150, 80, 170, 200, "#e6eef0", put(skyline("#c9d0d2", 3, 170, 110), 150, 280)) + rug(470, 590, 300, 40, "#c99a8c") + put(sofa("#b06a66", 330, seats=1, cushions=((0, "#f1e2d4", -5),)), 430, 590, 1.05) + put(crate(120, 90, "#d9b98c"), 640, 598) + put(plant_snake(), 770, 596, 1.1)


@scene
def sofa_stairs():
    p = CLAY
    steps = "".join(rect(120 + i * 110, 560 - i * 76, 900, 90, mix("#c9a48c", "#b98f76", i / 6)) + rect(120 + i * 110, 560 - i * 76, 900, 8, "#dcc0ac") for i in range(6))
    return sheet(p.wall) + line("M90 500L820 20", "#8a6a58", 13) + "".join(line(f"M{130 + i * 110} {476 - i * 72}V{570 - i * 76}", "#8a6a58", 7) for i in range(6)) + steps + put(crate(150, 110), 300, 484) + put(crate(210, 150, "#c49a68"), 560, 332, 1) + put(crate(110, 84, "#d9b98c"), 760, 180)


@scene
def sofa_swatches():
    p = SNOW
    out, cols = top_view(p, False), ("#5d7482", "#c4603c", "#8fa08a", "#d6b27c", "#6a5a6c", "#b8a99a")
    for i in range(6):
        x, y, c = 200 + i % 3 * 196, 120 + i // 3 * 210, cols[i]
        zig = "".join(f"l8 8 8-8" for _ in range(10))
        d = f"M{x} {y}{zig}v170" + "".join("l-8-8-8 8" for _ in range(10)) + "z"
        out += path(d, c) + clip(d, "".join(line(f"M{x} {y + k}h170", dark(c, .08), 2.5) for k in range(8, 170, 14)))
    stain = lambda x, y, c: oval(x, y, 34, 27, c) + dot(x + 34, y - 20, 9, c) + dot(x - 36, y + 18, 7, c)  # noqa: E731
    return out + stain(286, 204, "#3a3038") + stain(484, 208, "#7a2f38") + stain(678, 414, "#6b4a34") + put(oval(0, 0, 44, 44, "#fbfaf5") + oval(0, 0, 32, 32, "#6b4630"), 826, 120)


@scene
def chair_ash():
    p = BUTTER
    return stage(p, 510, 225) + shadow(480, 590, 130, 14, p.cast) + put(chair("#d2ab72", "#8fa3a6"), 480, 588, 1.5)


@scene
def chair_posture():
    p = SKY
    marks = line("M250 96V600", "#4f7d92", 5, .6) + "".join(line(f"M250 {y}h{34 if y % 80 == 0 else 20}", "#4f7d92", 5, .6) for y in range(120, 600, 40))
    cushion = rect(-66, -44, 132, 88, "#d78a54", 30) + line("M-40-20q40 12 80 0M-40 16q40 12 80 0", "#b9703f", 4)
    return stage(p, 520, 235) + marks + shadow(480, 598, 140, 12, p.cast, .5) + put(chair("#c9a878", "#4f7d92"), 470, 594, 1.5) + put(cushion, 480, 290, 1, turn=3)


@scene
def hallway_coat():
    p = MIST
    return room(p, 520) + rect(180, 120, 420, 18, "#a98a62", 6) + "".join(rect(x, 128, 10, 34, "#8a6a48", 5) for x in (240, 350, 460, 560)) + put(coat("#5f7f8e", 300), 245, 150, 1.05) + put(coat("#c98c5a", 260), 460, 150, 1) + put(hat("#84968a"), 355, 176, .8) + rect(660, 130, 150, 300, "#e9efef", 75) + rect(672, 142, 126, 276, "#dbe5e7", 63) + rect(640, 500, 200, 14, "#a98a62", 4) + rect(656, 514, 12, 70, "#8a6a48") + rect(812, 514, 12, 70, "#8a6a48") + put(plant_snake(), 740, 502, .55)


# ---- guitar

@scene
def guitar_parlour():
    p = CLAY
    return stage(p, 540, 235, cy=330) + shadow(480, 600, 110, 13, p.cast) + put(guitar(), 480, 600, .98)


@scene
def guitar_corner():
    p = FOREST
    return room(p, 480, False) + frame(220, 90, 120, 150, "#3a2f28", print_("#c9a15d", "#8fa898")) + rug(480, 580, 330, 46, "#46554c") + put(armchair("#b4683f"), 400, 580, 1.1) + put(guitar("#c98b4a"), 640, 590, .82, turn=10) + put(plant_hang("#8fa878", "#c9a15d"), 800, 150, 1) + rect(740, 150, 120, 12, "#3a2f28")


# ---- skincare

@scene
def skincare_cleanser():
    p = PORCELAIN
    bubbles = "".join(ring(x, y, r, "#ffffff", 4, .8) for x, y, r in ((250, 200, 26), (310, 140, 14), (700, 170, 30), (760, 240, 16), (650, 110, 12), (210, 300, 12)))
    return stage(p, 520, 220) + bubbles + shadow(480, 586, 90, 13, p.cast) + put(tube("#eef1ea", "#6d8e88", "#c4d2ca"), 480, 586, 1.5) + put(soap("#e3d5c0"), 690, 594, .9)


@scene
def skincare_bottle_label():
    p = CLAY
    lens = dot(0, 0, 92, "#fdf8ee", .55) + ring(0, 0, 92, "#3f3430", 13) + line("M66 66L150 150", "#3f3430", 22) + "".join(rect(-54, -40 + i * 26, 108 - (i * 29) % 50, 11, "#9c5a44", 4) for i in range(4))
    return stage(p, 520, 225) + shadow(440, 586, 90, 13, p.cast) + put(dropper(), 430, 586, 1.6) + put(lens, 600, 380, 1.05)


@scene
def skincare_pump():
    p = SNOW
    mist = "".join(dot(x, y, r, "#ffffff", .5) for x, y, r in ((250, 160, 60), (330, 120, 46), (700, 140, 66), (780, 200, 40)))
    return sheet("#d3dde2") + "".join(rect(x, y, 114, 74, "#dde5e9", 6) for x in range(-20, 960, 122) for y in range(-10, 470, 82)) + mist + rect(0, 490, W, 150, "#eceff0") + rect(0, 490, W, 8, "#c4ced3") + shadow(470, 584, 90, 13, "#c4ced3") + put(pump("#e9ddd0", "#5d7482"), 470, 584, 1.45) + put(path("M-90 0q-20-60 30-70h120q50 10 30 70z", "#c98c7a") + line("M-70-40q70 20 140 0M-80-20q80 16 160 0", "#b4705e", 4), 710, 586)


@scene
def skincare_row():
    p = ROSE
    return stage(p, 520, 225) + put(pump("#f7efe8", "#b06a66", h=190), 300, 590, 1.1) + put(dropper("#c98c6a"), 460, 590, 1.25) + put(tube("#f7f1ea", "#7d8f7a", "#d8dccb"), 610, 590, 1.1) + put(jar("#f7efe8", "#c9a88c"), 756, 592, .85) + "".join(shadow(x, 594, 66, 7, p.cast, .4) for x in (300, 460, 610, 756))


@scene
def skincare_mirror():
    p = MOSS
    tiles = "".join(rect(x, y, 88, 88, "#d6dfcb", 4) for x in range(-10, 960, 94) for y in range(-20, 450, 94))
    return sheet("#cbd6bf") + tiles + dot(480, 236, 190, "#a38f6e") + dot(480, 236, 174, "#e6eef0") + clip("M306 236a174 174 0 1 0 348 0a174 174 0 1 0-348 0z", path("M300 60h120L300 420z", "#f3f7f6") + put(plant_monstera(), 560, 440, .8)) + rect(0, 480, W, 160, "#f1ede0") + rect(0, 480, W, 10, "#d6cfba") + put(pump("#f4ede0", "#5f7a52"), 300, 590, .9) + put(soap(), 640, 596, 1) + put(tumbler("#dfe9ea"), 770, 594, 1.1) + line("M760 500l-16 80M782 496l6 80", "#c67b4e", 8)


@scene
def skincare_hands():
    p = PORCELAIN
    tap = line("M760 0V96q0 70-90 70h-66", "#9aa7a6", 30) + rect(586, 152, 34, 42, "#7f8d8c", 6) + rect(722, 60, 76, 18, "#7f8d8c", 9)
    water = path("M592 194h22l10 250h-42z", "#9cc3cc", op=.7) + "".join(dot(x, y, r, "#9cc3cc", .8) for x, y, r in ((560, 470, 8), (650, 460, 10), (540, 500, 6), (676, 498, 7)))
    tiles = "".join(rect(x, y, 150, 92, "#dbe2da", 4) for x in range(-40, 960, 158) for y in range(-30, 430, 100))
    return (sheet(p.wall) + tiles + rect(0, 440, W, 200, "#f4f1e8") + rect(0, 440, W, 9, "#d3d3c8") + oval(600, 540, 230, 56, "#dfe2da") + oval(600, 532, 206, 44, "#c9d3d0") + tap + water + line("M-60 306L300 364", "#6d8e88", 112) + put(hand("#d9a683", "#6d8e88"), 590, 410, 1.15, turn=9)
            + shadow(250, 598, 84, 12, "#cfcfc4") + put(tube("#eef1ea", "#c9622f", "#6d8e88"), 250, 596, 1.2))


@scene
def skincare_label():
    p = BUTTER
    paper = rect(-130, -190, 260, 380, "#fdf9ec", 8) + "".join(rect(-100, -150 + i * 30, 200 - (i * 43) % 90, 10, "#8fa3a6" if i not in (2, 5) else "#b5793f", 4) for i in range(11))
    return top_view(p, False) + put(paper, 600, 330, 1.15, turn=6) + put(dropper("#66806f"), 300, 520, 1.35, turn=-10) + put(line("M0 0h150", "#3f4a4c", 13) + path("M150-7l26 7-26 7z", "#b5793f"), 560, 520, 1, turn=-28)


@scene
def sunscreen_beach():
    p = SKY
    return sheet("#d6e8ee") + dot(720, 130, 62, "#f3dfa0") + rect(0, 270, W, 150, "#7fb0bf") + "".join(line(f"M{x} {y}h80", "#a5cad4", 5) for x, y in ((60, 310), (240, 350), (430, 300), (640, 340), (820, 390))) + swell(420, "#ead7aa", 14, 4) + line("M300 560L330 190", "#8a6a48", 9) + path("M130 250Q220 110 340 150T520 300Q330 200 130 250z", "#d78a54") + path("M214 190Q260 140 340 150 330 180 320 222 270 216 214 190z", "#f4ecdc") + shadow(560, 584, 76, 12, "#c9b27e") + put(tube("#f6f1e6", "#d78a54", "#e7c26c"), 560, 586, 1.15, turn=4) + path("M690 560q60-40 150 0v30h-150z", "#4f7d92") + line("M700 570h130", "#86b0c0", 6)


@scene
def lip_balm_winter():
    cloth, seam = "#8a5a4a", "#a97a68"
    return (sheet(cloth) + rect(0, 0, 210, H, dark(cloth, .08)) + line("M210 0V640M226 0V640", seam, 3) + "".join(dot(120, y, 20, "#5a3a30") + dot(116, y - 4, 13, "#6f4a3e") for y in (110, 330, 550)) + shadow(560, 330, 70, 90, "#6f4438", .35)
            + put(balm(), 560, 470, 2.0, turn=9) + path("M340 330h460v240q0 50-50 56-180 26-360 0-50-6-50-56z", light(cloth, .08)) + rect(340, 330, 460, 44, dark(cloth, .12), 4) + line("M362 392v180q4 30 34 34 174 24 348 0 30-4 34-34V392", seam, 3.5) + snow("#ffffff", 34, 4, 620))


# ---- clothes and leather

@scene
def dress_linen():
    p = SAND
    return sheet(p.wall) + panes(p, 120, bottom=640) + rect(150, 96, 660, 10, "#8a6a48", 4) + put(dress("#d9b98c"), 470, 104, 1.25) + put(dress("#8c9b6c", 170), 690, 104, 1) + rect(0, 586, W, 54, p.top)


@scene
def coat_rack():
    p = DUSK
    return room(p, 540, False) + rect(470, 80, 14, 470, "#8a6a58") + line("M477 96L380 130M477 96L574 130M477 540L400 590M477 540L554 590", "#8a6a58", 12) + put(coat("#c9a27c", 340), 392, 130, 1.05) + put(coat("#8e9bb0", 300), 566, 130, .95) + put(hat("#b06a66"), 477, 92, .9)


@scene
def bag_leather():
    p = MOSS
    return stage(p, 520, 230) + shadow(480, 590, 210, 15, p.cast) + put(leather_bag(), 480, 588, 1.35)


@scene
def bag_workshop():
    p = SAND
    machine = path("M-150 0h300v26h-300z", "#2f3b3d") + path("M-120 0v-30h200v-90H-70q-40 0-50 40v10h-24v-30q6-60 60-60H130q20 0 20 20V0z", "#3f4a4c") + rect(-136, -66, 8, 60, "#c7c9c2") + dot(152, -110, 30, "#2f3b3d") + rect(40, -166, 10, 30, "#b4683f") + rect(34, -190, 22, 30, "#c98c5a", 4)
    return sheet(p.wall) + rect(120, 60, 720, 10, "#a9825a") + "".join(path(f"M{x} 70h{w}v{h}q-{w / 2:.0f} 24-{w} 0z", c) for x, w, h, c in ((160, 110, 130, "#8a5a3c"), (300, 90, 100, "#5f6f5a"), (420, 120, 150, "#b4703c"), (570, 90, 110, "#6a4a5a"), (690, 110, 140, "#c9a26e"))) + rect(0, 470, W, 170, "#b98f62") + rect(0, 470, W, 10, "#97714a") + put(machine, 330, 474, 1.2) + put(leather_bag("#9c6a40"), 660, 560, .8)


@scene
def bag_packing():
    p = LILAC
    fold = lambda c, w: rect(-w / 2, -40, w, 80, c, 12) + rect(-w / 2, -14, w, 5, dark(c, .14)) + rect(-w / 2, 12, w, 5, dark(c, .14))  # noqa: E731
    return top_view(p, False) + rect(128, 96, 420, 460, "#000000", 50, .1) + rect(116, 80, 420, 460, "#544f6b", 50) + rect(146, 110, 360, 400, "#6b6584", 34) + put(fold("#dc9a78", 140), 236, 190) + put(fold("#f1ecf2", 140), 400, 190) + put(fold("#7f9aa3", 300), 326, 300) + put(fold("#e0c98f", 140), 236, 420) + rect(340, 380, 120, 90, "#3f3b56", 14) + put(fold("#7f9aa3", 150), 680, 160) + put(hat("#c9a26e"), 720, 360, 1.1) + put(book("#b06a66", w=120), 700, 520) + rect(600, 430, 60, 100, "#f1ecf2", 16) + rect(616, 412, 28, 24, "#dc9a78", 5)


# ---- cats and dogs

@scene
def cat_fountain():
    p = NIGHT
    fountain = solid("M-110-60h220q-4 60-40 60h-140q-36 0-40-60z", "#d8dcd6", 40, 10) + oval(0, -62, 110, 18, "#b9c4c6") + oval(0, -62, 96, 13, "#8fb0b8") + rect(-9, -126, 18, 64, "#c7cfd1", 8) + line("M0-124q34 0 30 58", "#b9dbe2", 6, .8)
    return sheet("#333d44") + path("M0 0h420L300 640H0z", "#3d4850") + window(Palette("#5a666e", "#2a343b", "#2b3338", "#e8c987", "#a9583c", "#7e93a0"), 130, 60, 200, 230, "#2a343b", stars(14, 4, 280) + dot(250, 140, 30, "#f0e8d0")) + rect(0, 480, W, 160, "#2b3338") + put(fountain, 350, 590, 1.15) + put(cat_drink("#c9b8a0", "#efe6d6"), 600, 590, 1.05) + rect(716, 120, 100, 60, "#1e2528", 10) + "".join(rect(734 + i * 22, 136, 14, 28, "#8fd0a8", 3) for i in range(3))


@scene
def cat_carrier():
    p = SKY
    bag = rect(-150, -220, 300, 220, "#5f7f8e", 34) + rect(20, -220, 130, 220, "#557382", 34) + path("M-60-220q60-50 120 0", "none", "#3f4a4c", 13) + rect(-104, -176, 208, 140, "#33464f", 26)
    face = clip(box(-104, -176, 208, 140, 26), put(cat_sit(), 0, 66, .85)) + "".join(line(f"M{x}-176v140", "#4f6a76", 2, .7) for x in range(-90, 100, 20))
    return room(p, 500) + rect(90, 300, 780, 26, "#d9c7a0", 6) + rect(140, 326, 24, 220, "#c3b190") + rect(796, 326, 24, 220, "#c3b190") + frame(160, 80, 120, 130, "#8fa8b2", sheet("#eef4f4") + rect(46, 30, 28, 80, "#c9622f", 4) + rect(20, 56, 80, 28, "#c9622f", 4)) + put(bag + face, 480, 606, 1.35)


@scene
def cat_bowl():
    p = SAND
    out = top_view(p)
    for i, k in enumerate((1, .8, .6, .45, .3, .15, 0)):
        x, y = (190 + i * 190, 220) if i < 4 else (285 + (i - 4) * 190, 430)
        out += dot(x + 5, y + 9, 80, "#000000", .1) + dot(x, y, 80, "#f4efe2") + dot(x, y, 62, "#dcd3bf") + "".join(dot(x + a, y + b, 11, "#a8703f" if j < k * 12 else "#c9a05a") for j, (a, b) in enumerate(((0, 0), (24, 8), (-24, 6), (8, 26), (-10, -26), (30, -18), (-32, -14), (-18, 28), (14, -36), (38, 24), (-40, 22), (0, 44))))
    return out


@scene
def cat_nails():
    p = ROSE
    clipper = line("M0 0C40-20 90-20 130-44", "#b06a66", 18) + line("M0 0C40 20 90 20 130 44", "#b06a66", 18) + path("M-4 0L-56-30q-20 2-14 18L-30 2l-40 12q-6 16 14 18z", "#9aa3a3") + dot(0, 0, 9, "#7f4a48")
    towel = path("M150 500q330-70 660 0l40 110H110z", "#f3e3dc") + line("M150 500q330-70 660 0M138 536q342-70 684 0", "#dcb8ae", 6)
    return (room(p, 440) + window(p, 590, 70, 210, 200, "#e6eef0", ridge(250, "#b9c9b4", 3, 30, 80)) + frame(190, 100, 110, 140, "#a9826f", print_("#7d8f7a", "#b06a66")) + towel + shadow(440, 560, 200, 14, "#d9b8ae") + put(cat_loaf("#b98a58", "#f4e8d6"), 450, 560, 1.45)
            + put(clipper, 730, 584, 1, turn=-8) + "".join(path(f"M{x} {y}q14-4 18 8-12 0-18-8z", "#8a6a5c") for x, y in ((640, 596), (668, 612), (616, 616))))


@scene
def cat_box():
    p = CLAY
    b = solid("M-190-170H190V0H-190z", "#cfa878", 60, 0)
    return room(p, 480) + rug(480, 570, 340, 52, "#c49a86") + clip("M0 0h960v410H0z", put(cat_sit("#6a625c", "#e9e0d2", False), 470, 520, 1.15)) + put(b + path("M-190-170l-60 60 30 20 60-70zM190-170l70 50-34 26-66-66z", "#dcb98c") + rect(-24, -170, 48, 60, "#e3cba4") + line("M-150-24h70M-150-40h44", "#a9825a", 5), 480, 590, 1.05)


@scene
def cat_window():
    p = BUTTER
    return sheet(p.wall) + window(p, 180, 30, 600, 410, "#e3eef0", put(skyline("#c4d4d6", 6, 600, 140), 180, 440) + dot(660, 130, 44, "#f6e2a0")) + rect(0, 466, W, 174, "#f6eedb") + rect(0, 466, W, 10, "#dcc89a") + put(cat_loaf("#c98c5a", "#f4e8d6"), 470, 470, 1.35) + put(plant_snake(), 740, 470, .8)


@scene
def dog_raincoat():
    p = MIST
    return sheet("#b9c6ca") + put(skyline("#a9b8bd", 9, 960, 200), 0, 430) + rect(0, 430, W, 210, "#84949a") + oval(300, 570, 130, 18, "#a9bac0") + oval(720, 600, 150, 20, "#a9bac0") + rain("#e6eef0", 34, 5, 10, 560, .7) + shadow(480, 596, 130, 14, "#6b7b81") + put(dog_sit("#c9a26e", coat="#d8a72f"), 480, 596, 1.35)


@scene
def dog_old():
    p = CLAY
    bed = oval(0, -20, 250, 56, "#9c7a66") + oval(0, -34, 220, 44, "#d9c0ac")
    return room(p, 460) + rect(130, 120, 200, 260, "#8a5a48", 8) + rect(150, 200, 160, 180, "#3a2a24", 6) + path("M190 380c-20-60 30-70 30-120 40 40 60 80 40 120z", "#e2a14c") + path("M210 380c-10-30 16-40 20-70 20 30 26 50 16 70z", "#f3d083") + put(bed, 540, 600, 1.1) + put(dog_sit("#8a7a6a", "#5f5348", grey="#b9aea2"), 540, 584, 1.15)


@scene
def dog_greyhound():
    p = BUTTER
    return stage(p, 520, 235) + shadow(500, 592, 180, 14, p.cast) + put(dog_stand("#8d8f92"), 520, 590, 1.35) + put(dot(0, 0, 22, "#b5793f") + line("M-16-10q16 12 32 0", "#f0e2c0", 4), 240, 570)


@scene
def dog_lead():
    p = SAND
    lead = line("M376 304C440 400 540 400 610 330S710 240 740 150", "#8a5a3c", 12) + path("M740 150q-44-60 6-92t66 26-72 66", "none", "#8a5a3c", 12) + dot(740, 152, 10, "#c9a15d") + dot(376, 304, 11, "#c9a15d")
    return sheet("#e6e3d3") + put(skyline("#d3d2c0", 10, 960, 240), 0, 440) + swell(440, "#a9b48c", 8, 3) + rect(0, 520, W, 120, "#cdb896") + rect(0, 520, W, 8, "#b09a78") + shadow(500, 598, 180, 13, "#a9946f") + put(dog_stand("#9a6f4a", thin=False, tongue=True), 520, 596, 1.3) + lead


@scene
def dog_walk():
    p = SKY
    return sheet("#dcebee") + dot(190, 120, 46, "#f6e4ac") + ridge(360, "#b4cbbb", 4, 60, 150) + put(tree(270, "#86a272"), 130, 480) + put(tree(210, "#6f8f62"), 850, 470) + swell(470, "#a9bf8f", 10, 3) + path("M0 540q480-40 960 0v60q-480-40-960 0z", "#e0d2b0") + line("M520 430Q400 480 262 452", "#b4683f", 5) + line("M526 408Q600 470 640 476", "#4f7d92", 5) + put(human("#c67b4e", "#4f5f6a", pose="walk"), 480, 572, 1.25) + put(dog_stand("#c9a26e", thin=False, tongue=True), 320, 584, .6) + put(dog_sit("#f0e6d6", "#8a6a58"), 680, 584, .6)


# ---- children

@scene
def stroller_subway():
    p = SNOW
    return sheet("#e3e8e8") + rect(0, 0, W, 90, "#c9d2d4") + "".join(rect(x, 36, 130, 16, "#f6f3e4", 8) for x in (60, 300, 540, 780)) + rect(110, 130, 330, 420, "#aebbc0", 10) + rect(520, 130, 330, 420, "#aebbc0", 10) + rect(140, 170, 110, 210, "#5f7480", 14) + rect(300, 170, 110, 210, "#5f7480", 14) + rect(550, 170, 110, 210, "#5f7480", 14) + rect(710, 170, 110, 210, "#5f7480", 14) + rect(0, 548, W, 92, "#b9c0bf") + rect(0, 556, W, 14, "#e2b94c") + shadow(490, 626, 150, 10, "#98a2a2") + put(stroller("#c4603c", frame="#3f4a4c"), 480, 624, 1.15)


@scene
def stroller_pair():
    p = MOSS
    return stage(p, 530, 230) + put(stroller("#a9a08c", frame="#8a8a80"), 360, 590, .92) + put(stroller("#5f7a52"), 640, 592, 1.05) + line("M440 196q60-50 120-10", "#c67b4e", 9) + path("M552 160l34 34-46 12z", "#c67b4e") + shadow(360, 594, 110, 9, p.cast, .4) + shadow(640, 596, 130, 9, p.cast, .4)


@scene
def stroller_park():
    p = BUTTER
    leaves_ = "".join(oval(x, y, 12, 6, c) for x, y, c in ((180, 560, "#c67b4e"), (260, 600, "#d6a15c"), (720, 590, "#c67b4e"), (800, 556, "#b5793f"), (620, 618, "#d6a15c")))
    return sheet("#f3ead0") + put(tree(330, "#d6a15c"), 180, 500) + put(tree(280, "#c67b4e"), 800, 500) + put(tree(230, "#b5793f"), 640, 480) + swell(490, "#cdbb84", 8, 2) + path("M0 560q480-50 960 0v80H0z", "#e3d3a8") + leaves_ + put(stroller("#66806f"), 450, 596, 1.12)


@scene
def car_seat_scene():
    p = LILAC
    return sheet("#c9c6d6") + path("M60 0H900L960 300H0z", "#a9b9c4") + path("M90 0H870L910 240H50z", "#d3e2e8") + rect(0, 300, W, 340, "#6b6584") + path(box(60, 240, 380, 420, 60), "#7d7795") + path(box(520, 240, 380, 420, 60), "#7d7795") + rect(60, 500, 840, 160, "#86809e", 40) + put(car_seat("#544f6b", "#e7e5ee"), 480, 616, 1.55)


for key in ("plant-narcissus-scene", "plant-monstera-scene", "car-seat-scene"):
    ALL[key.removesuffix("-scene")] = ALL.pop(key)
