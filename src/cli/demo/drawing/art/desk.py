"""What stands on a desk or makes sound."""
import math

from .kit import *  # noqa: F403  (the drawing vocabulary)


def desk_lamp(c="#d8dcd6", shade_c="#c98c3e", beam="#f0dca0", glow=.5, reach=1):
    """A jointed lamp looking right, 330 high; its light falls to the surface at y 0."""
    out = path(f"M98-262L{f(30)} 0h{f(210 * reach)}L168-232z", beam, op=glow) if glow else ""
    out += rect(-92, -14, 120, 14, dark(c, .2), 6) + line("M-32-14L-44-226 66-300", c, 13) + dot(-44, -226, 12, dark(c, .25)) + dot(66, -300, 11, dark(c, .25))
    head = solid("M-26-8L34-30c34 12 54 36 58 70L-20 62c-18-20-18-52-6-70z", shade_c, 20, 18, dark(shade_c, .16))
    return out + put(head, 84, -290, 1, turn=18)


def round_lamp(c="#c67b4e", glow="#f5e6b8", stem="#8a6a48", lit=True):
    """A bedside lamp with a pleated shade, 260 high."""
    out = (oval(0, -190, 170, 150, glow, op=.28) + oval(0, -190, 120, 106, glow, op=.35)) if lit else ""
    out += oval(0, -5, 54, 10, dark(stem, .2)) + solid("M-14-120h28c2 50 34 62 34 92 0 20-20 28-48 28s-48-8-48-28c0-30 32-42 34-92z", stem, 12, 12, dark(stem, .16))
    out += solid("M-58-254h116l38 128c-30 14-162 14-192 0z", light(c, .5) if lit else c, 34, 12, light(c, .28) if lit else dark(c, .14))
    for x in (-40, -14, 14, 40):
        out += line(f"M{x * .9:.0f}-250L{x * 1.6:.0f}-122", c, 2, .4)
    return out


def floor_lamp(c="#3f4a4c", shade_c="#e9dcb6", h=420):
    """An arched floor lamp to the right."""
    return (oval(0, -4, 60, 11, dark(c, .2)) + line(f"M0-8V{-h + 90}C0 {-h - 20} 120 {-h - 40} 160 {-h + 50}", c, 9)
            + solid(f"M116 {-h + 110}c0-44 20-62 46-62s46 18 46 62z", shade_c, 176, 6, dark(shade_c, .1)) + oval(162, -h + 110, 46, 8, "#fff6d4"))


def pendant(c="#5f7a52", drop=150):
    """A lamp that hangs from the top."""
    return line(f"M0 0V{drop}", "#3f4a4c", 4) + solid(f"M-70 {drop + 66}c0-44 30-70 70-70s70 26 70 70z", c, 20, 18) + oval(0, drop + 66, 70, 10, "#fdf0c4")


def headphones(cup="#3f3b56", pad="#dc9a78", band="#544f6b", grill=True):
    """Open-back headphones seen from the front, 300 wide and 330 high."""
    out = path("M-116-110C-116-330 116-330 116-110", "none", band, 22) + path("M-100-142C-96-296 96-296 100-142", "none", light(band, .25), 9)
    for k in (-1, 1):
        inner = solid(box(-34, -80, 34, 160, 17), pad, None) + solid(box(-74, -96, 62, 192, 28), cup, -30, 6, light(cup, .14))
        if grill:
            inner += "".join(line(f"M-62 {y}h36", light(cup, .3), 4) for y in range(-60, 70, 20))
        out += put(inner, 72 * k, -86, 1, flip=k > 0)
    return out


def headphone_stand(wood="#8a6a48"):
    return oval(0, -6, 90, 14, dark(wood, .2)) + rect(-70, -18, 140, 16, wood, 8) + rect(-11, -330, 22, 316, wood, 6) + path("M-60-336q60-34 120 0v16q-60-30-120 0z", wood)


def headphones_side(cup="#3f3b56", band="#544f6b", pad="#dc9a78"):
    """Headphones lying on their side, one cup toward us, 300 wide."""
    return (path("M-20-150C-180-200-220-40-96-30", "none", band, 20) + oval(-92, -36, 40, 34, dark(cup, .2)) + oval(-92, -40, 34, 26, pad)
            + dot(60, -96, 96, dark(cup, .25)) + dot(56, -100, 92, cup) + dot(56, -100, 70, dark(cup, .3)) + "".join(ring(56, -100, r, light(cup, .22), 4) for r in (62, 48, 34, 20)) + dot(56, -100, 8, light(cup, .3)))


