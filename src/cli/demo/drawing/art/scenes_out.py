"""Pictures of shoes, bags, tents, wheels, water and towns."""
from .animals import human
from .home import hat, plant_snake
from .kit import *  # noqa: F403
from .outdoors import *  # noqa: F403
from .tea import steam

ALL = {}


def scene(fn):
    ALL[fn.__name__.replace("_", "-")] = fn
    return fn


# ---- shoes and running

@scene
def shoe_rain_ridge():
    return (sheet("#c9d3cf") + ridge(360, "#b3c1bb", 3, 150, 190) + ridge(430, "#9fb1aa", 8, 110, 170) + path("M0 520C260 470 640 470 960 520V640H0z", "#5d6f68") + oval(470, 592, 270, 22, "#43524c")
            + oval(230, 610, 90, 10, "#8fa39b", .8) + oval(760, 616, 110, 11, "#8fa39b", .8) + put(hiking_shoe(), 470, 592, 1.6) + rain("#eef3f1", 26, 2, 10, 430, .85))


@scene
def shoe_trail_sole():
    p = SAND
    return top_view(p, False) + "".join(put(sole(c, k), 255 + i * 150, 330) for i, (c, k) in enumerate((("#3f4a4c", "#c67b4e"), ("#3f4a4c", "#b98362"), ("#3f4a4c", "#9c8474"), ("#3f4a4c", "#7f7a76")))) + "".join(rect(225 + i * 150, 560, 60, 10, "#8a6a48", 5, .35 + .2 * i) for i in range(4))


@scene
def shoes_trail_dust():
    return sheet("#ecdcc0") + dot(740, 150, 60, "#f6e6b0") + ridge(340, "#d0bb98", 4, 90, 170) + ridge(410, "#b9a07a", 9, 70, 140) + rect(0, 470, W, 170, "#a3845a") + "".join(dot(x, y, r, "#c4a880", .7) for x, y, r in ((190, 540, 40), (150, 570, 26), (240, 560, 30), (250, 590, 20))) + put(sneaker("#c4603c", "#f4ead6", "#f0d9a0"), 620, 560, .95) + put(sneaker("#5f7f8e", "#f4ead6", "#e0b06c"), 420, 604, 1.25)


@scene
def sneakers_road():
    p = MIST
    return sheet("#d7e0e2") + rect(0, 330, W, 310, "#7d888b") + rect(0, 330, W, 12, "#e9e6d8") + path("M80 640L330 342h60L280 640z", "#e9e6d8") + put(sneaker("#3f5f6e", "#f4f1e8", "#e0b06c"), 520, 580, 1.6) + put(skyline("#c0ced2", 11, 960, 150), 0, 330)


@scene
def running_dawn():
    return sheet("#f0d9c4") + dot(640, 330, 110, "#f6c98c") + ridge(350, "#c9a59a", 3, 50, 160) + rect(0, 360, W, 130, "#d9b3a0") + "".join(line(f"M{x} {y}h90", "#f0d0b0", 5) for x, y in ((560, 380), (600, 410), (540, 440), (640, 460))) + rect(0, 480, W, 160, "#6f6468") + rect(0, 480, W, 8, "#8a7a7c") + "".join(line(f"M{x} 480V420M{x - 50} 440H{x + 110}", "#564d52", 5) for x in range(40, 960, 160)) + put(human("#c4603c", "#2f3640", pose="run"), 460, 580, 1.25) + shadow(460, 590, 90, 8, "#50484c")


@scene
def running_stretch():
    return sheet("#dce6e2") + peak(640, 450, 420, 330, "#9fb3ad", "#f4f6f4") + peak(260, 450, 330, 230, "#b3c4bd", "#f4f6f4") + swell(440, "#86a07c", 16, 4) + put(pine(190, "#4f6f5a"), 130, 500) + put(pine(150, "#5f8068"), 850, 480) + swell(520, "#7d9470", 8, 2) + shadow(480, 606, 170, 11, "#66795c") + put(human("#d6a15c", "#3f5f6e", pose="stretch"), 470, 602, 1.45)


@scene
def yoga_mat():
    p = LILAC
    return room(p, 440) + window(p, 260, 40, 440, 330, "#eef1f4", dot(340, 110, 44, "#f6e4b8") + ridge(290, "#c5cbd0", 3, 50, 110)) + path("M180 600L270 530H700L790 600z", "#7f9aa3") + put(human("#dc9a78", "#544f6b", pose="warrior"), 480, 572, 1.25) + put(plant_snake("#6f8a72", "#f1ecf2"), 830, 560, .9)


