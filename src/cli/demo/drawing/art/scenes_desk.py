"""Pictures of lamps, headphones, keyboards, books and other desk matters."""
from .desk import *  # noqa: F403
from .home import hat, plant_snake
from .kit import *  # noqa: F403
from .outdoors import skyline
from .tea import cup, latte, mug, steam, tumbler

ALL = {}


def scene(fn):
    ALL[fn.__name__.replace("_", "-")] = fn
    return fn


def desk(p, y=452):
    return sheet(p.wall) + planks(p, y)


# ---- lamps

@scene
def lamp_read_night():
    p = NIGHT
    return (desk(p, 470) + put(desk_lamp("#d8dcd6", "#ece8dc", "#e8c987", .3, 1.35), 350, 560, 1.45) + put(open_book("#f0e0b4", "#8a4f3a", 270), 590, 590, 1) + put(book("#a9583c", w=130), 266, 572) + put(book("#5d7f86", w=112), 262, 538))


@scene
def lamp_waves():
    p = NIGHT
    out = desk(p, 500) + put(desk_lamp("#c7cfd1", "#e8c987", "#e8c987", 0), 290, 570, 1.35)
    for i, (n, a, c) in enumerate(((12, 30, "#c9622f"), (5, 22, "#d8a85c"), (1, 3, "#e8dcb4"))):
        out += put(wave(360, a, n, c, 6), 480, 210 + i * 100)
    return out


@scene
def lamp_bedside():
    p = DUSK
    bed = rect(-20, 470, 620, 190, "#7d7489", 30) + rect(20, 396, 300, 110, "#e9e0d6", 40) + rect(150, 396, 170, 110, "#d8cdc6", 40) + path("M-20 520q300-50 620 10v130H-20z", "#8e9bb0")
    return (sheet(p.wall) + frame(120, 90, 150, 190, "#8a6a58", sheet("#d9c9b8") + dot(75, 80, 34, "#c67b4e") + ridge(150, "#6d7a6a", 3, 40, 60)) + bed
            + rect(600, 470, 260, 180, "#6b4f42", 8) + rect(600, 470, 260, 12, "#7d5f50", 6) + put(round_lamp("#e2a46c", "#f5dfa8", "#b06a66"), 740, 470, 1.15) + put(book("#6d8e88", w=90, h=22), 650, 470))


@scene
def lamp_homework():
    p = DUSK
    pencils = "".join(put(rect(-6, -96, 12, 96, c, 3) + path("M-6-96h12l-6-18z", "#ead7b4"), x, 540, 1, turn=a) for c, x, a in (("#c9622f", 700, -9), ("#5f7a6c", 722, 2), ("#d6a15c", 742, 10)))
    sums = put(spread("#f6eed8", 300, 170, 5), 470, 530, 1) + put(pen("#c9622f", 150), 560, 560, 1, turn=-24)
    return (desk(p, 456) + window(p, 560, 60, 260, 240, "#3d3a4e", put(skyline("#2f2c3e", 6, 260, 160, "#e8c987"), 560, 300)) + put(desk_lamp("#d8dcd6", "#7fa08f", "#f0dca0", .34, 1.25), 330, 548, 1.3) + sums
            + pencils + solid(box(682, 530, 82, 74, 10), "#8e9bb0", 730, 0) + put(book("#b06a66", w=140), 236, 606) + put(book("#8e9bb0", w=120), 240, 572))


@scene
def lamp_corner():
    p = CLAY
    from .home import armchair, plant_snake
    return room(p, 480) + oval(604, 300, 240, 220, "#f7e9c4", .55) + rug(470, 560, 360, 60, "#c9a08a") + put(floor_lamp("#5a4a42"), 486, 560, 1.15) + put(armchair("#5f7b78"), 380, 560, 1.0) + put(plant_snake(), 790, 560, 1.1)


# ---- headphones

@scene
def headphones_desk():
    p = LILAC
    return stage(p, 520, 225) + shadow(480, 580, 190, 20, p.cast, .5) + put(headphones(), 480, 566, 1.35)