def keyboard(case="#e9e4d6", key="#fbfaf5", accent="#c98c5a", rows=4, cols=13, shade=True):
    """A keyboard seen from above, 620 × 250, its middle at the origin."""
    w, h = cols * 44 + 36, rows * 44 + 66
    out = (rect(-w / 2 + 8, -h / 2 + 14, w, h, "#000000", 18, .12) if shade else "") + rect(-w / 2, -h / 2, w, h, case, 18) + rect(-w / 2 + 12, -h / 2 + 12, w - 24, h - 24, dark(case, .14), 10)
    for r in range(rows):
        x, y = -w / 2 + 18, -h / 2 + 18 + r * 44
        widths = ([1] * cols, [1.5] + [1] * (cols - 3) + [1.5], [1.75] + [1] * (cols - 4) + [2.25], [2.25] + [1] * (cols - 5) + [2.75])[r % 4]
        for i, k in enumerate(widths):
            ww = k * 44 - 5
            c = accent if (r, i) in ((0, 0), (2, len(widths) - 1), (1, cols - 2)) else (dark(key, .08) if i in (0, len(widths) - 1) else key)
            out += rect(x, y, ww, 39, dark(c, .16), 7) + rect(x + 4, y + 2, ww - 8, 30, c, 6)
            x += k * 44
    y = -h / 2 + 18 + rows * 44
    x = -w / 2 + 18
    for k in (1.25, 1.25, 1.25, cols - 7.5, 1.25, 1.25, 1.25):
        c = accent if k > 3 else dark(key, .08)
        out += rect(x, y, k * 44 - 5, 26, dark(c, .16), 7) + rect(x + 4, y + 2, k * 44 - 13, 18, c, 6)
        x += k * 44
    return out


def keycap(c="#f1ebdf"):
    """One key in perspective, 90 wide."""
    return path("M-46 0L-34-62q2-8 10-8h48q8 0 10 8L46 0q2 10-8 10h-76q-10 0-8-10z", dark(c, .14)) + rect(-31, -66, 62, 48, c, 9) + path("M-22-58h44q-22 30-44 0z", light(c, .4), op=.6)


def switch(stem="#c9622f", body="#3f4a4c"):
    """A key switch, 84 wide and 96 high."""
    return (rect(-30, -8, 10, 20, "#c9a15d") + rect(18, -8, 10, 20, "#c9a15d") + solid("M-42-52h84l-8 52h-68z", body, 14, 0) + solid("M-34-78h68l8 26h-84z", light(body, .25), 12, 0)
            + rect(-16, -96, 32, 22, stem, 4) + rect(-5, -104, 10, 12, light(stem, .2)))


def monitor(c="#3f4a4c", screen="#dfe6e6", inside=""):
    """A screen on a foot, 420 wide and 330 high; `inside` is drawn on a 380 × 214 field from its top left corner."""
    return (path("M-40-70h80l14 64h-108z", dark(c, .1)) + rect(-80, -10, 160, 10, c, 5) + rect(-210, -318, 420, 252, c, 12) + rect(-194, -302, 388, 220, screen, 4)
            + clip(box(-194, -302, 388, 220, 4), put(inside, -194, -302)))


def laptop(c="#b9c0c0", screen="#dfe6e6", inside=""):
    """An open laptop from the front, 380 wide and 250 high."""
    return (rect(-160, -246, 320, 222, dark(c, .5), 12) + rect(-148, -234, 296, 196, screen, 4) + clip(box(-148, -234, 296, 196, 4), put(inside, -148, -234))
            + path("M-190-24h380l10 14q0 10-12 10h-376q-12 0-12-10z", c) + rect(-40, -24, 80, 8, dark(c, .14), 4))


def speaker(c="#4a4458", cone="#2a2630", h=260, w=150):
    return (solid(box(-w / 2, -h, w, h, 10), c, w * .22, 0, dark(c, .18)) + dot(0, -h * .34, w * .34, cone) + dot(0, -h * .34, w * .25, light(cone, .16)) + dot(0, -h * .34, w * .1, cone)
            + dot(0, -h * .76, w * .17, cone) + dot(0, -h * .76, w * .08, light(cone, .2)))


