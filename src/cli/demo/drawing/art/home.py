"""Furniture, plants, bottles, clothes and things for children."""
from .kit import *  # noqa: F403  (the drawing vocabulary)


def sofa(c="#5f7a52", w=480, legs="#8a6a48", cushions=None, seats=2):
    """A sofa from the front, w wide and 210 high."""
    d = dark(c, .12)
    out = "".join(path(f"M{x}-34l10 34h12l6-34z", legs) for x in (-w / 2 + 30, w / 2 - 58))
    out += path(box(-w / 2 + 30, -208, w - 60, 160, 26), c) + (line("M0-204V-100", d, 4) if seats == 2 else "") + path(box(-w / 2 + 24, -112, w - 48, 50, 16), light(c, .1)) + (line("M0-112V-64", d, 4) if seats == 2 else "")
    out += path(box(-w / 2 + 10, -68, w - 20, 40, 10), d)
    out += path(box(-w / 2, -150, 62, 122, 24), light(c, .06)) + path(box(w / 2 - 62, -150, 62, 122, 24), d)
    for x, cc, t in cushions or ():
        out += put(rect(-42, -84, 84, 80, cc, 16) + line("M-30-70q30 10 60 0", dark(cc, .14), 3), x, -100, 1, turn=t)
    return out


def armchair(c="#9c5a44", legs="#8a6a48"):
    """An armchair from the front, 240 wide and 240 high."""
    d = dark(c, .13)
    return (path("M-86-40l-14 40h14l18-40zM86-40l14 40h-14l-18-40z", legs) + path(box(-92, -244, 184, 210, 50), c) + path(box(-84, -118, 168, 56, 18), light(c, .12)) + path(box(-92, -70, 184, 40, 10), d)
            + path(box(-124, -156, 54, 126, 24), light(c, .05)) + path(box(70, -156, 54, 126, 24), d))


def chair(c="#c9a878", seat=None):
    """A wooden chair three quarters from the front, 200 wide and 330 high."""
    d = dark(c, .16)
    return (line("M-58-150L-70 0M78-150L92 0", d, 12) + line("M-84-136L-100 0M54-136L60 0", c, 13) + line("M-58-150L-70-320M78-150L84-316", c, 12) + path("M-78-322q80-30 168 6v44q-84-34-168-6z", c)
            + "".join(line(f"M{x}-150L{x * 1.06:.0f}-280", d, 7) for x in (-30, 0, 30, 58)) + path("M-100-150l40-26H92l-26 40h-152q-18 0-14-14z", seat or light(c, .12)) + path("M-100-148q-2 16 14 16h152l26-40v12l-26 40h-152q-18 0-14-28z", d))


def side_table(c="#8a6a48"):
    return line("M-50-110L-66 0M50-110L66 0", dark(c, .15), 9) + oval(0, -112, 84, 13, dark(c, .2)) + oval(0, -118, 84, 13, c)


def crate(w, h, c="#cfa878"):
    """A cardboard box."""
    return solid(box(-w / 2, -h, w, h, 3), c, w * .22, 0, dark(c, .1)) + rect(-w * .07, -h, w * .14, h * .36, light(c, .3)) + line(f"M{-w * .4:.0f}-14h{w * .2:.0f}M{-w * .4:.0f}-24h{w * .12:.0f}", dark(c, .3), 4)


# ---- plants

def pot(c="#b4683f", w=110, h=100):
    return solid(f"M{-w / 2} {-h}h{w}l{-w * .14} {h}h{-w * .72}z", c, w * .16, 6) + rect(-w / 2 - 6, -h - 10, w + 12, 22, light(c, .1), 5)


def leaf(x, y, a, r, c):
    d = f"M0 0C{r * .2:.0f} {-r * .62:.0f} {r * .9:.0f} {-r * .62:.0f} {r * 1.25:.0f} 0 {r * .9:.0f} {r * .62:.0f} {r * .2:.0f} {r * .62:.0f} 0 0z"
    return put(path(d, c) + clip(d, rect(0, 0, r * 1.4, r, dark(c, .1))) + line(f"M0 0H{r * 1.05:.0f}", dark(c, .22), 2.5), x, y, 1, turn=a)


