"""What creators hand in: larger pictures, the gaiwan set as six views of one table."""
from .animals import human
from .desk import camera, film, floor_lamp, headphones, headphones_side, laptop, monitor, notebook, phone
from .home import plant_monstera, side_table, sofa
from .kit import *  # noqa: F403
from .outdoors import backpack, bicycle, boat, hiking_shoe, train, waves
from .scenes_home import print_
from .scenes_tea import tea_gaiwan_persimmon
from .tea import cup, gaiwan, leaves, lid, mug, pitcher, steam, tin, vase

ALL = {}


def scene(fn):
    ALL[fn.__name__.replace("_", "-")] = fn
    return fn


def grey(thing):
    return f'<filter id="grey"><feColorMatrix type="saturate" values="0"/></filter><g filter="url(#grey)">{thing}</g>'


def blurred(thing, by):
    return f'<filter id="soft"><feGaussianBlur stdDeviation="{by}"/></filter><g filter="url(#soft)">{thing}</g>'


@scene
def delivery_gaiwan_1():
    p = PORCELAIN
    return table(p, 470, x=-120) + runner(p, 470, 500, 620) + shadow(470, 606, 250, 30, p.cast, .45) + put(gaiwan(), 470, 606, 2.15) + steam(440, 150, s=1.4)


@scene
def delivery_gaiwan_2():
    return tea_gaiwan_persimmon()


@scene
def delivery_gaiwan_2_soft():
    p = PORCELAIN
    back = table(p, 434, x=-20) + runner(p, 490, 462, 470) + put(vase(), 740, 500, 1.35) + shadow(250, 540, 80, 15, p.cast, .45) + put(pitcher(), 246, 540, 1.2) + shadow(486, 566, 170, 24, p.cast, .45)
    return back + blurred(put(gaiwan(), 486, 560, 1.25), 2.6) + shadow(680, 590, 56, 11, p.cast, .5) + put(cup(), 676, 590, 1.15) + steam(470, 296)


@scene
def delivery_gaiwan_3():
    p = PORCELAIN
    return table(p, 500, x=180) + shadow(470, 610, 100, 16, p.cast) + put(vase(), 470, 606, 2.1) + shadow(720, 600, 80, 12, p.cast) + put(lid(), 720, 596, .95)


@scene
def delivery_gaiwan_4():
    p = PORCELAIN
    return table(p, 420, x=-200) + runner(p, 520, 448, 640) + shadow(380, 574, 120, 20, p.cast, .45) + put(pitcher(), 380, 574, 2.0) + shadow(610, 560, 76, 14, p.cast, .5) + put(cup(), 610, 560, 1.6) + shadow(780, 600, 82, 15, p.cast, .5) + put(cup(), 780, 600, 1.75) + steam(590, 450, s=1.1)


@scene
def delivery_gaiwan_5():
    """The table from above."""
    p = PORCELAIN
    def round_(x, y, r, liquor):
        return dot(x + 8, y + 12, r, "#6f5a3c", .3) + dot(x, y, r, "#fbfaf5") + dot(x, y, r * .9, "#e4e5dc") + dot(x, y, r * .84, liquor) + path(f"M{x - r * .6:.0f} {y - r * .3:.0f}a{r * .7:.0f} {r * .7:.0f} 0 0 1 {r * .5:.0f}-{r * .4:.0f}", "none", "#f0d6a4", 5, .8)
    return (top_view(p) + path("M250-20H710V660H250z", "#e3ddcd") + line("M268-20V660M692-20V660", "#cbbfa6", 4) + dot(490, 338, 196, "#8f7a5a", .3) + dot(480, 322, 196, "#f6f6f0") + dot(480, 322, 150, "#dfe2d8") + round_(480, 322, 136, "#c98c3e")
            + round_(760, 190, 62, "#d89c4c") + round_(790, 400, 62, "#d89c4c") + round_(180, 230, 76, "#bf8236") + put(leaves(), 470, 330, 1.3) + put(dot(8, 12, 92, "#6f5a3c", .3) + dot(0, 0, 92, "#fbfaf5") + dot(0, 0, 76, "#eceee6") + dot(0, 0, 30, "#fbfaf5") + dot(0, 0, 20, "#dfe2d8"), 210, 470))