def book(c="#a9583c", page="#f3ead6", w=150, h=30, tilt=0):
    """A closed book lying flat, spine toward us."""
    return put(path(f"M{-w / 2} {-h}h{w}v{h}h{-w}z", page) + rect(-w / 2 - 6, -h - 4, w + 8, 7, c, 3) + rect(-w / 2 - 6, -4, w + 8, 7, c, 3) + rect(-w / 2 - 8, -h - 4, 16, h + 7, c, 6)
               + line(f"M{-w / 2 + 18} {-h * .6:.0f}h{w - 22}M{-w / 2 + 18} {-h * .3:.0f}h{w - 22}", dark(page, .1), 1.8), 0, 0, 1, turn=tilt)


def spine(c, w=34, h=190, band=None, tilt=0):
    """A book standing, its spine toward us."""
    b = band or light(c, .45)
    return put(rect(-w / 2, -h, w, h, c, 4) + rect(w * .2, -h, w * .3, h, dark(c, .1), 4) + rect(-w / 2, -h * .86, w, 6, b) + rect(-w / 2, -h * .2, w, 6, b) + rect(-3, -h * .7, 6, h * .34, b, 2, .8), 0, 0, 1, turn=tilt)


def spines(colors, x=0, seed=0):
    out, at = "", x
    for i, c in enumerate(colors):
        w, h = 28 + (i * 13 + seed * 7) % 22, 150 + (i * 37 + seed * 29) % 70
        out += put(spine(c, w, h), at + w / 2, 0)
        at += w + 2
    return out


def open_book(page="#f7f0df", cover="#a9583c", w=300, text=True):
    """An open book from the front, lying, 300 wide and 70 high."""
    out = path(f"M{-w / 2 - 10} 0L{-w / 2 + 20}-62H{w / 2 - 20}L{w / 2 + 10} 0z", cover)
    out += path(f"M0-56C-40-78-110-76 {-w / 2 + 24}-66L{-w / 2} -6C-110-18-40-20 0 2z", page) + path(f"M0-56C40-78 110-76 {w / 2 - 24}-66L{w / 2} -6C110-18 40-20 0 2z", dark(page, .06))
    if text:
        for i in range(4):
            y = -54 + i * 13
            out += line(f"M{-w / 2 + 36 - i * 3} {y}C-100 {y - 9}-50 {y - 8}-18 {y + 4}", dark(page, .3), 2.6, .7) + line(f"M{w / 2 - 36 + i * 3} {y}C100 {y - 9} 50 {y - 8} 18 {y + 4}", dark(page, .34), 2.6, .7)
    return out


def cover(c="#5d7f86", w=180, h=250, art=""):
    """A book standing, its front toward us; `art` is painted from its top left corner."""
    return rect(-w / 2 + 6, -h, w, h, "#efe6d2", 3) + solid(box(-w / 2, -h - 2, w, h, 5), c, None, 0, None, put(art, -w / 2, -h)) + rect(-w / 2, -h - 2, 14, h, dark(c, .16), 4)


def notebook(c="#6d8e88", w=230, h=300, page=None, band=True):
    """A notebook from above, middle at the origin."""
    out = rect(-w / 2 + 8, -h / 2 + 12, w, h, "#000000", 10, .12) + rect(-w / 2, -h / 2, w, h, c, 10) + rect(-w / 2, -h / 2, 26, h, dark(c, .16), 8)
    return out + (rect(w / 2 - 44, -h / 2, 10, h, dark(c, .35)) if band else "") + rect(-30, -h * .28, 90, 40, light(c, .5), 4)


def spread(page="#f7f2e4", w=430, h=290, lines=9, drawing=""):
    """An open notebook from above with writing."""
    out = rect(-w / 2 + 8, -h / 2 + 14, w, h, "#000000", 10, .12) + rect(-w / 2, -h / 2, w, h, page, 10) + rect(0, -h / 2, w / 2, h, dark(page, .035), 8) + rect(-3, -h / 2, 6, h, dark(page, .14))
    for i in range(lines):
        y = -h / 2 + 40 + i * (h - 70) / lines
        out += line(f"M{-w / 2 + 30} {f(y)}h{f(w / 2 - 60 - (i * 37) % 50)}", dark(page, .32), 3)
        if not drawing:
            out += line(f"M28 {f(y)}h{f(w / 2 - 60 - (i * 53) % 70)}", dark(page, .32), 3)
    return out + (put(drawing, w / 4, 0) if drawing else "")


def pen(c="#2f3b3d", length=190, nib="#c9a15d"):
    """A pen from above, lying to the right."""
    return rect(-length / 2 + 4, 6, length, 12, "#000000", 6, .1) + rect(-length / 2, -7, length * .82, 14, c, 7) + path(f"M{f(length * .32)}-7l{f(length * .18)} 7-{f(length * .18)} 7z", nib) + rect(-length / 2 + 20, -7, 6, 14, nib)