def plant_monstera(c="#4f7a58", pot_c="#c98c5a"):
    """A monstera in a pot, 330 high."""
    out = ""
    for x, y, a, r, k in ((-84, -250, 200, 78, 0), (-40, -320, 250, 84, .1), (50, -318, 300, 80, 0), (96, -240, -10, 82, .08), (4, -230, 280, 66, .16), (-70, -170, 170, 60, .06), (74, -168, 20, 58, .14)):
        out += line(f"M0-96Q{x * .2:.0f} {y * .7:.0f} {x * .62:.0f} {y * .86:.0f}", dark(c, .2), 6)
    for x, y, a, r, k in ((-84, -250, 200, 78, 0), (-40, -320, 250, 84, .1), (50, -318, 300, 80, 0), (96, -240, -10, 82, .08), (4, -230, 280, 66, .16), (-70, -170, 170, 60, .06), (74, -168, 20, 58, .14)):
        cc = mix(c, "#d8e2c4", k)
        d = f"M0 0C{r * .1:.0f} {-r * .8:.0f} {r * .9:.0f} {-r * .8:.0f} {r * 1.3:.0f} 0 {r * .9:.0f} {r * .8:.0f} {r * .1:.0f} {r * .8:.0f} 0 0z"
        body = path(d, cc) + clip(d, rect(0, 0, r * 1.5, r, dark(cc, .1))) + line(f"M0 0H{r:.0f}", dark(cc, .25), 3)
        slots = "".join(line(f"M{r * q:.0f} {-s * r * .2:.0f}l{r * .3:.0f} {-s * r * .34:.0f}", dark(cc, .32), 6) for q in (.3, .6) for s in (1, -1))
        out += put(body + slots, x * .62, y * .86, 1, turn=a)
    return out + pot(pot_c)


def plant_snake(c="#5f7a58", pot_c="#f1ebdf"):
    """A snake plant, 260 high."""
    out = "".join(put(path("M-18 0C-26-90-14-150 0-190 14-150 26-90 18 0z", mix(c, "#dfe6c4", k)) + path("M0 0C-4-90-4-150 0-190 14-150 26-90 18 0z", dark(c, .12)), x, -80, s, turn=a) for x, a, s, k in ((-30, -14, .8, .1), (30, 12, .85, .16), (0, -2, 1, 0), (14, 22, .6, .2)))
    return out + pot(pot_c, 96, 88)


def plant_hang(c="#6f8f5e", pot_c="#c67b4e", n=6, drop=150):
    """A trailing plant, its pot's foot at the origin."""
    out = pot(pot_c, 90, 70)
    for i in range(n):
        x = -44 + i * 88 / (n - 1)
        length = drop * (.55 + .45 * ((i * 7) % 5) / 4)
        out += line(f"M{x:.0f}-74q{(x * .5):.0f} 20 {(x * .35):.0f} {length:.0f}", c, 4) + "".join(oval(x + x * .36 * k + (8 if j % 2 else -8), -70 + length * k, 11, 7, mix(c, "#dfe6c4", .2 * (j % 2))) for j, k in enumerate((.2, .4, .6, .8, 1)))
    return out


def narcissus(dish="#9db0b3"):
    """Water narcissus in a shallow dish, 300 high."""
    out = "".join(line(f"M{x * .4:.0f}-40Q{x * .5:.0f}-150 {x}-{h}", "#6f8f5e", 10) for x, h in ((-90, 200), (-50, 250), (-14, 230), (30, 262), (70, 210), (104, 180)))
    for x, y in ((-60, -262), (-6, -290), (46, -270), (88, -228), (20, -220)):
        out += line(f"M{x * .4:.0f}-50Q{x * .7:.0f}-160 {x} {y}", "#7d9a6a", 5) + "".join(put(oval(0, -17, 10, 17, "#fdfaf0"), x, y, 1, turn=a) for a in range(0, 360, 60)) + dot(x, y, 9, "#e2a94c")
    return out + "".join(oval(x, -40, 30, 28, "#c9a878") for x in (-46, 0, 46)) + solid("M-120-44h240q-6 44-50 44h-140q-44 0-50-44z", dish, 50, 10) + rect(-126, -52, 252, 12, light(dish, .2), 6)