@scene
def lake_yoga():
    return sheet("#f2e2cf") + dot(480, 250, 86, "#f8cf92") + ridge(300, "#c3b6ae", 6, 60, 150) + rect(0, 310, W, 180, "#b9c8c8") + "".join(line(f"M{x} {y}h{w}", "#f4d9b0", 5) for x, y, w in ((420, 330, 120), (390, 360, 180), (440, 390, 90), (410, 420, 140))) + path("M0 480h960v160H0z", "#8a7660") + "".join(line(f"M{x} 480L{x * 1.1 - 48} 640", "#76644f", 3) for x in range(40, 960, 90)) + put(human("#5f7f8e", "#3f4a54", pose="lotus"), 480, 590, 1.5)


# ---- mountains

@scene
def mountain_taibai():
    return sheet("#d6e2e6") + peak(560, 520, 520, 430, "#7d939b", "#f6f8f8") + peak(200, 520, 320, 270, "#93a8ae", "#f6f8f8") + swell(480, "#6f8a72", 20, 5) + "".join(put(pine(h, c), x, y) for h, c, x, y in ((130, "#4a6a58", 120, 540), (160, "#557862", 210, 560), (120, "#4a6a58", 760, 530), (170, "#557862", 860, 560))) + swell(560, "#5f7a62", 10, 2) + put(human("#c4603c", "#2f3b3d", pose="walk"), 470, 600, .62)


@scene
def mountain_steps():
    steps = "".join(rect(250 + i * 66, 596 - i * 44, 760, 60, mix("#b9b1a0", "#d9d2c0", i / 9)) + rect(250 + i * 66, 596 - i * 44, 760, 8, "#eee8d8") for i in range(10))
    return (sheet("#d9e6e2") + dot(200, 130, 56, "#f6e6b0") + peak(260, 520, 330, 260, "#a3b8b0") + swell(470, "#8fa98a", 16, 3) + "".join(put(pine(h, c), x, y) for h, c, x, y in ((190, "#5f8068", 90, 560), (150, "#4f6f5a", 190, 600), (130, "#5f8068", 820, 190), (110, "#4f6f5a", 900, 160)))
            + steps + line("M300 540L960 100", "#8a6a48", 9) + "".join(line(f"M{x} {540 - (x - 300) * 2 / 3:.0f}v70", "#8a6a48", 9) for x in range(330, 960, 120)) + put(human("#d78a54", "#3f5f6e", pose="walk"), 500, 462, 1.05) + put(human("#7d8fa0", "#3f4a4c", pose="walk"), 730, 300, .72))


@scene
def mountain_golden():
    return sheet("#5f6f8c") + rect(0, 240, W, 400, "#6f7d98") + stars(26, 6, 180) + peak(480, 540, 560, 450, "#8a7f8c", "#f2b65c", "#75697c") + peak(150, 540, 300, 250, "#7d7488", "#e0a058") + peak(850, 540, 300, 280, "#7d7488", "#e0a058") + swell(500, "#4a5468", 14, 3) + "".join(put(pine(h, "#343d4e"), x, 600) for h, x in ((120, 90), (160, 170), (130, 260), (150, 720), (180, 820), (120, 900))) + rect(0, 590, W, 50, "#2f3746")


@scene
def mountain_stars():
    return sheet("#26334a") + path("M-40 520L520-40h170L140 640z", "#34445e", op=.8) + path("M60 520L560-20h60L140 600z", "#465a76", op=.6) + stars(150, 4, 470) + ridge(460, "#1d283b", 6, 130, 190) + ridge(540, "#162030", 2, 70, 150) + put(dome("#d6a15c", lit=True), 480, 600, .62) + rect(0, 596, W, 44, "#121a28") + line("M640 596V480M640 480l52-34", "#0e1521", 10) + line("M640 500l-30 96M640 500l30 96", "#0e1521", 7)


# ---- tents and stoves

@scene
def tent_wind():
    gust = "".join(line(f"M{x} {y}c60-24 110 20 170-4s60-30 40-44-40 4-26 18", "#eef1ec", 6, .8) for x, y in ((70, 140), (300, 230), (560, 120), (640, 260)))
    grass = "".join(line(f"M{x} {y}q20-30 56-34", "#8a9a6c", 5) for x, y in ((90, 590), (150, 610), (700, 600), (800, 590), (860, 612), (240, 606), (620, 616)))
    return sheet("#c3ccc8") + ridge(380, "#aab8b0", 5, 90, 190) + gust + swell(500, "#a3a678", 10, 3) + put(tent("#c4703f", "#8a4c2b"), 480, 580, 1.45) + grass + line("M800 580V420", "#3f4a4c", 6) + "".join(dot(800 + a, 420 + b, 15, "#3f4a4c") for a, b in ((-26, 0), (22, -12), (8, 20)))


