"""Shoes, bags, tents, wheels, water and towns."""
import math
import random

from .kit import *  # noqa: F403  (the drawing vocabulary)


# ---- shoes and bags

def hiking_shoe(c="#b4683f", sole="#2f3a37", lace="#f2e7d8"):
    """A hiking boot, toe to the right, 330 wide and 200 high."""
    d = "M-150-34l16-112c4-14 12-20 24-18 14 4 30-2 44-16l40 34c42 44 92 46 134 62 16 8 22 24 16 50z"
    out = path("M-158-40H126c6 26-4 40-28 40h-230c-22 0-32-14-26-40z", sole) + "".join(rect(-146 + i * 34, -8, 20, 12, sole, 3) for i in range(8))
    extra = path("M-150-30L-146-62H-90L-78-30z", dark(c, .2)) + path("M44-30C60-66 110-70 126-62V-20H40z", dark(c, .14)) + line("M-110-160C-96-120-90-90-78-40", dark(c, .2), 4, .7)
    out += solid(d, c, None, 0, None, extra) + path("M-66-180l40 34-34 24c-26-4-46-14-66-32 26 2 44-4 60-26z", dark(c, .3)) + path("M-134-146c4-14 12-20 24-18 14 4 30-2 44-16l8 7c-16 22-34 30-76 27z", light(c, .14))
    return out + "".join(line(f"M{x} {y}l-26 20", lace, 8) for x, y in ((-22, -142), (6, -118), (36, -100)))


def sneaker(c="#5f7f8e", sole="#f4f1e8", stripe="#c98c5a"):
    """A running shoe, toe to the right, 340 wide and 150 high."""
    d = "M-156-30c-6-40-4-78 6-96 30 14 58 6 74-16l66 44c34 26 92 26 126 44 18 10 22 18 20 30z"
    out = solid(d, c, None, 0, None, path("M-152-30c0-30 20-52 60-54l20 54z", dark(c, .16)) + path("M54-26c6-30 34-46 70-42l30 44z", dark(c, .12)) + path("M-84-28l40-64 24 14-22 50zM-34-28l26-46 22 12-18 34z", stripe))
    out += path("M-84-140l66 42-22 22c-24-6-48-20-62-44 8-4 14-10 18-20z", dark(c, .28)) + "".join(line(f"M{x} {y}l-20 18", sole, 7) for x, y in ((-26, -106), (-2, -92), (22, -78)))
    return out + path("M-162-34H138c18 4 24 34-4 34h-260c-34 0-42-14-36-34z", sole) + path("M-160-14H146c-2 10-8 14-20 14h-258c-16 0-26-4-28-14z", dark(sole, .16))


def sole(c="#3f4a4c", lug="#c67b4e"):
    """The underside of a trail shoe, upright, 150 wide and 380 high."""
    d = "M0-190c50 0 76 44 74 100-2 50-26 76-24 120 2 38 16 60 12 96-4 40-30 64-62 64s-58-24-62-64c-4-36 10-58 12-96 2-44-22-70-24-120-2-56 24-100 74-100z"
    lugs = "".join(path(f"M{x} {y}l16-12 16 12v14l-16-10-16 10z", lug) for y in range(-160, 180, 36) for x in (-64, -16, 32))
    return path(d, c) + clip(d, lugs) + path(d, "none", dark(c, .3), 6)


def backpack(c="#5f7f8e", trim="#c98c5a", roll=False, straps=True):
    """A backpack from the front, 240 wide and 330 high."""
    d = dark(c, .14)
    out = (line("M-96-90C-140-60-140-10-104-6M96-90C140-60 140-10 104-6", dark(c, .3), 16) if straps else "") + path("M-26-318c0-30 52-30 52 0", "none", dark(c, .35), 10)
    out += solid("M-108-30v-190c0-66 46-100 108-100s108 34 108 100v190c0 20-12 30-32 30H-76c-20 0-32-10-32-30z", c, 52, 14, d)
    if roll:
        out += solid(box(-112, -336, 224, 64, 20), light(c, .1), 52, 8) + rect(-66, -338, 14, 130, dark(c, .35)) + rect(52, -338, 14, 130, dark(c, .35)) + rect(-72, -226, 26, 22, trim, 4) + rect(46, -226, 26, 22, trim, 4)
    else:
        out += line("M-74-214C-70-262 70-262 74-214", dark(c, .3), 5)
    return out + solid(box(-76, -150, 152, 120, 20), light(c, .08), 30, 8, dark(c, .06)) + line("M-76-112H76", trim, 6) + rect(50, -118, 10, 30, trim, 4)