@scene
def delivery_gaiwan_6():
    p = PORCELAIN
    return table(p, 434, x=-20) + runner(p, 470, 462, 520) + shadow(420, 572, 170, 24, p.cast, .45) + put(gaiwan(lid=False), 420, 568, 1.45) + shadow(690, 590, 110, 15, p.cast, .5) + put(lid(), 690, 584, 1.3, turn=-6) + put(tin("#6d8e88"), 800, 510, .9) + steam(390, 350, s=1.3)


@scene
def delivery_backpack_1():
    p = SAND
    cloth = lambda c, w: rect(-w / 2, -36, w, 72, c, 14) + rect(-w / 2, -10, w, 4, dark(c, .14)) + rect(-w / 2, 12, w, 4, dark(c, .14))  # noqa: E731
    things = (put(cloth("#8c9b6c", 120), 560, 130), (put(cloth("#7b8fa0", 120), 700, 130)), put(cloth("#b4683f", 120), 840, 130), put(rect(-36, -80, 72, 160, "#4f7d92", 22) + rect(-18, -98, 36, 24, "#2f3b3d", 6), 560, 290),
              put(rect(-80, -30, 160, 60, "#c67b4e", 30) + rect(30, -30, 9, 60, "#a9623c"), 720, 250), put(hiking_shoe(), 760, 420, .55), put(rect(-56, -38, 112, 76, "#b06a66", 8) + rect(-8, -26, 16, 52, "#f4eede", 3) + rect(-26, -8, 52, 16, "#f4eede", 3), 570, 470),
              put(line("M-60 0h110", "#2f3b3d", 18) + dot(60, 0, 20, "#e8c987"), 730, 520, 1, turn=-12), put(notebook("#6d8e88", 110, 140), 860, 300, 1, turn=8), put(phone(w=70, h=140), 870, 590, 1, turn=6))
    return top_view(p) + put(backpack("#5f7f8e", "#c98c5a"), 280, 540, 1.45) + "".join(things)


@scene
def delivery_backpack_2():
    return (sheet("#d3e2e8") + dot(760, 120, 50, "#f6e4ac") + peak(620, 470, 440, 330, "#8aa0a8", "#f8fafa") + ridge(400, "#a3b7b4", 3, 90, 200) + swell(450, "#86a07c", 16, 4) + "".join(put(pine(h, "#55765f"), x, y) for h, x, y in ((150, 90, 520), (190, 180, 560), (160, 860, 530)))
            + swell(540, "#a38f66", 10, 2) + oval(470, 604, 200, 18, "#86744f") + put(backpack("#5f7f8e", "#c98c5a"), 470, 602, 1.1) + line("M640 606L700 330M664 606L690 360", "#3f4a4c", 8))


@scene
def delivery_lake_1():
    return (sheet("#cfe2ea") + "".join(oval(x, y, w, 22, "#eff6f7") for x, y, w in ((180, 90, 110), (640, 130, 150), (760, 112, 90))) + ridge(290, "#a9c0c9", 5, 110, 210) + ridge(330, "#86a4a8", 9, 60, 150) + rect(0, 338, W, 302, "#74a8ba") + waves(356, "#98c4d0", 26, 6, 620)
            + put(boat("#8a5a3c", "#f4eee0"), 640, 440, .8) + path("M0 640V520c120-50 220-40 300 0s160 60 220 120z", "#8fae7c") + "".join(line(f"M{x} {y}q6-40 {a} -80", "#6f8a5c", 5) for x, y, a in ((60, 560, 10), (90, 550, -6), (130, 545, 14), (210, 545, -8), (250, 555, 12))))


@scene
def delivery_lake_2():
    return (sheet("#f0dcc8") + dot(300, 280, 70, "#f6c184") + ridge(320, "#b8a8b4", 4, 100, 190) + ridge(350, "#948ca4", 8, 50, 140) + rect(0, 356, W, 120, "#a9b6c4") + "".join(line(f"M{x} {y}h{w}", "#f4d2a6", 6) for x, y, w in ((240, 376, 120), (210, 404, 180), (250, 432, 90)))
            + path("M0 470h960v170H0z", "#8d8578") + path("M0 540h960v14H0z", "#e9dfc8", op=.5) + put(bicycle("#d78a54", basket="#c9a26e", step=True), 470, 600, 1.05) + put(human("#4f7d92", "#3f4a54", pose="walk"), 812, 612, 1.25))