@scene
def tent_stars():
    return sheet("#2f3650") + stars(110, 8, 420) + dot(760, 110, 40, "#f2e6c4") + dot(778, 102, 35, "#2f3650") + ridge(430, "#252b40", 4, 90, 190) + rect(0, 500, W, 140, "#1d2233") + put(car("#b4683f", "#4a5a70", True), 610, 560, 1.1) + put(tent("#e0b86c", "#b4703c", True), 270, 576, .95) + oval(250, 590, 220, 14, "#e8c987", .25)


@scene
def tent_tundra():
    return sheet("#d9dfdc") + ridge(330, "#b6bfba", 3, 40, 200) + swell(380, "#a89a6e", 20, 6) + swell(440, "#b98f52", 16, 2) + oval(660, 420, 150, 16, "#c9d6d8") + swell(520, "#9c7a48", 10, 8) + put(dome("#b4503c", "#3a2a26"), 450, 570, 1.15) + "".join(oval(x, y, 30, 13, "#8f948c") for x, y in ((150, 590), (200, 600), (780, 580), (850, 604))) + snow("#ffffff", 26, 3, 400)


@scene
def stove_snow():
    return sheet("#d3dde4") + ridge(330, "#bccbd4", 7, 110, 180) + "".join(put(pine(h, "#6f8a90"), x, 450) for h, x in ((190, 120), (150, 220), (170, 820), (130, 720))) + swell(450, "#eef2f4", 16, 3) + shadow(480, 596, 140, 12, "#cbd6dc") + put(stove(), 480, 592, 1.45) + steam(440, 270, "#ffffff", 1.5, .85) + put(dome("#c4603c", "#5a3a30"), 770, 500, .4) + snow("#ffffff", 44, 9, 560)


# ---- backpacks

@scene
def backpack_flatlay():
    p = MOSS
    items = (put(rect(-60, -26, 120, 52, "#c67b4e", 26) + rect(20, -26, 8, 52, "#a9623c"), 640, 150) + put(rect(-34, -70, 68, 140, "#5f7f8e", 20) + rect(-16, -88, 32, 24, "#3f4a4c", 6), 800, 220) + put(stove(False), 720, 440, .6)
             + put(hat("#e0c98f"), 560, 300, .8) + put(rect(-50, -34, 100, 68, "#b06a66", 8) + rect(-8, -24, 16, 48, "#f4eede", 3) + rect(-24, -8, 48, 16, "#f4eede", 3), 580, 520) + put(line("M-60 0h100", "#2f3b3d", 16) + dot(54, 0, 18, "#e8c987"), 780, 540, 1, turn=-20) + put(rect(-44, -44, 88, 88, "#8fa08a", 12) + line("M-44-10h88M-10-44v88", "#7a8a76", 4), 690, 280, .9))
    return top_view(p) + put(backpack("#5f7a52", "#e0c98f"), 310, 520, 1.25) + items


@scene
def backpack_rain():
    p = MIST
    return sheet("#a9b8be") + put(skyline("#98a9b0", 12, 960, 330, "#dfcf9a"), 0, 520) + rect(0, 520, W, 120, "#6f8088") + oval(200, 600, 140, 14, "#93a5ac") + oval(760, 610, 150, 14, "#93a5ac") + shadow(480, 596, 160, 16, "#56666d") + put(backpack("#c98c3f", "#3f4a4c", True), 480, 594, 1.35) + rain("#e9eff1", 36, 3, 0, 580, .75)


@scene
def backpack_frost():
    return sheet("#dde6ea") + ridge(380, "#c3d0d6", 4, 60, 170) + swell(440, "#eef3f4", 12, 5) + "".join(line(f"M{x} 520V{y}", "#8a7560", 9) + line(f"M{x} {y + 40}l{a} -34", "#8a7560", 6) for x, y, a in ((150, 160, 30), (230, 230, -26), (780, 140, -34), (860, 250, 24))) + put(bicycle("#4f5f6a", "#2f3b3d", "#3f3430"), 480, 590, 1.15) + put(rect(-60, -34, 120, 68, "#b4503c", 26) + rect(-60, -34, 120, 16, "#f4f7f8", 8), 348, 300, .9) + snow("#ffffff", 40, 6, 600)


@scene
def backpack_station():
    p = SNOW
    return sheet("#d3dbe0") + rect(0, 60, W, 26, "#8a979e") + "".join(rect(x, 86, 16, 420, "#9aa7ae") for x in (130, 800)) + put(train("#5d7482", "#eef1f0", 5), 40, 470, 1.15) + rect(0, 490, W, 150, "#b5bdbf") + rect(0, 490, W, 12, "#e2b94c") + shadow(450, 606, 120, 12, "#98a1a4") + put(leather_bag("#7a4c34"), 470, 606, .95) + ring(620, 160, 40, "#5d7482", 8) + dot(620, 160, 36, "#fbfcfc") + line("M620 160V136M620 160l18 10", "#2f3b3d", 5)