def leather_bag(c="#8a5a3c", metal="#c9a15d"):
    """A weekend bag, 340 wide and 260 high."""
    return (path("M-80-170C-80-290 80-290 80-170", "none", dark(c, .3), 13) + solid("M-150-160c0-22 14-34 36-34h228c22 0 36 12 36 34l14 136c2 16-8 24-24 24h-280c-16 0-26-8-24-24z", c, 84, 14, dark(c, .14))
            + line("M-140-176H140", dark(c, .35), 6) + rect(-96, -196, 34, 70, dark(c, .22), 6) + rect(62, -196, 34, 70, dark(c, .22), 6) + dot(-79, -146, 8, metal) + dot(79, -146, 8, metal)
            + line("M-158-20q158 16 316 0M-128-150L-144-30M128-150L144-30", light(c, .25), 2.6, .7))


def suitcase(c="#4f7d92"):
    return rect(-34, -226, 68, 60, "none") + line("M-24-176v-56h48v56", "#3f4a4c", 8) + solid(box(-84, -180, 168, 172, 18), c, 34, 0) + "".join(line(f"M{x}-166V-22", dark(c, .2), 5) for x in (-46, 0, 46)) + dot(-54, -2, 10, "#2f3b3d") + dot(54, -2, 10, "#2f3b3d")


# ---- tents

def tent(c="#c67b4e", fly="#8a4c2b", lit=False, flap=True):
    """A ridge tent three quarters from the front, 420 wide and 210 high."""
    glow = "#f4d894" if lit else dark(c, .45)
    out = path("M-120-200L-216 0H30z", light(c, .12)) + path("M-120-200L60-182 216 0H30z", c) + path("M60-182L216 0H30L-120-200z", dark(c, .1))
    out += path("M-108-176L-176 0H-22z", glow) + (path("M-108-176L-60 0h38z", fly) + path("M-108-176L-176 0h30z", fly) if flap else "")
    return out + line("M-216 0l-50 22M216 0l46 24M-120-200l-130 150M60-182l180 150", "#e9e4d6", 2.6, .8)


def dome(c="#d6a15c", door="#3f4a4c", lit=False):
    """A dome tent, 420 wide and 220 high."""
    return (solid("M-210 0C-190-150-90-222 0-222S190-150 210 0z", c, 40, 90, dark(c, .13)) + path("M-70 0C-62-110-30-160 0-176 30-160 62-110 70 0z", "#f6e0a4" if lit else door)
            + line("M0-222C-110-190-170-90-176 0M0-222C110-190 170-90 176 0", dark(c, .25), 4) + path("M0-176C40-150 64-90 70 0H34C34-80 20-140 0-176z", light(c, .15)) + line("M-210 0l-44 18M210 0l44 18", "#e9e4d6", 3))


def stove(fire=True):
    """A camp stove with a pot, 170 wide and 220 high."""
    flame = path("M-34-72c-6-20 12-26 10-44 14 10 20 26 24 26s8-18 20-24c-2 18 18 22 12 42z", "#e2a14c") + path("M-14-72c-2-12 8-16 12-26 6 10 14 14 12 26z", "#7fb0c4") if fire else ""
    return line("M-60 0l30-54h60l30 54", "#56636b", 8) + rect(-30, -66, 60, 16, "#3f4a4c", 4) + flame + line("M-70-104h140M-54-104l16 34M54-104L38-70", "#56636b", 6) + solid(box(-72, -206, 144, 104, 10), "#9aa3a3", 26, 0) + rect(-78, -214, 156, 14, "#7d878a", 6) + dot(0, -220, 9, "#3f4a4c") + line("M72-184h64", "#3f4a4c", 11)


# ---- wheels

def wheel(r, tyre="#2f3b3d", spokes="#aeb8b8", n=14):
    return ring(0, 0, r, tyre, r * .1) + ring(0, 0, r * .9, spokes, 2.5) + "".join(line(f"M0 0L{f(math.cos(i * 2 * math.pi / n) * r * .9)} {f(math.sin(i * 2 * math.pi / n) * r * .9)}", spokes, 1.6) for i in range(n)) + dot(0, 0, r * .09, tyre)