def camera(c="#2f3b3d", top="#c7c9c2", leather=None, strap=None):
    """A rangefinder camera from the front, 280 wide and 180 high."""
    leather = leather or c
    out = line("M-134-128C-240-60-250 40-120 30", strap, 13) + line("M134-128C250-60 250 60 60 40", strap, 13) if strap else ""
    out += rect(-96, -186, 60, 20, dark(top, .2), 5) + rect(60, -182, 40, 16, dark(top, .3), 5) + solid(box(-140, -170, 280, 170, 22), top, 80, 0, dark(top, .08)) + rect(-140, -126, 280, 92, leather)
    out += rect(-40, -156, 54, 24, dark(c, .2), 4) + rect(52, -156, 46, 22, "#8fb0b8", 4) + dot(0, -80, 72, dark(top, .3)) + dot(0, -80, 62, c) + dot(0, -80, 46, dark(c, .4)) + dot(0, -80, 30, "#3d5a66") + dot(-10, -90, 10, "#9fc0c8", .8)
    return out


def film(c="#c9a15d"):
    return rect(-26, -70, 52, 64, c, 4) + rect(-30, -76, 60, 10, "#2f3b3d", 4) + rect(-30, -10, 60, 10, "#2f3b3d", 4) + rect(-6, -88, 12, 14, "#2f3b3d") + path("M26-62h70v48H26z", "#5a4636") + "".join(rect(32 + i * 14, y, 7, 6, "#d9cdb4") for i in range(5) for y in (-58, -26))


def phone(c="#2f3b3d", screen="#dfe6e6", inside="", w=130, h=260):
    """A phone from the front; `inside` is drawn from the top left of its screen."""
    return rect(-w / 2, -h, w, h, c, 20) + rect(-w / 2 + 8, -h + 8, w - 16, h - 16, screen, 13) + clip(box(-w / 2 + 8, -h + 8, w - 16, h - 16, 13), put(inside, -w / 2 + 8, -h + 8)) + rect(-16, -h + 14, 32, 8, c, 4)


def tripod(c="#3f4a4c", h=300):
    return line(f"M0 {-h + 40}L-90 0M0 {-h + 40}L90 0M0 {-h}V-20", c, 10) + rect(-26, -h - 6, 52, 22, dark(c, .2), 6)


def watch(case="#c7c9c2", dial="#2f4650", strap="#8a5a3c", hands=(50, 300)):
    """A wrist watch from above, upright, 300 high."""
    out = rect(-44, -230, 88, 160, strap, 22) + rect(-44, 70, 88, 170, strap, 22) + rect(14, -230, 30, 160, dark(strap, .14), 22) + rect(14, 70, 30, 170, dark(strap, .14), 22)
    out += line("M-34-220V-90M34-220V-90M-34 90V226M34 90V226", light(strap, .35), 2.4, .8) + "".join(oval(0, y, 4, 6, dark(strap, .5)) for y in (130, 158, 186, 214))
    out += rect(94, -14, 20, 28, dark(case, .2), 5) + dot(0, 0, 102, dark(case, .22)) + dot(0, 0, 98, case) + dot(0, 0, 84, dial)
    for i in range(12):
        a = math.radians(i * 30)
        out += line(f"M{f(math.sin(a) * 72)} {f(-math.cos(a) * 72)}L{f(math.sin(a) * (58 if i % 3 else 52))} {f(-math.cos(a) * (58 if i % 3 else 52))}", "#f0e8d6", 5 if i % 3 == 0 else 3)
    for deg, r, w in ((hands[1], 40, 7), (hands[0], 60, 5)):
        a = math.radians(deg)
        out += line(f"M0 0L{f(math.sin(a) * r)} {f(-math.cos(a) * r)}", "#f4eede", w)
    return out + line("M0 14V-62", "#c9622f", 2.4) + dot(0, 0, 6, "#c9622f")


def microphone(c="#3f4a4c", mesh="#a9b4b3", arm=True):
    """A studio microphone, 90 wide and 230 high, hung from an arm."""
    out = line("M0-40V40M0 40H160", dark(c, .2), 9) if arm else ""
    out += solid(box(-42, -190, 84, 118, 40), mesh, 12, 8, dark(mesh, .16)) + "".join(line(f"M-40 {y}h80", dark(mesh, .24), 2.4, .7) for y in range(-172, -80, 15))
    return out + solid(box(-42, -104, 84, 92, 14), c, 12, 0) + rect(-42, -108, 84, 12, "#c9a15d") + dot(0, -60, 7, "#c9a15d")