# ---- bicycles and roads

@scene
def bicycle_headlight():
    return sheet("#29333f") + put(skyline("#222b36", 3, 960, 220, "#d9b86c"), 0, 430) + rect(0, 430, W, 210, "#1e262f") + path("M560 408L1000 300V640z", "#f0dfa0", op=.32) + path("M560 408L1000 380V600z", "#f6ebbc", op=.4) + line("M0 600H960", "#56626c", 5) + put(bicycle("#c9622f", "#0f151b", "#8a6a48", lamp="#fff6d0"), 400, 596, 1.2) + "".join(line(f"M{x} 616h60", "#e9e4d0", 7) for x in (520, 660, 800))


@scene
def bicycle_winter():
    return sheet("#cdd9e0") + put(skyline("#b9c8d0", 15, 960, 180), 0, 400) + swell(400, "#e6edf0", 8, 2) + "".join(line(f"M{x} 470V{y}", "#6f5f52", 11) + "".join(line(f"M{x} {y + k}l{s * 40}-36", "#6f5f52", 6) for k, s in ((30, 1), (60, -1), (100, 1))) for x, y in ((130, 130), (850, 110))) + rect(0, 500, W, 140, "#f4f7f8") + path("M0 590q480-30 960 0v50H0z", "#dfe7ea") + put(bicycle("#3f6f6a", "#2f3b3d", "#6a4a34", lamp="#f6e4a8", fenders=True), 470, 594, 1.25) + snow("#ffffff", 56, 11, 620)


@scene
def bicycle_hub():
    p = SNOW
    rings = put(wheel(300, "#2f3b3d", "#9aa7ae", 28), 480, 330)
    hub = dot(480, 330, 86, "#8a979e") + dot(480, 330, 70, "#c4ced3") + dot(480, 330, 44, "#6f7d85") + "".join(dot(480 + a, 330 + b, 12, "#eef2f3") for a, b in ((0, -57), (40, -40), (57, 0), (40, 40), (0, 57), (-40, 40), (-57, 0), (-40, -40))) + dot(480, 330, 20, "#c4603c")
    return sheet("#e9eef0") + rings + hub + put(rect(-14, -150, 28, 200, "#5d7482", 12) + ring(0, -160, 34, "#5d7482", 18), 800, 470, 1, turn=28) + put(dot(0, 0, 50, "#c4ced3") + dot(0, 0, 24, "#e9eef0") + "".join(dot(a, b, 8, "#7d8a92") for a, b in ((0, -37), (32, -18), (32, 18), (0, 37), (-32, 18), (-32, -18))), 180, 500)


@scene
def bicycle_canal():
    houses = "".join(put(house(150, h, w, r, "#5a4a3c", tiles=False), x, 400) for x, h, w, r in ((90, 190, "#c98c6a", "#8a4c3a"), (250, 230, "#d9bb8a", "#7a5244"), (410, 200, "#a9b3a0", "#6f4a40"), (570, 240, "#c9a07a", "#8a5040"), (730, 195, "#b9c0b4", "#6f4a40"), (890, 225, "#d0a98a", "#7a5244")))
    return sheet("#dfe9e8") + houses + rect(0, 400, W, 110, "#7fa3a6") + "".join(line(f"M{x} {y}h90", "#a3c2c2", 5) for x, y in ((70, 430), (240, 470), (430, 440), (600, 480), (760, 430), (860, 470))) + rect(0, 500, W, 140, "#b9a284") + rect(0, 500, W, 10, "#9c866a") + "".join(rect(x, 440, 10, 70, "#3f4a4c", 4) for x in (60, 300, 660, 900)) + line("M0 454H960", "#3f4a4c", 6) + put(bicycle("#b4503c", basket="#c9a26e", step=True, fenders=True), 470, 606, 1.12)


@scene
def bicycle_night():
    return sheet("#2f3a4c") + dot(480, 150, 60, "#f0e4c0") + put(skyline("#263041", 5, 960, 150, "#e0b86c"), 0, 360) + rect(0, 356, W, 130, "#3d4c61") + "".join(line(f"M{x} {y}h{w}", "#e0c890", 4, .7) for x, y, w in ((440, 376, 80), (410, 400, 140), (450, 424, 70), (425, 448, 110))) + "".join(line(f"M{x} 486V180", "#1c2431", 9) + dot(x, 176, 18, "#f6e2a0") + dot(x, 176, 46, "#f6e2a0", .16) for x in (120, 840)) + rect(0, 484, W, 156, "#222b3a") + put(bicycle("#e0a058", "#10161f", lamp="#fff2c4"), 450, 596, 1.12)