@scene
def headphones_curve():
    p = MIST
    grid = "".join(line(f"M160 {y}H800", dark(p.wall, .1), 2) for y in range(110, 330, 44)) + "".join(line(f"M{x} 90V330", dark(p.wall, .1), 2) for x in range(200, 800, 100))
    curve = line("M160 250C230 226 280 220 360 226S470 210 520 160 600 250 640 230 730 200 800 290", "#c9622f", 7) + line("M160 262C230 238 280 230 360 238S470 224 520 178 600 262 640 244 730 214 800 304", "#5f7f8e", 5, .7)
    return sheet(light(p.wall, .3)) + grid + curve + rect(0, 470, W, 170, p.top) + rect(0, 470, W, 8, p.edge) + shadow(480, 590, 150, 18, p.cast) + put(headphones("#2f4650", "#c98c5a", "#3f5a66"), 480, 580, .82)


@scene
def headphones_parts():
    p = SAND
    return (top_view(p, False) + put(headphones_side("#3f4a4c", "#6b5a44", "#c98c5a"), 360, 350, 1.25) + dot(664, 212, 86, "#a9825a") + dot(664, 212, 48, p.top) + dot(660, 206, 84, "#c98c5a") + dot(660, 206, 47, dark(p.top, .04))
            + line("M520 470c40 60 110-30 160 20s70 60 120 10", "#3f4a4c", 9) + rect(790, 476, 54, 20, "#c9a15d", 5) + rect(500, 452, 34, 22, "#2f3b3d", 5))


@scene
def headphones_room():
    p = MOSS
    from .home import sofa, plant_monstera
    return room(p, 480) + window(p, 150, 80, 210, 230, "#dfe9ea", ridge(190, "#9fb39a", 2, 30, 70)) + put(sofa("#5f7a52", 480), 520, 590, 1.05) + put(headphones("#3f3b36", "#c67b4e", "#544a3f"), 610, 452, .5, turn=12) + put(plant_monstera(), 168, 590, .9)


@scene
def headphones_gamepad():
    p = FOREST
    map_ = sheet("#4f7263") + ridge(120, "#3f5f54", 4, 50, 80, 230) + rect(0, 150, 400, 80, "#6b8a5e") + put(rect(-30, -60, 60, 60, "#c9a15d") + path("M-40-60L0-92 40-60z", "#8a4c3a"), 290, 160) + dot(60, 46, 18, "#f0ecdc") + "".join(oval(80 + i * 28, 188 - (i % 2) * 10, 8, 5, "#f0ecdc", .8) for i in range(6))
    return (desk(p, 462) + oval(480, 260, 330, 240, "#6a7f73", .5) + put(monitor("#232c28", "#1c2421", map_), 480, 474, 1.12) + put(headphones("#2f3b36", "#c9a15d", "#46554c"), 250, 596, .82) + put(gamepad("#f0ecdf", "#b4683f"), 620, 556, .92, turn=-6))


@scene
def headphones_studio():
    p = DUSK
    foam = "".join(path(f"M{x} {y}l40-26 40 26-40 26z", light(p.wall, .06)) for x in range(-20, 960, 80) for y in range(40, 420, 52))
    return sheet(p.wall) + foam + planks(p, 480) + put(microphone("#2a2630", "#8e9bb0"), 300, 360, 1.4) + line("M524 416L640 300V0", "#2a2630", 10) + put(headphones("#2a2630", "#e2a46c", "#3f3848"), 640, 588, .95)


@scene
def headphones_stand():
    p = CLAY
    return table(p, 470, x=-40) + shadow(480, 586, 130, 18, p.cast) + put(headphone_stand("#7a5238"), 480, 586, 1.3) + put(headphones("#5a4a42", "#e0b98c", "#7a5238"), 480, 474, 1.22) + put(mug("#5f7b78"), 760, 590, 1)