def bicycle(c="#4f7d92", tyre="#2f3b3d", saddle="#6a4a34", lamp=None, fenders=False, step=False, basket=None):
    """A city bike facing right, 520 wide and 330 high."""
    r, y, b = 106, -106, (-30, -112)
    rear, front, seat, head = (-150, y), (158, y), (-74, -260), (110, -262)
    out = put(wheel(r, tyre), *rear) + put(wheel(r, tyre), *front)
    if fenders:
        out += path(f"M{rear[0] - 118} {y + 8}A118 118 0 0 1 {rear[0] + 84} {y - 84}", "none", dark(c, .2), 8) + path(f"M{front[0] - 104} {y - 56}A118 118 0 0 1 {front[0] + 92} {y - 74}", "none", dark(c, .2), 8)
    top = f"M{seat[0] + 14} {seat[1] + 76}L{head[0] + 6} {head[1] + 44}" if step else f"M{seat[0] + 4} {seat[1] + 22}L{head[0] + 4} {head[1] + 16}"
    out += line(f"M{rear[0]} {rear[1]}L{b[0]} {b[1]}L{seat[0]} {seat[1]}M{rear[0]} {rear[1]}L{seat[0] + 6} {seat[1] + 32}M{b[0]} {b[1]}L{head[0] + 8} {head[1] + 40}" + top, c, 11)
    out += line(f"M{head[0]} {head[1]}L{front[0]} {front[1]}", c, 11) + line(f"M{head[0]} {head[1]}l-8-34h-34M{head[0] - 8} {head[1] - 34}h30q20 4 14 24", "#3f4a4c", 9)
    out += line(f"M{seat[0]} {seat[1]}l-8-28", "#9aa3a3", 8) + path(f"M{seat[0] - 58} {seat[1] - 40}q48-8 98 2 6 10-8 14-60-4-84 6-14-8-6-22z", saddle)
    out += ring(b[0], b[1], 26, "#56636b", 6) + line(f"M{b[0]} {b[1] - 26}L{rear[0]} {y - 10}M{b[0]} {b[1] + 26}L{rear[0]} {y + 10}", "#56636b", 2.5) + line(f"M{b[0]} {b[1]}l26 40M{b[0] + 12} {b[1] + 42}h28", "#56636b", 8)
    if lamp:
        out += rect(head[0] + 16, head[1] + 4, 36, 26, "#2f3b3d", 8) + dot(head[0] + 54, head[1] + 17, 12, lamp)
    return out + (rect(head[0] + 8, head[1] - 70, 90, 62, basket, 8) + "".join(line(f"M{head[0] + 22 + i * 16} {head[1] - 68}v58", dark(basket, .2), 3) for i in range(5)) if basket else "")


def cargo_bike(c="#5f7a6c", box_c="#c98c5a"):
    """A bike with a box in front, facing right, 700 wide and 320 high."""
    return (put(wheel(104), -240, -104) + put(wheel(76), 270, -76) + line("M-240-104L-120-104-164-250M-240-104L-158-226M-120-104L20-232M20-236L44-90H270M20-236l-10-40h-40", c, 11) + line("M270-76V-110", c, 11)
            + solid("M40-214H250l-26 130H66z", box_c, 170, 0) + line("M46-196H246", dark(box_c, .2), 5) + path("M-222-288q48-8 98 2 6 10-8 14-60-4-84 6-14-8-6-22z", "#6a4a34") + line("M-164-250l-8-24", "#9aa3a3", 8)
            + ring(-120, -104, 26, "#56636b", 6) + line("M-120-104l24 42M-108-60h28", "#56636b", 8) + dot(258, -190, 13, "#f4e2a8"))


def car(c="#c9a15d", glass="#cfe0e4", rack=False):
    """A small car from the side, facing right, 460 wide and 190 high."""
    out = rect(-120, -204, 230, 12, "#56636b", 5) + rect(-90, -240, 160, 38, "#8a6a48", 8) if rack else ""
    out += solid("M-226-40c-4-40 4-66 30-70l50-6 50-60q8-14 30-14H30q22 0 36 14l50 58 74 14q34 8 34 60 0 10-10 10h-430q-10 0-10-6z", c, None, 0, None, rect(-240, -64, 500, 80, dark(c, .1)))
    out += path("M-120-120l38-44q6-8 18-8h44v52zM-4-120v-52h32q12 0 20 8l38 44z", glass)
    for x in (-126, 128):
        out += dot(x, -34, 44, dark(c, .3)) + dot(x, -34, 38, "#2f3b3d") + dot(x, -34, 18, "#aeb8b8")
    return out + rect(196, -92, 30, 16, "#f6ecc8", 6) + rect(-226, -96, 18, 22, "#b4503c", 5) + line("M-12-114V-48", dark(c, .22), 3) + rect(14, -104, 26, 7, dark(c, .3), 3)


def road(c="#6b7476", mark="#e9e4d0", x=480, top=330, w=40):
    """A road that runs to the horizon."""
    return path(f"M{x - w / 2} {top}h{w}L{x + 360} {H}H{x - 360}z", c) + "".join(path(f"M{f(x - k * .012 * 10 - k * .006)} {f(top + k)}h{f(k * .05)}l{f(k * .012)} {f(k * .22)}h{f(-k * .062)}z", mark) for k in (24, 54, 104, 190, 290))