@scene
def bicycle_repair():
    p = CLAY
    return sheet(p.wall) + rect(90, 60, 780, 200, "#d2b6a2", 8) + "".join(put(t, x, 110) for t, x in ((line("M0 0v90", "#8a979e", 14) + ring(0, 104, 20, "#8a979e", 10), 170), (line("M0 0v70", "#c9622f", 22) + line("M0 70v60", "#8a979e", 9), 270), (ring(0, 60, 58, "#56636b", 9), 410), (line("M-16 0L10 120M16 0L-10 120", "#5f7b78", 12), 560), (rect(-30, 0, 60, 90, "#d6a15c", 8), 690), (ring(0, 50, 44, "#2f3b3d", 13), 800))) + rect(0, 520, W, 120, p.top) + rect(0, 520, W, 8, p.edge) + line("M480 560V330M480 330h-40", "#3f4a4c", 15) + line("M400 600L480 556 560 600", "#3f4a4c", 13) + put(bicycle("#5f7b78"), 480, 540, .92)


@scene
def bicycle_coast():
    return sheet("#cfdbde") + rect(0, 0, W, 150, "#b9c7cc") + rain("#e6eef0", 30, 12, 0, 300, .6) + rect(0, 290, W, 200, "#6f96a3") + waves(310, "#93b3bd", 16, 4, 470) + peak(130, 330, 260, 200, "#7d8f84") + path("M960 250v250H640q120-60 160-150t160-100z", "#8a9a7c") + swell(490, "#7d8f6c", 18, 6) + path("M0 600C260 540 420 620 620 560S900 470 960 470v40C860 540 720 600 560 620H0z", "#9aa09a") + put(bicycle("#d6a15c", fenders=True), 430, 596, 1) + rect(254, 326, 74, 40, "#b4503c", 12)


@scene
def bicycle_cargo():
    return sheet("#3d4a5c") + put(skyline("#344051", 10, 960, 260, "#e8c987"), 0, 470) + rect(0, 466, W, 174, "#2a3340") + path("M762 388L1000 300V540z", "#f4e6b4", op=.4) + put(cargo_bike("#7fa08f", "#d6a15c"), 470, 600, 1.12) + "".join(dot(x, 388, 30, c) + dot(x, 350, 24, "#d9a683") + path(f"M{x - 27} 348c-2-34 56-34 54 0z", h) for x, c, h in ((600, "#b06a66", "#c4603c"), (672, "#8fa3a6", "#e0c98f"))) + put(rect(-70, -60, 240, 100, "#d6a15c") + line("M-66-44H160", "#b98a4c", 6), 580, 450) + stars(20, 2, 200)


@scene
def bicycle_school():
    school = rect(-300, -250, 600, 250, "#e0b58c") + rect(120, -250, 180, 250, "#d3a67c") + rect(-320, -276, 640, 30, "#8a5040") + rect(-60, -120, 120, 120, "#5f6f5a", 6) + line("M0-120V0", "#4a5846", 5) + dot(0, -190, 34, "#fbf6e6") + line("M0-190V-212M0-190l14 8", "#3f4a4c", 5) + "".join(rect(x, -210, 70, 80, "#dfeaec", 4) + line(f"M{x + 35}-210v80", "#8a6a58", 4) for x in (-260, -165, 95, 190))
    kids = "".join(rect(x - 28, 326, 56, 90, c, 26) + dot(x, 314, 23, "#d9a683") + path(f"M{x - 26} 312c-2-32 54-32 52 0z", h) for x, c, h in ((596, "#c67b4e", "#4f7d92"), (666, "#7d9a8c", "#d6a15c")))
    return sheet("#dbe9ec") + put(school, 440, 440) + put(tree(250, "#86a272"), 830, 470) + put(tree(200, "#a3b86a"), 70, 470) + rect(0, 440, W, 60, "#a9bf8f") + rect(0, 490, W, 150, "#8d9696") + rect(0, 490, W, 12, "#d9d2bf") + "".join(rect(x, 560, 60, 80, "#f4f1e6", 3) for x in range(40, 960, 130)) + kids + put(cargo_bike("#b4503c", "#e0b88a"), 460, 606, 1.14)


@scene
def bicycle_lamp():
    p = BUTTER
    lamp = solid(box(-120, -100, 200, 180, 50), "#3f4a4c", 20, 0) + oval(86, -10, 40, 92, "#c7cfd1") + oval(92, -10, 30, 74, "#fdf3c8") + oval(92, -10, 14, 40, "#ffffff")
    dynamo = solid(box(-46, -130, 92, 130, 16), "#8a979e", 14, 0) + rect(-30, -156, 60, 30, "#56636b", 6) + line("M46-60C120-60 80-200 170-210", "#c4603c", 8)
    return stage(p, 520, 235) + path("M520 280L960 120V520L520 330z", "#fdf6d6", op=.6) + put(lamp, 440, 300, 1.15) + put(dynamo, 250, 590, 1.05) + put(rect(-16, 0, 32, 200, "#56636b", 6), 430, 392)