def field_mic(c="#6b6a64"):
    """A recorder with a furry windscreen on a small tripod, 220 high."""
    fur = "".join(line(f"M{f(math.cos(a) * 58)} {f(-168 + math.sin(a) * 72)}l{f(math.cos(a) * 13)} {f(math.sin(a) * 13 + 4)}", c, 7) for a in [i * math.pi / 16 for i in range(32)])
    return line("M0-70L-60 0M0-70L60 0M0-80V-6", "#3f4a4c", 9) + fur + oval(0, -168, 62, 76, c) + clip("M-62-168a62 76 0 1 0 124 0a62 76 0 1 0-124 0z", oval(46, -150, 54, 90, dark(c, .14))) + rect(-26, -104, 52, 40, "#2f3b3d", 6)


def guitar(body="#b4703c", neck="#6a4a34", hole="#3a281e"):
    """An acoustic guitar standing, 210 wide and 560 high."""
    d = "M0 0c-70 0-104-40-104-92 0-50 40-62 40-96 0-26-22-34-22-74 0-44 38-70 86-70s86 26 86 70c0 40-22 48-22 74 0 34 40 46 40 96 0 52-34 92-104 92z"
    return (rect(-15, -520, 30, 250, neck, 4) + "".join(rect(-15, y, 30, 3, "#c9b48a") for y in range(-500, -330, 26)) + path("M-22-586h44l-5 70h-34z", dark(neck, .2)) + "".join(dot(x, y, 6, "#d9cdb4") for x in (-28, 28) for y in (-572, -550, -528))
            + path(d, dark(body, .3)) + put(solid(d, body, 40, 20, dark(body, .1)), 0, -8, .94) + dot(0, -202, 40, dark(body, .35)) + dot(0, -202, 34, hole) + rect(-42, -86, 84, 16, dark(neck, .3), 4)
            + "".join(line(f"M{x}-86V-512", "#efe6d2", 1.4, .8) for x in (-9, -3, 3, 9)))


def gamepad(c="#e9e4d6", b="#c9622f"):
    """A controller from above, 300 wide."""
    return (path("M-96-70h192c50 0 66 130 44 150-22 18-50-30-84-40H-56c-34 10-62 58-84 40-22-20-6-150 44-150z", "#000000", op=.1) + path("M-96-80h192c50 0 66 130 44 150-22 18-50-30-84-40H-56C-90 40-118 88-140 70-162 50-146-80-96-80z", c)
            + rect(-110, -42, 54, 16, dark(c, .6), 4) + rect(-91, -61, 16, 54, dark(c, .6), 4) + dot(92, -50, 11, b) + dot(92, -14, 11, "#5d8794") + dot(72, -32, 11, "#8c9b6c") + dot(112, -32, 11, "#c9a15d")
            + dot(-42, 8, 22, dark(c, .2)) + dot(-42, 8, 15, dark(c, .6)) + dot(42, 8, 22, dark(c, .2)) + dot(42, 8, 15, dark(c, .6)))


def console(c="#3f4a4c", l="#c9622f", r="#5d8794", inside=""):
    """A handheld console, 420 × 190, middle at the origin."""
    return (rect(-206, -84, 420, 190, "#000000", 34, .12) + path("M-140-95h-30q-40 0-40 40v110q0 40 40 40h30z", l) + path("M140-95h30q40 0 40 40v110q0 40-40 40h-30z", r) + rect(-142, -95, 284, 190, c, 6) + rect(-126, -80, 252, 160, "#cfe0dd", 4)
            + clip(box(-126, -80, 252, 160, 4), put(inside, -126, -80)) + dot(-176, -46, 17, dark(l, .3)) + dot(176, 30, 17, dark(r, .3)) + "".join(dot(176 + x, -46 + y, 7, dark(r, .4)) for x, y in ((0, -14), (0, 14), (-14, 0), (14, 0))))


def wave(w, amp, n, c, width=5, decay=False):
    """A sine line of n periods from the origin to the right."""
    d = "M0 0"
    for i in range(n * 2):
        x0, x1 = w * i / (n * 2), w * (i + 1) / (n * 2)
        a = amp * (1 - i / (n * 2) if decay else 1) * (-1 if i % 2 else 1)
        d += f"Q{f((x0 + x1) / 2)} {f(-a * 2)} {f(x1)} 0"
    return line(d, c, width)