@scene
def headphones_graph():
    p = NIGHT
    hills = "".join(line(f"M190 {300 + i * 3}C250 {270 + i * 4} 300 {300 - i * 5} 380 {280 + i * 2}S500 {200 + i * 6} 560 {250 - i * 7} 690 {230 + i * 6} 770 {310 - i * 4}", c, 5) for i, c in enumerate(("#e8c987", "#c98c5a", "#a9583c", "#7e93a0", "#8fa898", "#b9b3c6", "#d6a15c")))
    return sheet(p.wall) + "".join(line(f"M180 {y}H780", light(p.wall, .1), 2) for y in range(140, 430, 48)) + hills + rect(180, 120, 4, 320, "#9fb0b6") + rect(180, 438, 600, 4, "#9fb0b6") + dot(560, 222, 12, "#f4eede") + rect(0, 520, W, 120, p.top) + put(headphones("#1e2528", "#a9583c", "#56636b"), 480, 616, .62)


@scene
def studio_speakers():
    p = FOREST
    return table(p, 480, window=False) + put(speaker("#2f3b36", "#1c2421", 280, 166), 270, 590, 1.1) + put(speaker("#2f3b36", "#1c2421", 280, 166), 690, 590, 1.1) + put(laptop("#a9b4b3", "#28332f", put(wave(260, 34, 9, "#c9a15d", 5, True), 18, 98)), 480, 590, .78)


# ---- keyboards

@scene
def keyboard_switches():
    p = MIST
    out = top_view(p, False)
    for i, c in enumerate(("#c9622f", "#5f7a52", "#d6a15c")):
        out += shadow(280 + i * 200, 250, 72, 12, p.cast, .5) + put(switch(c, "#e9ecea"), 280 + i * 200, 244, 1.5)
    return out + put(keyboard("#3f4a4c", "#e9ecea", "#c98c5a"), 480, 440, .98)


@scene
def keyboard_office():
    p = SKY
    chair = rect(-60, -190, 120, 120, "#4f7d92", 22) + rect(-70, -80, 140, 24, "#456f82", 12) + rect(-6, -60, 12, 60, "#3f4a4c")
    return (room(p, 520) + window(p, 90, 60, 340, 220, "#eef4f4", put(skyline("#b9ccd2", 5, 340, 130), 0, 190 + 90)) + window(p, 540, 60, 340, 220, "#eef4f4", put(skyline("#b9ccd2", 8, 340, 130), 450, 190 + 90))
            + put(chair, 240, 600, 1.2) + put(chair, 740, 600, 1.2) + rect(60, 430, 840, 18, "#d9c7a0", 4) + rect(60, 448, 840, 70, "#c3b190")
            + put(monitor("#3f4a4c", "#dfe9ea"), 300, 430, .62) + put(monitor("#3f4a4c", "#dfe9ea"), 650, 430, .62) + rect(398, 414, 160, 16, "#f4f1e8", 5) + "".join(rect(404 + i * 15, 409, 12, 8, "#d78a54" if i == 9 else "#ffffff", 2) for i in range(10)))