@scene
def road_duku():
    return sheet("#d3e3ea") + peak(300, 400, 380, 280, "#93a9ae", "#f8fafa") + peak(720, 400, 420, 320, "#8299a0", "#f8fafa") + swell(390, "#8fae7c", 14, 7) + path("M440 392c120 30 60 60-60 90s-120 90 240 160h220C620 560 460 520 560 480s60-70-60-88z", "#8d9494") + path("M462 400c90 30 30 56-70 84s-90 90 280 156", "none", "#f0ead8", 5) + "".join(put(pine(h, "#5a7a62"), x, y) for h, x, y in ((110, 120, 480), (130, 200, 500), (120, 800, 470), (150, 880, 500))) + put(car("#c4603c", "#dfeaec", True), 620, 590, .62)


@scene
def road_family():
    seat = lambda x, c: path(box(x, 300, 250, 360, 50), c) + path(box(x + 60, 222, 130, 100, 36), light(c, .06)) + rect(x + 96, 300, 12, 20, "#3f4a4c") + rect(x + 142, 300, 12, 20, "#3f4a4c")  # noqa: E731
    outside = sheet("#cfe0e6") + ridge(230, "#a9bfa8", 5, 60, 160) + rect(0, 250, W, 200, "#d9c793") + path("M450 250h60l200 200H250z", "#7d888a") + line("M480 262V450", "#f0ead8", 7)
    return sheet("#4a4f55") + clip("M90 60H870L920 330H40z", outside) + rect(380, 70, 200, 50, "#2f3439", 14) + rect(0, 330, W, 310, "#3b4046") + path("M0 330q480-50 960 0v60q-480-40-960 0z", "#2f3439") + ring(300, 400, 96, "#23272b", 18) + seat(170, "#8a6a52") + seat(540, "#8a6a52") + rect(284, 224, 26, 40, "#d9a683") + dot(296, 196, 42, "#3a2e28")


# ---- water

@scene
def lake_erhai_dawn():
    return sheet("#efdcd0") + rect(0, 200, W, 140, "#f4e6d4") + dot(600, 290, 56, "#f4bd84") + ridge(320, "#b3aabb", 3, 90, 180) + ridge(345, "#938ea6", 7, 50, 150) + rect(0, 350, W, 290, "#a9b9c6") + "".join(line(f"M{x} {y}h{w}", "#f2cfa8", 6) for x, y, w in ((540, 372, 130), (560, 404, 90), (520, 440, 160), (570, 480, 80), (545, 520, 120))) + put(boat("#5a4a4c", person=True), 370, 520, 1.15) + "".join(line(f"M{x} 640q{a} -80 {b} -160", "#6f7a5c", 5) for x, a, b in ((90, 4, -10), (130, 8, 20), (170, -4, 6), (830, 6, -14), (870, -6, 12)))


@scene
def lake_ride():
    return sheet("#cfe2ea") + "".join(oval(x, y, w, 24, "#eef5f6") for x, y, w in ((230, 110, 110), (300, 96, 80), (720, 150, 120))) + ridge(300, "#9db4bd", 5, 90, 190) + ridge(330, "#86a2a6", 2, 50, 150) + rect(0, 336, W, 140, "#6fa3b6") + waves(350, "#93bfcc", 12, 6, 460) + swell(470, "#a9bf86", 6, 3) + path("M0 560C300 530 660 530 960 560v80H0z", "#c9bfa6") + put(bicycle("#d78a54", basket="#e7d6a8", step=True), 560, 604, .95) + put(bicycle("#4f7d92"), 300, 610, .78) + put(tree(150, "#7d9a5c"), 880, 520)


@scene
def lake_terrace():
    c = ("#a9bf86", "#b9c98f", "#9fb57c", "#c2cf98", "#93ab72")
    fields = "".join(path(f"M-20 {400 + i * 44}C200 {360 + i * 50} 420 {440 + i * 40} 640 {392 + i * 48}S900 {420 + i * 40} 990 {380 + i * 52}V660H-20z", c[i]) + line(f"M-20 {400 + i * 44}C200 {360 + i * 50} 420 {440 + i * 40} 640 {392 + i * 48}S900 {420 + i * 40} 990 {380 + i * 52}", "#e3e6c4", 5) for i in range(5))
    walkers = "".join(put(human(top, "#4f5a60", hair=h, pose="walk"), x, y, .36) for x, y, top, h in ((250, 486, "#c4603c", "#3a2e28"), (312, 492, "#d6a15c", "#b9b4ae"), (374, 500, "#5f7b8c", "#3a2e28"), (436, 504, "#8a6a7a", "#6a4a34"), (498, 504, "#c98c5a", "#3a2e28"), (560, 498, "#4f7d92", "#b9b4ae")))
    return sheet("#d6e5ea") + "".join(oval(x, y, w, 20, "#eef5f6") for x, y, w in ((240, 120, 120), (330, 104, 80), (690, 90, 110))) + peak(620, 360, 480, 270, "#9db4b3", "#f4f8f8") + peak(160, 360, 300, 180, "#b0c4c0") + rect(0, 340, W, 90, "#86b0bb") + waves(350, "#a9cbd2", 10, 4, 390) + fields + put(house(150, 90, "#f4f0e4", "#6f7a7c", windows=1), 780, 470, .8) + put(house(120, 80, "#f1ebdc", "#5f6b6d", windows=1), 880, 486, .7) + walkers