# ---- bottles and tubes

def dropper(c="#b4703c", label="#f4ede0", cap="#3f3430"):
    """A bottle with a pipette, 110 wide and 270 high."""
    return (rect(-17, -276, 34, 50, cap, 15) + rect(-26, -236, 52, 44, dark(cap, .1), 5) + rect(-20, -196, 40, 20, dark(c, .2)) + solid(box(-55, -182, 110, 182, 22), c, 22, 8, dark(c, .14), rect(-55, -138, 110, 100, label) + rect(22, -138, 60, 100, dark(label, .07)) + rect(-40, -118, 52, 8, dark(label, .4)) + rect(-40, -98, 36, 6, dark(label, .25)) + rect(-40, -70, 60, 6, dark(label, .25)))
            + line("M-42-160V-30", "#ffffff", 5, .3))


def pump(c="#e9ddd0", label="#b06a66", neck="#f7f1ea", h=250):
    """A pump bottle, 130 wide."""
    return (line(f"M0 {-h}v-46h-52", dark(neck, .2), 13) + rect(-22, -h - 18, 44, 26, neck, 5) + solid(box(-66, -h, 132, h, 30), c, 26, 8, None, rect(-36, -h * .66, 72, h * .32, label, 6) + rect(-22, -h * .58, 44, 7, light(label, .6)) + rect(-22, -h * .5, 30, 5, light(label, .5))))


def tube(c="#f4ede6", cap="#b06a66", band="#e0b98c"):
    """A standing tube, 110 wide and 240 high."""
    return solid("M-58-240h116l-14 200h-88z", c, 16, 4, dark(c, .08), rect(-70, -160, 150, 60, band) + rect(16, -160, 80, 60, dark(band, .08))) + rect(-62, -246, 124, 16, dark(c, .12), 3) + solid(box(-42, -42, 84, 42, 8), cap, 14, 0)


def jar(c="#f4ede6", lid_c="#b08a66", label=None):
    return solid(box(-70, -78, 140, 78, 18), c, 26, 8, None, rect(-70, -56, 160, 30, label) if label else "") + rect(-74, -106, 148, 34, lid_c, 8) + rect(26, -106, 48, 34, dark(lid_c, .12), 8)


def soap(c="#e6cdbb"):
    return oval(0, -8, 92, 16, "#a9825a") + solid(box(-62, -54, 124, 46, 20), c, 20, 8) + line("M-34-34h60", dark(c, .18), 5)


def lipstick(c="#b4483f", case="#3f3430", gold="#c9a15d"):
    """A lipstick, 64 wide and 230 high."""
    return rect(-32, -100, 64, 100, case, 6) + rect(8, -100, 24, 100, dark(case, .3), 6) + rect(-27, -136, 54, 38, gold) + path("M-21-136v-62l42-32v94z", c) + path("M4-136v-80l17-14v94z", dark(c, .14))


def balm(c="#f4ede6", stick="#d99a86"):
    """A lip balm, 60 wide and 190 high."""
    return rect(-22, -150, 44, 30, dark(c, .12)) + path("M-19-150v-30q19-22 38 0v30z", stick) + solid(box(-30, -126, 60, 126, 8), c, 8, 0, None, rect(-30, -90, 60, 54, "#b06a66") + rect(8, -90, 30, 54, "#9c5a57"))


# ---- clothes

def dress(c="#d8b48a", w=210):
    """A dress on a hanger, 360 high, its hook at the origin."""
    d = f"M-40 40C-30 56 30 56 40 40L66 52 58 120 46 150C70 220 96 290 {w / 2} 360H{-w / 2}C-96 290-70 220-46 150L-58 120-66 52z"
    return line("M0 0c14-16 22 4 4 10L0 26-70 54M0 26L70 54", "#8a6a48", 5) + solid(d, c, 20, 14, None, line("M-20 170C-30 240-44 300-56 360M16 170C26 240 34 300 40 360", dark(c, .14), 4) + rect(-60, 142, 120, 12, dark(c, .2)))