@scene
def keyboard_parts():
    p = CLAY
    out = top_view(p, False) + rect(170, 120, 620, 400, "#f0e6da", 16) + "".join(line(f"M{x} 120V520", "#e0d2c2", 4) for x in (325, 480, 635)) + line("M170 253H790M170 387H790", "#e0d2c2", 4)
    for i, (x, y) in enumerate((x, y) for y in (186, 320, 454) for x in (247, 402, 557, 712)):
        k = i % 4
        out += (put(keycap(("#9c5a44", "#f7efe0", "#5f7b78", "#d6a15c")[i // 3 % 4]), x, y + 30, .72) if k == 0 else put(switch(("#c9622f", "#5f7b78", "#d6a15c")[i // 4], "#7d736c"), x, y + 34, .62) if k == 1
                else "".join(ring(x + a, y + b, 13, "#8a7a6a", 5) for a, b in ((-26, -14), (16, -20), (-4, 16), (32, 14))) if k == 2 else "".join(rect(x - 38, y - 30 + j * 18, 76, 8, "#9aa3a3", 4) for j in range(4)))
    return out


@scene
def keyboard_terminal():
    p = NIGHT
    text = "".join(rect(18, 22 + i * 24, w, 8, c, 3) for i, (w, c) in enumerate(((150, "#8fa898"), (240, "#6f8a7c"), (210, "#6f8a7c"), (90, "#8fa898"), (260, "#6f8a7c"), (180, "#6f8a7c"), (40, "#e8c987"))))
    return desk(p, 450) + oval(480, 270, 330, 240, "#4b5a58", .5) + put(monitor("#262e32", "#1c2421", text), 480, 470, 1.15) + put(put(keyboard("#ece8dc", "#fbfaf5", "#a9583c", 3, 12, False), 0, 0, 1), 480, 552, .72) + put(mug("#a9583c"), 800, 590, .9)


@scene
def keyboard_market():
    p = BUTTER
    stripes = "".join(path(f"M{110 + i * 74} 90h74l0 96q-37 34-74 0z", "#66806f" if i % 2 else "#fbf6e6") for i in range(10))
    cloth = rect(120, 430, 720, 210, "#f4ead0") + rect(120, 430, 720, 12, "#e0cf9f") + "".join(line(f"M{x} 446V640", "#eadbb4", 3) for x in range(190, 840, 90))
    board_ = put(keyboard("#fdf9ee", "#ffffff", "#b5793f", 3, 12, False), 0, 0, 1)
    return (sheet("#e9eede") + put(skyline("#d3dccb", 8, 960, 220), 0, 430) + rect(0, 430, W, 210, "#cdbb8c") + rect(136, 150, 14, 320, "#8a6a48") + rect(810, 150, 14, 320, "#8a6a48") + stripes + rect(100, 78, 760, 18, "#4f6658", 6)
            + cloth + put(board_, 330, 396, .5) + put(put(keyboard("#8fa3a6", "#c7d2d2", "#b5793f", 3, 12, False), 0, 0, 1), 630, 396, .5) + rect(120, 424, 720, 10, "#d9c48c") + "".join(put(keycap(c), x, 572, .95) for x, c in ((230, "#b5793f"), (350, "#66806f"), (470, "#fbf6e6"), (590, "#8fa3a6"), (710, "#c67b4e")))
            + put(plant_snake(), 780, 428, .62) + put(hat("#c98c5a"), 190, 428, .6))


@scene
def keyboard_sage():
    p = MOSS
    return top_view(p) + put(keyboard("#dfe6d4", "#f6f4e8", "#5f7a52"), 480, 250, .92, turn=4) + put(keyboard("#5f7a52", "#8c9b6c", "#e0c98f"), 480, 440, .8, turn=-5)


@scene
def keyboard_coral():
    p = ROSE
    return top_view(p, False) + put(keyboard("#f7ece4", "#fbf6ee", "#d0705c"), 480, 350, 1.06, turn=-9) + put(keycap("#d0705c"), 250, 200, 1) + put(keycap("#7d8f7a"), 740, 180, .8)


@scene
def coffee_keyboard():
    p = BUTTER
    return top_view(p, False) + put(keyboard("#f6eeda", "#fdf9ee", "#b5793f"), 420, 400, 1.02, turn=-8) + put(latte("#fbf6ea", "heart", "#8a5634", "#f0dcc0"), 700, 190, 1)


@scene
def desk_setup_night():
    p = NIGHT
    code = ridge(180, "#3d5a58", 3, 70, 90) + ridge(210, "#2f4846", 5, 40, 70) + dot(280, 70, 26, "#e8c987")
    return (desk(p, 470) + oval(600, 250, 300, 240, "#56636b", .45) + put(monitor("#1e2528", "#6f8f92", code), 440, 480, 1.12) + put(desk_lamp("#ece8dc", "#a9583c", "#e8c987", .22), 730, 560, 1.05, True)
            + put(keyboard("#56636b", "#7e93a0", "#a9583c", 3, 12, False), 420, 562, .6) + put(mug("#e8c987"), 780, 594, .8))


@scene
def desk_cables():
    p = SAND
    cables = "".join(line(f"M{x} 300C{x - 40} {420 + i * 10} {560 + i * 22} {380 + i * 16} {520 + i * 30} 640", c, 9) for i, (x, c) in enumerate(((250, "#3f4a4c"), (360, "#b4683f"), (480, "#7b8fa0"), (600, "#8c9b6c"), (700, "#3f4a4c"))))
    return sheet(p.wall) + rect(130, 150, 700, 34, p.top, 6) + rect(130, 184, 700, 14, p.edge, 3) + rect(180, 198, 20, 440, p.edge) + rect(760, 198, 20, 440, p.edge) + rect(210, 262, 540, 44, "#f7f1e4", 10) + "".join(rect(240 + i * 110, 276, 34, 16, "#3f4a4c", 4) for i in range(5)) + cables + put(laptop("#b9c0c0", "#e9dfcd"), 420, 150, .58) + put(mug("#b4683f"), 650, 150, .7)


@scene
def laptop_stand():
    p = SNOW
    rows = "".join(rect(20, 20 + i * 26, 100 + (i * 67) % 140, 10, c, 4) for i, c in enumerate(("#5d7482", "#93a7ad", "#93a7ad", "#c4603c", "#93a7ad", "#93a7ad")))
    return table(p, 470, x=-60) + path("M360 590L430 430h110l70 160h-40l-44-120h-76l-50 120z", "#9a7b58") + put(laptop("#c4ced3", "#f4f7f7", rows), 484, 434, 1.12) + put(mug("#c4603c"), 750, 590, .95) + put(book("#5d7482", w=130), 230, 590)


# ---- books

@scene
def book_river():
    p = SKY
    art = sheet("#e7d6a8") + dot(130, 66, 26, "#d78a54") + rect(0, 150, 180, 110, "#4f7d92") + line("M10 178q20-12 40 0t40 0 40 0 40 0M0 210q20-12 40 0t40 0 40 0 40 0", "#86a9b6", 5) + path("M50 150h90l-16 26H66z", "#2f3b3d") + rect(92, 104, 5, 48, "#2f3b3d")
    return table(p, 470, x=20) + shadow(480, 588, 130, 16, p.cast) + put(cover("#e7d6a8", 180, 250, art), 470, 588, 1.5) + put(cup(liquor="#b0622c"), 700, 590, 1.1) + put(spine("#d78a54", 40, 230, tilt=-9), 280, 588)


@scene
def book_shop_night():
    p = NIGHT
    shelves = "".join(rect(250, y, 460, 8, "#6b4f3a") + put(spines(("#a9583c", "#5f7a6c", "#d6a15c", "#7e93a0", "#8a5a4a", "#c9b48a", "#56707a", "#b06a66", "#8c9b6c", "#d8c08a", "#6f6480"), 258, i), 0, y, 1 if i else 1) for i, y in enumerate((300, 470)))
    front = rect(200, 90, 560, 500, "#2b3338", 6) + rect(230, 130, 500, 400, "#f2dca6") + clip(box(230, 130, 500, 400), shelves)
    return sheet("#29333a") + stars(30, 3, 90) + front + rect(200, 70, 560, 50, "#a9583c", 6) + rect(400, 88, 160, 12, "#f0e8d6", 5) + rect(474, 130, 12, 400, "#2b3338") + rect(0, 590, W, 50, "#1e2528") + oval(480, 596, 340, 16, "#e8c987", .3) + dot(798, 110, 34, "#f0e8d0") + dot(812, 102, 30, "#29333a")


@scene
def book_radio():
    p = CLAY
    radio = solid(box(-150, -170, 300, 170, 26), "#9c5a44", 90, 0) + rect(-128, -148, 150, 126, "#e6d3c5", 12) + "".join(line(f"M-114 {y}h122", "#b99b86", 5) for y in range(-132, -30, 16)) + dot(86, -106, 36, "#f2e5da") + line("M86-106l18-20", "#3f2e26", 5) + dot(62, -42, 12, "#d6a15c") + dot(108, -42, 12, "#d6a15c") + line("M-110-170L-20-290", "#8a7a6a", 6) + dot(-20, -290, 7, "#8a7a6a")
    return table(p, 460, x=40) + shadow(420, 580, 190, 18, p.cast) + put(radio, 420, 580, 1.25) + put(open_book("#f7efe0", "#5f7b78", 230), 720, 598) + steam(700, 470, "#f7efe0")


@scene
def book_ledger():
    p = BUTTER
    coins = "".join(dot(x + 4, y + 7, r, "#000000", .12) + dot(x, y, r, c) + ring(x, y, r * .68, dark(c, .2), 4) for x, y, r, c in ((180, 196, 46, "#c9a15d"), (250, 128, 38, "#b9bfb8"), (150, 108, 32, "#d6a15c"), (262, 238, 32, "#b9bfb8")))
    keys = rect(-92, -140, 184, 280, "#000000", 18, .1) + rect(-100, -150, 184, 280, "#66806f", 18) + rect(-82, -130, 148, 60, "#e3ead8", 8) + rect(6, -112, 46, 22, "#66806f", 4) + "".join(rect(-82 + i * 52, -50 + j * 44, 44, 34, "#b5793f" if i == 2 and j == 3 else "#f6eeda", 8) for i in range(3) for j in range(4))
    bars = "".join(rect(-72 + i * 30, 90 - h, 20, h, c, 3) for i, (h, c) in enumerate(((60, "#8fa3a6"), (96, "#b5793f"), (44, "#8fa3a6"), (130, "#66806f"), (80, "#8fa3a6")))) + line("M-84 92H88", "#b9a67c", 4)
    return top_view(p) + coins + put(spread("#fbf5e2", drawing=bars), 470, 370, 1.2, turn=-4) + put(keys, 806, 240, .95, turn=9) + put(pen("#2f3b3d", 210), 640, 556, 1.1, turn=-20)


@scene
def book_stack_window():
    p = MIST
    stack = "".join(put(book(c, w=w, tilt=t), x, y) for c, w, x, y, t in (("#5f7f8e", 230, 0, 0, 0), ("#c98c5a", 200, 10, -40, -1), ("#84968a", 220, -4, -80, 1), ("#8a5a4a", 170, 14, -120, 0), ("#d8c08a", 190, -6, -160, -2)))
    return sheet(p.wall) + window(p, 250, 50, 460, 330, "#e8eff0", ridge(230, "#b6c6be", 4, 40, 90) + ridge(270, "#9db0a4", 6, 30, 70)) + rect(0, 500, W, 140, "#b9a284") + rect(0, 500, W, 8, "#a18a6c") + shadow(430, 590, 170, 16, "#8f7a60") + put(stack, 420, 588, 1.25) + put(mug("#fbfaf5"), 690, 592, 1.1) + steam(676, 480)


@scene
def book_rain_night():
    p = NIGHT
    return sheet(p.wall) + window(p, 190, 40, 580, 380, "#2a343b", put(skyline("#38444c", 4, 580, 160, "#e8c987"), 190, 420) + rain("#8fa3ad", 30, 7, 20, 400)) + planks(NIGHT, 500) + put(open_book("#efe0b8", "#a9583c", 340), 480, 596, 1.15) + put(round_lamp("#e8c987", "#f5dfa8", "#6b4f3a"), 800, 530, .85)


@scene
def book_headphones():
    p = SKY
    art = sheet("#4f7d92") + path("M0 180q60-30 100 0t90 0v80H0z", "#86a9b6") + dot(120, 70, 30, "#e7d6a8")
    return stage(p, 520, 220) + shadow(480, 588, 140, 16, p.cast) + put(cover("#4f7d92", 180, 250, art), 480, 588, 1.25) + put(headphones("#2f3b3d", "#d78a54", "#3f4a4c"), 480, 560, 1.18)


@scene
def notebook_desk():
    p = CLAY
    return top_view(p) + put(spread(drawing=ring(0, -20, 54, "#9c5a44", 5) + line("M-60 70q60-60 120 0", "#5f7b78", 5)), 440, 320, 1.25, turn=-6) + put(pen("#5f7b78"), 770, 380, 1.1, turn=-62)


@scene
def notebook_pen():
    p = SNOW
    return top_view(p, False) + put(notebook("#4f6f7c"), 350, 320, 1.25, turn=-8) + put(notebook("#c4603c", 190, 250), 640, 300, 1.1, turn=7) + put(pen("#2f3b3d", 220), 660, 520, 1.1, turn=-14)


# ---- cameras, phones, watches

@scene
def camera_strap():
    p = SAND
    return top_view(p) + put(camera("#3a3f3c", "#c7c3b4", "#5a4a3c", "#8c9b6c"), 450, 420, 1.35, turn=-5) + put(film(), 744, 290, 1.05, turn=16)


@scene
def camera_shelf():
    p = MOSS
    return sheet(p.wall) + panes(p, 40, bottom=640) + shelf(p, 470, 100, 760) + put(camera("#2f3b3d", "#d3d4cb", "#6a4a34"), 450, 470, 1.2) + put(spines(("#5f7a52", "#c67b4e", "#e0c98f", "#8a7a5c"), 0, 2), 640, 470, 1) + put(vase_small(), 240, 470, 1.1) + shelf(p, 190, 100, 760) + put(film("#c67b4e"), 330, 190, .9) + put(film("#d6a15c"), 470, 190, .9)


def vase_small():
    return line("M0-90C-4-140 20-160 14-210M2-130c-20-14-24-30-40-44", "#6a5a3c", 4) + "".join(dot(x, y, 10, "#c67b4e") for x, y in ((14, -212), (-40, -176), (24, -176))) + solid("M-30 0c-14-20-14-70 12-92h36c26 22 26 72 12 92z", "#e9e4d6", 12, 10)


@scene
def phone_tripod():
    p = DUSK
    view = sheet("#c98c6a") + dot(58, 96, 24, "#f2dca6") + ridge(150, "#6f5868", 3, 40, 50) + rect(0, 190, 140, 80, "#4a4458")
    sky = rect(0, 0, W, 200, "#8a7486") + rect(0, 200, W, 130, "#b98a80") + rect(0, 330, W, 80, "#d8a47c") + dot(690, 360, 54, "#f2dca6")
    return sheet("#8a7486") + sky + put(skyline("#5a4d64", 6, 960, 170, "#e8c58a"), 0, 450) + rect(0, 446, W, 194, "#433d4c") + put(tripod("#2a2630", 330), 420, 640, 1) + put(phone("#1e1c24", inside=view), 420, 360, 1.05)


@scene
def watch_strap():
    p = CLAY
    return top_view(p) + rect(0, 0, 0, 0, p.top) + shadow(500, 360, 130, 250, p.cast, .22) + put(watch(strap="#9c5a44", dial="#f2e5da", hands=(60, 305)), 470, 322, 1.2, turn=14)


@scene
def watch_dial():
    p = NIGHT
    return sheet("#333d44") + path("M0 0h360L160 640H0z", "#3d4850") + put(watch("#c9b48a", "#22333b", "#3a2c26", (120, 20)), 480, 330, 2.05, turn=-10)


# ---- sound

@scene
def microphone_field():
    p = SKY
    return (sheet("#dbe7ea") + ridge(300, "#b3c8c6", 3, 60, 130) + rect(0, 300, W, 200, "#8fb3c0") + "".join(line(f"M{x} {y}h70", "#b9d2d8", 4) for x, y in ((80, 340), (260, 380), (640, 350), (800, 400), (520, 330), (120, 440)))
            + put(ferry(), 640, 360, 1) + path("M0 460h960v180H0z", "#a38a66") + "".join(line(f"M{x} 460v180", "#8d7654", 3) for x in range(60, 960, 90)) + put(field_mic(), 380, 600, 1.35))


def ferry():
    return path("M-120-20h240l-30 40H-96z", "#4f6f7c") + rect(-70, -62, 130, 44, "#f4f1e8", 4) + "".join(rect(-58 + i * 30, -52, 18, 16, "#86a9b6", 3) for i in range(4)) + rect(10, -96, 22, 36, "#d78a54", 3)


@scene
def microphone_booth():
    p = FOREST
    panels = "".join(rect(x, 0, 70, 640, light(p.wall, .05 if i % 2 else .1)) for i, x in enumerate(range(-10, 960, 80)))
    return sheet(p.wall) + panels + put(microphone("#232c28", "#c9bfa8"), 440, 470, 1.9) + line("M744 546V640", "#1c2421", 16) + ring(440, 250, 106, "#232c28", 7) + rect(610, 330, 190, 250, "#f0ecdf", 6) + "".join(rect(634, 362 + i * 30, 140 - (i * 31) % 60, 9, "#a9a892", 4) for i in range(6))


@scene
def microphone_desk():
    p = ROSE
    return table(p, 480, x=20) + put(microphone("#5a4448", "#d8c0ba"), 360, 480, 1.25) + line("M360 530V590M300 596h120M560 530V530", "#3f3336", 13) + put(laptop("#cfc4be", "#f6e8e3", put(wave(250, 30, 8, "#b06a66", 5), 22, 98)), 620, 592, .9)


@scene
def microphone_workshop():
    p = SAND
    plane = solid("M-110 0v-34q0-14 16-14H60q30 0 50 48z", "#a9743f", 40, 0) + rect(-30, -74, 18, 40, "#7b6a58", 3) + path("M-96-48q0-40 26-46 20 0 20 46z", "#8a5a34")
    curls = "".join(line(f"M{x} {y}c20-24 44-8 34 12s-30 10-26-6", "#e0bf8a", 6) for x, y in ((190, 584), (250, 600), (560, 596), (700, 606)))
    tools = "".join(line(f"M{x} 110v{h}", "#6b5238", 12) + rect(x - 14, 110 + h, 28, 60, "#9aa3a3", 4) for x, h in ((230, 60), (300, 90), (370, 70), (590, 80), (660, 60), (730, 96)))
    return sheet(p.wall) + rect(170, 96, 620, 16, "#a9825a", 4) + tools + rect(0, 480, W, 160, "#b58d5c") + rect(0, 480, W, 10, "#97733f") + put(plane, 300, 560, 1.2) + curls + put(field_mic("#7b736a"), 600, 592, 1.1)


# ---- games

@scene
def console_train():
    p = SKY
    game = sheet("#a9cfd8") + dot(206, 34, 18, "#f0dca0") + path("M0 120l50-40 40 30 60-60 102 70v40H0z", "#5f8f7a") + rect(0, 132, 252, 30, "#8a6a48") + rect(60, 108, 24, 24, "#c9622f") + rect(150, 84, 60, 12, "#8a6a48")
    return sheet("#7d939c") + rect(120, 0, 720, 330, "#cfe0e4", 30) + clip(box(120, 0, 720, 330, 30), ridge(230, "#a9c0b4", 4, 50, 120) + ridge(280, "#86a48e", 9, 30, 100)) + rect(0, 400, W, 240, "#8d7f6c") + rect(0, 400, W, 12, "#a3937d") + put(console(inside=game), 480, 520, 1.25)


@scene
def gamepad_desk():
    p = LILAC
    island = sheet("#b9d6de") + path("M60 160q130-90 270 0z", "#d8c08a") + rect(180, 60, 10, 80, "#8a6a48") + "".join(rect(150 + i * 20, 46 + (i % 2) * 10, 30, 14, "#6f9a6a") for i in range(4)) + rect(0, 160, 400, 70, "#6f9fb0") + rect(240, 120, 18, 24, "#c9622f")
    return desk(p, 470) + put(monitor("#544f6b", inside=island), 480, 480, 1.12) + put(gamepad("#f1ecf2"), 480, 560, .85)


@scene
def desk_tray():
    p = SAND
    tray = rect(-226, -126, 460, 270, "#000000", 22, .12) + rect(-236, -140, 460, 270, "#c9a878", 22) + rect(-216, -120, 420, 230, "#b8935f", 14) + line("M-190-60h360M-150 0h330M-200 60h370", "#a9844f", 2.5, .7)
    glasses = ring(-46, 0, 40, "#2f3b3d", 7) + ring(56, 0, 40, "#2f3b3d", 7) + line("M-8-6q12-12 26 0M-86-4l-40-30M96-4l36-32", "#2f3b3d", 7)
    key = ring(0, 0, 20, "#9aa3a3", 9) + line("M18 0h74M70 0v18M86 0v16", "#9aa3a3", 9)
    return top_view(p, False) + put(tray, 480, 320, 1.2) + put(pen("#2f3b3d", 220), 430, 240, 1.1, turn=6) + put(glasses, 560, 380, .95, turn=-8) + put(key, 310, 400, 1, turn=24)