@scene
def skyline_lake():
    return sheet("#dbe8e6") + dot(720, 140, 50, "#f3e0a4") + put(skyline("#b4c6c6", 6, 960, 220), 0, 350) + swell(350, "#93ae88", 10, 4) + rect(0, 380, W, 260, "#8fb3b3") + waves(400, "#b3d0cd", 16, 8, 620) + "".join(line(f"M{x} 380c-10-60 20-120 60-150", "#6a5a48", 8) + "".join(line(f"M{x + 54 - i * 12} {238 + i * 12}q{6 - i} 60 {-6 + i * 3} {120 + i * 10}", "#7d9a6a", 5) for i in range(5)) for x in (90, 780)) + put(boat("#8a5a3c", person=True), 480, 520, 1.05) + "".join(path(f"M{x} {y}q10-12 20 0 10-12 20 0", "none", "#f6f8f6", 5) for x, y in ((280, 180), (340, 150), (420, 200)))


# ---- towns

@scene
def skyline_oldtown():
    return sheet("#d9e6ea") + peak(480, 430, 520, 260, "#9fb6bd", "#f4f8f8") + swell(410, "#8fae8c", 8, 3) + put(house(230, 150, "#f4f0e4", "#6f7a7c"), 190, 560) + put(house(260, 180, "#f1ebdc", "#5f6b6d"), 760, 570) + put(house(210, 130, "#f8f4ea", "#7a8486"), 470, 530) + rect(0, 560, W, 80, "#cfc3a8") + "".join(line(f"M{x} 560l{(x - 480) * .2:.0f} 80", "#bdb096", 4) for x in range(60, 960, 120)) + put(human("#8a6a7a", "#4f5a60", hair="#b9b4ae", pose="walk"), 420, 610, .62) + put(human("#5f7b8a", "#3f4a4c", hair="#b9b4ae", pose="walk"), 510, 612, .66) + put(tree(220, "#7d9a6a"), 620, 560)


@scene
def skyline_rain():
    p = SKY
    return sheet("#b9c9d0") + put(skyline("#a3b6bf", 4, 960, 330), 0, 470) + "".join(put(shopfront(190, 250, c, a, s), x, 540) for x, c, a, s in ((40, "#e6d5bd", "#c4603c", "#5f7b78"), (250, "#d3dccf", "#5f7a6c", "#b06a66"), (460, "#ecd9c9", "#d6a15c", "#4f6f7c"), (670, "#d9d6e0", "#6b6584", "#c98c5a"))) + rect(0, 540, W, 100, "#7d8d93") + "".join(oval(x, y, 80, 9, "#a3b3b8") for x, y in ((180, 590), (480, 610), (790, 588))) + rain("#eef4f5", 46, 7, 0, 600, .75) + put(path("M-90 0q10-80 90-80t90 80q-22-16-45 0-22-16-45 0-22-16-45 0-22-16-45 0z", "#c4603c") + line("M0-80V70q0 16 16 14", "#3f4a4c", 6), 480, 470, .9) + put(human("#4f6f7c", "#2f3b3d", pose="walk"), 470, 610, .6)


@scene
def skyline_dusk():
    return sheet("#c98f7c") + rect(0, 0, W, 150, "#8f7488") + rect(0, 150, W, 110, "#ad8084") + dot(300, 360, 70, "#f4c98a") + ridge(380, "#8a6a7c", 6, 90, 210) + put(skyline("#5f5068", 13, 960, 340, "#f0cf8c"), 0, 500) + rect(0, 496, W, 144, "#4f5f78") + "".join(line(f"M{x} {y}h{w}", "#e0a98a", 5, .8) for x, y, w in ((250, 516, 100), (230, 544, 140), (270, 574, 70), (560, 540, 60), (740, 580, 90))) + put(boat("#3a3040", "#d98a5a"), 650, 590, .85)