@scene
def delivery_headphones_1():
    p = LILAC
    glasses = ring(-58, 0, 50, "#2f2a3a", 8) + ring(66, 0, 50, "#2f2a3a", 8) + line("M-8-8q12-14 26 0M-108-6l-40-34M116-6l40-36", "#2f2a3a", 8)
    return top_view(p) + put(headphones_side(), 400, 370, 1.45) + put(glasses, 690, 250, 1.05, turn=-10) + put(notebook("#7f9aa3", 170, 220), 750, 480, 1, turn=9) + line("M500 440c60 90 140 20 170 110", "#3f3b56", 10)


@scene
def delivery_headphones_2():
    p = MIST
    graph = "".join(line(f"M20 {y}H360", "#c3cfd2", 2) for y in range(30, 210, 36)) + line("M20 120C60 100 100 96 150 100S230 80 260 60 300 130 330 110 350 120 360 150", "#c9622f", 5) + line("M20 126C60 108 100 104 150 106S230 90 260 70 300 136 330 118 350 130 360 158", "#5f7f8e", 4)
    head = path("M-70 0c-10-60-60-80-60-160 0-80 60-130 130-130s130 50 130 130c0 80-50 100-60 160z", "#3f4a4c") + clip("M-70 0c-10-60-60-80-60-160 0-80 60-130 130-130s130 50 130 130c0 80-50 100-60 160z", rect(40, -300, 120, 310, "#343e40")) + rect(-90, -16, 180, 16, "#2f383a", 6)
    return table(p, 480, x=-80) + put(monitor("#3f4a4c", "#f4f6f4", graph), 650, 560, 1.2) + put(head, 290, 590, 1.05) + put(headphones("#2f4650", "#c98c5a", "#56727e"), 290, 548, 1.0) + line("M340 590C440 630 480 570 560 592", "#2f3b3d", 7)


@scene
def delivery_pack_1():
    p = CLAY
    things = put(laptop("#c4b8ae", "#e6d3c5"), 640, 330, .8) + put(notebook("#5f7b78", 120, 160), 610, 460, 1, turn=-5) + put(rect(-34, -76, 68, 152, "#d6a15c", 20) + rect(-17, -94, 34, 24, "#3f3430", 6), 770, 470) + put(camera("#3a3430", "#c9bfb2", "#6a4a3c"), 860, 300, .45) + put(rect(-60, -24, 120, 48, "#9c5a44", 22), 640, 580) + put(phone(w=64, h=128), 850, 590, 1, turn=8)
    return top_view(p) + put(backpack("#c98c3f", "#3f4a4c", True), 300, 560, 1.4) + things


@scene
def delivery_camera_1():
    p = SAND
    return table(p, 470, x=120) + line("M260 0C230 200 240 330 330 420M700 0C730 200 720 330 632 420", "#8c9b6c", 18) + shadow(480, 584, 210, 18, p.cast) + put(camera("#3a3f3c", "#c7c3b4", "#5a4a3c"), 480, 582, 1.45) + put(film("#c9a15d"), 780, 590, 1)


@scene
def delivery_camera_2():
    """A frame on black and white film."""
    edge = rect(0, 0, W, 40, "#161616") + rect(0, 600, W, 40, "#161616") + "".join(rect(x, y, 26, 16, "#e9e9e4", 4) for x in range(20, 960, 60) for y in (12, 612))
    return grey(sheet("#d6d6d2") + dot(240, 150, 46, "#efefeb") + peak(740, 330, 160, 140, "#a9a9a6", "#eeeeea") + rect(0, 320, W, 160, "#8d8d8b") + waves(336, "#b0b0ad", 16, 3, 460) + rect(0, 470, W, 170, "#b9b9b4") + rect(0, 556, W, 14, "#5f5f5d") + put(train("#6a6a68", "#dededa", 4), 120, 556, 1.1) + line("M0 240H960", "#555553", 3) + rect(820, 190, 13, 376, "#4f4f4d") + edge)


@scene
def delivery_sofa_1():
    p = MOSS
    return (room(p, 470) + window(p, 130, 60, 230, 260, "#e6eeea", ridge(270, "#b3c6a8", 2, 40, 80)) + frame(560, 90, 110, 140, "#8a6a48", print_("#c67b4e", "#5f7a52")) + rug(480, 576, 400, 56, "#cdbf98") + put(sofa("#8a6f8f", 440, cushions=((-100, "#e9e2cc", -7), (-20, "#c67b4e", 5))), 470, 588, 1.2)
            + put(floor_lamp("#3f4a4c", "#e9dcb6"), 850, 594, 1.05, True) + put(side_table(), 140, 596, .9) + put(mug("#fbfaf5"), 140, 490, .6) + put(plant_monstera(), 890, 604, .6))