def coat(c="#8a7a5c", h=330):
    """A coat on a hook, its hook at the origin."""
    d = f"M-30 20C-16 34 16 34 30 20L74 44C90 110 92 200 86 250H66V{h}H-66V250H-86C-92 200-90 110-74 44z"
    return solid(d, c, 16, 10, None, line(f"M0 40V{h}M-58 90V250M58 90V250", dark(c, .2), 4) + path("M-30 20L0 90 30 20 50 32 0 130-50 32z", dark(c, .14)) + "".join(dot(14, y, 5, dark(c, .45)) for y in (150, 200, 250))) + line("M0 0V24", "#6a4f38", 5)


def hat(c="#c98c5a"):
    return oval(0, -6, 84, 15, dark(c, .1)) + path("M-50-8c0-52 16-66 50-66s50 14 50 66q-50 16-100 0z", c) + path("M-50-20q50 16 100 0v12q-50 16-100 0z", dark(c, .35))


# ---- children

def stroller(c="#5f7b78", hood=None, frame="#56636b"):
    """A light stroller facing left, 300 wide and 360 high."""
    hood = hood or dark(c, .12)
    out = line("M118-340L20-150-76-30M70-240L96-30M20-150L96-30", frame, 10) + line("M118-340l44-16", "#3f3430", 14)
    out += solid("M-124-150c-4 50 30 84 84 84 60 0 96-30 104-84z", c, 0, 20) + solid("M-124-150C-124-250-50-300 34-282L64-150z", hood, -30, 20) + line("M-30-286L-24-152M-92-248L-80-152", light(hood, .2), 4) + path("M-108-66h104v20h-90z", dark(c, .2))
    for x in (-82, 98):
        out += dot(x, -36, 36, "#3f3430") + dot(x, -36, 20, "#cfd4d0") + dot(x, -36, 7, "#56636b")
    return out


def car_seat(c="#7d8f7a", pad="#ecd8d3"):
    """A child's car seat from the front, 250 wide and 320 high."""
    return (solid("M-120 0c-14-60-10-130 6-210 8-70 50-110 114-110s106 40 114 110c16 80 20 150 6 210z", c, 60, 20) + path("M-84-30c-10-60-6-120 6-180 6-50 34-80 78-80s72 30 78 80c12 60 16 120 6 180z", pad) + path("M-90-46q90-40 180 0l6 46H-96z", dark(pad, .08))
            + line("M-40-250L-16-90M40-250L16-90M-16-90L-50-20M16-90L50-20", "#56636b", 14) + rect(-20, -106, 40, 34, "#b06a66", 8) + path("M-112-150c-20 40-20 80-10 120l28-6c-6-40-4-70 4-104zM112-150c20 40 20 80 10 120l-28-6c6-40 4-70-4-104z", dark(c, .16)))


def blocks():
    """Wooden toys in a row, 420 wide and 220 high."""
    return (rect(-200, -70, 70, 70, "#d6a15c", 6) + rect(-124, -70, 70, 70, "#7d9a8c", 6) + path("M-200-70l35-54 35 54z", "#b06a66") + rect(-110, -128, 42, 58, "#e0c08a", 5) + dot(-89, -150, 24, "#c67b4e")
            + line("M0-60h180", "#b98f66", 22) + "".join(dot(x, -24, 26, c) + dot(x, -24, 8, "#f3ead6") for x, c in ((30, "#b06a66"), (150, "#5f7b78"))) + rect(-6, -150, 70, 84, "#e0c08a", 8) + rect(84, -114, 100, 48, "#c98c5a", 8) + rect(10, -136, 38, 34, "#f3ead6", 5) + rect(150, -150, 24, 38, "#7d9a8c", 4))