@scene
def street_walk_map():
    p = BUTTER
    roads = path("M-260-60C-120-90-60-20 40-40S200-120 270-90M-120-190C-100-80-60 60-100 190M90-190C60-60 130 60 110 190M-260 90C-100 60 60 120 270 80", "none", "#e3cf9c", 22)
    route = path("M-200 90C-120 60-110 0-108-50S40-20 60-44 90 40 108 94 180 96 210 90", "none", "#c4603c", 7).replace("/>", ' stroke-dasharray="2 17"/>')
    parks = oval(-190, -130, 60, 40, "#b9c68c") + oval(190, 0, 54, 44, "#b9c68c") + rect(-60, 40, 110, 60, "#a9c3c6", 26)
    paper = rect(-280, -200, 560, 400, "#000000", 8, .1) + put(path(box(-290, -212, 560, 400, 8), "#fbf3dc"), 0, 0) + clip(box(-290, -212, 560, 400, 8), parks + roads + route) + line("M-104-212V188M82-212V188", "#ecdcb4", 4)
    pin = path("M0 0C-40-50-44-70-44-90a44 44 0 0 1 88 0c0 20-4 40-44 90z", "#c4603c") + dot(0, -90, 17, "#fbf3dc")
    return top_view(p, False) + put(paper, 490, 330, 1.15, turn=-4) + put(pin, 264, 440, .9) + put(path("M0 0C-40-50-44-70-44-90a44 44 0 0 1 88 0c0 20-4 40-44 90z", "#66806f") + dot(0, -90, 17, "#fbf3dc"), 740, 420, .9)


@scene
def street_dongshan():
    return sheet("#d9e8ea") + dot(780, 110, 40, "#f6e6b0") + "".join(put(shopfront(w, h, c, a, s), x, 530) for x, w, h, c, a, s in ((20, 220, 330, "#c9826a", "#5f7b6c", "#f0e2c4"), (248, 200, 290, "#e6d3a8", "#b4503c", "#5f7b78"), (456, 230, 350, "#b9644e", "#d6a15c", "#f0e2c4"), (694, 220, 300, "#dcc7b0", "#4f6f7c", "#b06a66"))) + rect(0, 530, W, 110, "#c3b8a4") + rect(0, 530, W, 10, "#a99e8a") + put(tree(260, "#6f9160"), 130, 560) + put(tree(230, "#86a272"), 850, 560) + put(bicycle("#3f6f6a"), 480, 606, .42) + put(human("#d6a15c", "#4f5a60", pose="walk"), 640, 608, .62)


@scene
def train_coast():
    return sheet("#cfe0e6") + dot(250, 140, 46, "#f6e6b4") + peak(740, 330, 150, 130, "#a3b3c6", "#f6f8fa") + rect(0, 320, W, 160, "#6f9fb3") + waves(335, "#93bccb", 14, 3, 460) + path("M700 320q60-50 120 0z", "#7d9a80") + rect(0, 470, W, 170, "#c9b793") + rect(0, 560, W, 16, "#8a7a66") + "".join(rect(x, 572, 26, 14, "#6f6152") for x in range(0, 960, 52)) + put(train("#5f8a76", "#f2ead0", 4), 120, 560, 1.12) + line("M0 250H960", "#56636b", 3) + rect(840, 200, 12, 370, "#6f6152")


# ---- fields

@scene
def oat_field():
    ears = "".join(line(f"M{x} 660Q{x + k} {y + 90} {x + k * 2} {y}", "#b98f42", 5) + "".join(oval(x + k * 2 + a, y + b, 6, 14, "#d6ae5c") for a, b in ((-9, 14), (9, 26), (-8, 44), (9, 58), (0, -6))) for x, y, k in ((90, 400, 6), (170, 440, -4), (260, 390, 5), (350, 450, -6), (600, 440, 6), (690, 400, -5), (780, 450, 4), (870, 390, -6)))
    combine = rect(-90, -110, 150, 80, "#b4503c", 10) + rect(-60, -170, 80, 64, "#dfe9ea", 8) + rect(-66, -178, 92, 12, "#8a3c2c", 4) + dot(-50, -26, 34, "#2f3b3d") + dot(-50, -26, 14, "#d6ae5c") + dot(56, -18, 24, "#2f3b3d") + path("M60-60l70 10 30 44h-80z", "#8a979e")
    return sheet("#d3e4ea") + "".join(oval(x, y, w, 26, "#eef5f6") for x, y, w in ((220, 120, 130), (320, 104, 90), (740, 90, 120))) + ridge(330, "#b3c2a8", 4, 40, 200) + swell(370, "#dcbc74", 8, 3) + put(combine, 520, 420, 1.05) + swell(430, "#d2ae5e", 10, 5) + swell(520, "#c69d4c", 10, 2) + ears