def train(c="#6d8e88", band="#f0ecdc", n=3):
    """A local train from the side, 200 a carriage."""
    out = ""
    for i in range(n):
        x = i * 206
        out += solid(box(x, -120, 200, 108, 14), c, None, 0, None, rect(x, -98, 200, 46, band)) + "".join(rect(x + 16 + j * 46, -92, 34, 32, "#4f6772", 4) for j in range(4)) + rect(x + 10, -14, 180, 10, "#2f3b3d", 4) + "".join(dot(x + a, -4, 11, "#2f3b3d") for a in (38, 70, 130, 162)) + line(f"M{x + 90}-120l14-26 16 26", "#56636b", 4)
    return out


# ---- water and towns

def waves(y, c, n=14, seed=2, y1=H, w=60):
    r = random.Random(seed)
    return "".join(line(f"M{r.randint(-20, W - 60)} {r.randint(y, y1)}h{r.randint(w // 2, w * 2)}", c, 4, .8) for _ in range(n))


def skyline(c, seed=1, width=960, height=220, lights=None):
    """Blocks of a town that end at y 0."""
    r, x, out = random.Random(seed), 0, ""
    while x < width:
        w, h = r.randint(44, 96), int(height * r.uniform(.35, 1))
        out += rect(x, -h, w, h, c if r.random() < .6 else dark(c, .08)) + (rect(x + w * .45, -h - 26, 5, 28, c) if r.random() < .3 else "")
        if lights:
            out += "".join(rect(a, -b, 7, 10, lights, 1, r.choice((.9, .55))) for a in range(x + 10, x + w - 12, 16) for b in range(20, h - 12, 22) if r.random() < .32)
        x += w + r.choice((-6, 0, 8))
    return out


def boat(c="#8a5a3c", sail=None, person=False):
    return (path("M6-24V-190L104-34z", sail) + path("M-4-24V-160L-70-34z", dark(sail, .1)) + line("M0-20V-196", "#6a4f38", 5) if sail else "") + (put(sitter("#3f4a4c"), 0, -18, .5) if person else "") + path("M-110-26q110 26 220-4l-26 34q-84 12-166 0z", c) + path("M-110-26q110 26 220-4l-6 10q-104 24-206 4z", light(c, .2))


def sitter(c="#c67b4e", skin="#d9a683", hair="#3a2e28"):
    """A seated person from behind, 90 wide and 130 high."""
    return path("M-44 0c-6-50 10-84 44-84s50 34 44 84z", c) + rect(-9, -96, 18, 18, skin) + dot(0, -112, 24, skin) + path("M-26-108c-4-36 56-36 52 0-6 14-46 14-52 0z", hair)


def house(w, h, wall, roof, door="#6b4f3a", windows=2, tiles=True):
    """A low house with a curved tiled roof."""
    out = rect(-w / 2, -h, w, h, wall) + rect(w * .2, -h, w * .3, h, dark(wall, .07)) + path(f"M{-w / 2 - 34} {-h + 6}q30-8 44-44h{w - 20}q14 36 44 44z", roof) + (line(f"M{-w / 2 + 8} {-h - 38}h{w - 16}", dark(roof, .25), 9) if tiles else "")
    out += rect(-20, -h * .56, 40, h * .56, door, 3)
    return out + "".join(rect(x, -h * .72, 40, 40, "#e8d8a8", 3) + line(f"M{x + 20} {-h * .72}v40M{x} {-h * .72 + 20}h40", door, 3) for x in ((-w * .4, w * .4 - 40) if windows == 2 else (-w * .4,)))


def shopfront(w, h, wall, awning, sign):
    """An arcade house of the south, two floors."""
    return (rect(0, -h, w, h, wall) + rect(w * .68, -h, w * .32, h, dark(wall, .06)) + rect(-6, -h - 14, w + 12, 16, dark(wall, .14)) + "".join(rect(w * a, -h * .9, w * .2, h * .26, "#5c6f70", 40 if i == 1 else 4) for i, a in enumerate((.12, .4, .68)))
            + rect(w * .1, -h * .58, w * .8, h * .09, sign, 4) + rect(w * .1, -h * .4, w * .8, h * .4, dark(wall, .42)) + "".join(rect(w * (.1 + i * .1), -h * .46, w * .1 + 1, h * .1, awning if i % 2 else "#f4eede") for i in range(8)) + rect(-4, -h * .46, 18, h * .46, light(wall, .2)) + rect(w - 14, -h * .46, 18, h * .46, light(wall, .1)))
