"""Paint, palettes and rooms shared by every scene.

The canvas is 960 × 640 and what matters stands in the middle 640 × 640, because lists crop to a square. Light comes from the left.
A thing is an SVG string around its own origin (middle of its foot, y up is negative); `put` stands it on the canvas.
"""
import random

W, H = 960, 640


def rgb(c):
    return tuple(int(c[i:i + 2], 16) for i in (1, 3, 5))


def mix(a, b, t):
    """The colour `t` of the way from a to b."""
    return "#" + "".join(f"{round(x + (y - x) * t):02x}" for x, y in zip(rgb(a), rgb(b)))


def dark(c, t=.16):
    return mix(c, "#1d2a2c", t)


def light(c, t=.3):
    return mix(c, "#fffdf6", t)


class Ids:
    """Clip path names, counted anew for each picture so that the same picture is always the same text."""
    n = 0

    @classmethod
    def next(cls):
        cls.n += 1
        return f"c{cls.n}"


def f(v):
    return f"{v:.1f}".rstrip("0").rstrip(".")


def path(d, fill="none", stroke=None, w=0, op=1, join="round"):
    s = f' stroke="{stroke}" stroke-width="{f(w)}" stroke-linecap="round" stroke-linejoin="{join}"' if stroke else ""
    o = f' opacity="{op}"' if op != 1 else ""
    return f'<path d="{d}" fill="{fill}"{s}{o}/>'


def line(d, stroke, w=3, op=1):
    return path(d, "none", stroke, w, op)


def rect(x, y, w, h, fill, r=0, op=1):
    o = f' opacity="{op}"' if op != 1 else ""
    return f'<rect x="{f(x)}" y="{f(y)}" width="{f(w)}" height="{f(h)}" rx="{f(r)}" fill="{fill}"{o}/>'


def oval(x, y, rx, ry, fill, op=1, stroke=None, w=0):
    o = f' opacity="{op}"' if op != 1 else ""
    s = f' stroke="{stroke}" stroke-width="{f(w)}"' if stroke else ""
    return f'<ellipse cx="{f(x)}" cy="{f(y)}" rx="{f(rx)}" ry="{f(ry)}" fill="{fill}"{s}{o}/>'


def dot(x, y, r, fill, op=1):
    return oval(x, y, r, r, fill, op)


def ring(x, y, r, stroke, w, op=1):
    return oval(x, y, r, r, "none", op, stroke, w)


def clip(d, inside):
    """`inside`, cut to the outline d."""
    i = Ids.next()
    return f'<clipPath id="{i}"><path d="{d}"/></clipPath><g clip-path="url(#{i})">{inside}</g>'


def solid(d, fill, x=None, bulge=0, shade=None, extra=""):
    """A body with the part right of `x` in shade (the edge bulges by `bulge`), and what is painted on it."""
    out = path(d, fill)
    if x is not None:
        out += clip(d, path(f"M{f(x)} -900Q{f(x + bulge)} 0 {f(x)} 900H1500V-900z", shade or dark(fill, .1)) + extra)
    elif extra:
        out += clip(d, extra)
    return out


def box(x, y, w, h, r=0):
    """A rectangle as path data, for `solid` and `clip`."""
    r = min(r, w / 2, h / 2)
    return (f"M{f(x + r)} {f(y)}h{f(w - 2 * r)}a{f(r)} {f(r)} 0 0 1 {f(r)} {f(r)}v{f(h - 2 * r)}a{f(r)} {f(r)} 0 0 1 {f(-r)} {f(r)}"
            f"h{f(2 * r - w)}a{f(r)} {f(r)} 0 0 1 {f(-r)} {f(-r)}v{f(2 * r - h)}a{f(r)} {f(r)} 0 0 1 {f(r)} {f(-r)}z")


def put(thing, x, y, s=1, flip=False, turn=0):
    sx = -s if flip else s
    t = f"translate({f(x)} {f(y)})" + (f" rotate({f(turn)})" if turn else "") + (f" scale({sx:.3f} {s:.3f})" if s != 1 or flip else "")
    return f'<g transform="{t}">{thing}</g>'


def shadow(x, y, rx, ry, c, op=.55):
    return oval(x, y, rx, ry, c, op)


class Palette:
    """Colours of one place: wall and its lit part, surface and its edge, three accents, porcelain and ink."""

    def __init__(self, wall, lit, top, a, b, c, pale="#fbfaf5", ink="#2f3b3d"):
        self.wall, self.lit, self.top, self.a, self.b, self.c, self.pale, self.ink = wall, lit, top, a, b, c, pale, ink
        self.edge, self.cast = dark(top, .16), dark(top, .24)
        self.grey = mix(pale, wall, .45)


PORCELAIN = Palette("#d3dad3", "#e6eae0", "#b99b76", "#6d8e88", "#c9622f", "#5d8794")
SAND = Palette("#e9dfcd", "#f5eedf", "#cdb896", "#8c9b6c", "#b4683f", "#7b8fa0")
MIST = Palette("#cfd8dc", "#e0e7e8", "#a9b4b3", "#5f7f8e", "#c98c5a", "#84968a")
CLAY = Palette("#e6d3c5", "#f2e5da", "#b98f76", "#9c5a44", "#5f7b78", "#d6a15c")
MOSS = Palette("#cdd6c3", "#dfe6d4", "#a38f6e", "#5f7a52", "#c67b4e", "#e0c98f")
LILAC = Palette("#d8d6e2", "#e7e5ee", "#b9b3c6", "#544f6b", "#dc9a78", "#7f9aa3")
SKY = Palette("#c9dbe3", "#deeaee", "#c3b397", "#4f7d92", "#d78a54", "#e7d6a8")
ROSE = Palette("#ecd8d3", "#f6e8e3", "#cfae9f", "#b06a66", "#7d8f7a", "#e0b98c")
BUTTER = Palette("#efe3bf", "#f8f0d8", "#cfb27c", "#b5793f", "#66806f", "#8fa3a6")
NIGHT = Palette("#3d4850", "#4a565e", "#2b3338", "#e8c987", "#a9583c", "#7e93a0", "#ece8dc", "#1e2528")
DUSK = Palette("#5a5468", "#6c6479", "#433d4c", "#e2a46c", "#b06a66", "#8e9bb0", "#f0e8dc", "#2a2630")
FOREST = Palette("#52655d", "#62766c", "#39463f", "#c9a15d", "#b4683f", "#8fa898", "#f0ecdf", "#232c28")
SNOW = Palette("#dfe6ea", "#eef2f3", "#c4ced3", "#5d7482", "#c4603c", "#93a7ad")


# ---- rooms

def sheet(c):
    return rect(0, 0, W, H, c)


def panes(p, x=0, lean=110, n=2, top=0, bottom=440, width=210, gap=120):
    """Window light that falls slanted on the wall."""
    out = ""
    for i in range(n):
        a = x + i * (width + gap)
        m, h = bottom * .48 + top * .52, bottom - top
        out += path(f"M{f(a)} {top}h{width}l{lean} {h}h-{width}z", p.lit)
        k = width * .42
        out += path(f"M{f(a + k)} {top}h13l{lean} {h}h-13z", p.wall)
        s = (m - top) / h * lean
        out += path(f"M{f(a + s - 8)} {f(m)}h{width + 16}l3 11h-{width + 16}z", p.wall)
    return out


def planks(p, y):
    out = rect(0, y, W, H - y, p.top) + rect(0, y, W, 9, p.edge)
    for k in (.42, .78):
        yy = y + (H - y) * k
        out += line(f"M0 {f(yy)}H{W}", dark(p.top, .07), 2.5)
    return out


def table(p, y=436, window=True, x=60):
    """A wall with window light above a wooden table."""
    return sheet(p.wall) + (panes(p, x, bottom=y) if window else "") + planks(p, y)


def stage(p, y=500, r=215, cx=480, cy=None):
    """A plain wall with one pale disc behind the thing, and a surface."""
    cy = y - r * .98 if cy is None else cy
    return sheet(p.wall) + dot(cx, cy, r, p.lit) + rect(0, y, W, H - y, p.top) + rect(0, y, W, 7, p.edge, op=.55)


def top_view(p, grain=True):
    """A surface seen from above, lit from the left."""
    out = sheet(p.top)
    if grain:
        for y in (118, 262, 398, 540):
            out += line(f"M0 {y}H{W}", dark(p.top, .06), 2.5)
    return out + path("M-80 0h330l240 640H160z", light(p.top, .18)) + path("M420 0h120l240 640H660z", light(p.top, .18))


def runner(p, x=480, y=470, w=420, c=None):
    """A cloth on the table, running toward the viewer."""
    c = c or mix(p.pale, p.top, .28)
    return (path(f"M{x - w / 2} {y}h{w}l110 {H - y}H{x - w / 2 - 110}z", c)
            + line(f"M{x - w / 2 + 14} {y}L{x - w / 2 - 92} {H}M{x + w / 2 - 14} {y}L{x + w / 2 + 92} {H}", dark(c, .12), 3))


def room(p, y=470, skirting=True):
    """A wall and a floor."""
    out = sheet(p.wall) + rect(0, y, W, H - y, p.top)
    if skirting:
        out += rect(0, y - 20, W, 20, light(p.wall, .45)) + rect(0, y, W, 6, p.edge)
    return out


def window(p, x, y, w, h, sky=None, inside=""):
    """A window with four panes; `inside` is seen through it."""
    frame = light(p.wall, .6)
    d = box(x, y, w, h, 4)
    return (path(box(x - 12, y - 12, w + 24, h + 24, 6), frame) + path(d, sky or p.lit) + clip(d, inside)
            + rect(x + w / 2 - 5, y, 10, h, frame) + rect(x, y + h * .45 - 5, w, 10, frame)
            + rect(x - 24, y + h + 10, w + 48, 14, dark(frame, .08), 3))


def frame(x, y, w, h, edge, inside):
    """A picture on the wall."""
    return rect(x - 9, y - 9, w + 18, h + 18, edge, 3) + rect(x, y, w, h, "#f3efe4") + clip(box(x, y, w, h), put(inside, x, y))


def rug(x, y, rx, ry, c):
    return oval(x, y, rx, ry, c) + oval(x, y, rx * .86, ry * .82, "none", 1, light(c, .35), 4)


def shelf(p, y, x=120, w=720):
    return rect(x, y, w, 16, p.top, 3) + rect(x, y + 16, w, 8, p.edge, 2, .7)


# ---- weather and distance

def rain(c="#eef3f1", n=26, seed=1, y0=20, y1=420, op=.75, length=30):
    r = random.Random(seed)
    return "".join(line(f"M{r.randint(20, W - 20)} {r.randint(y0, y1)}l-5 {length + r.randint(-6, 8)}", c, 3.4, op) for _ in range(n))


def snow(c="#ffffff", n=50, seed=1, y1=560):
    r = random.Random(seed)
    return "".join(dot(r.randint(0, W), r.randint(0, y1), r.choice((2.5, 3.5, 4.5)), c, .85) for _ in range(n))


def stars(n=60, seed=1, y1=360, c="#f4ecd2"):
    r = random.Random(seed)
    return "".join(dot(r.randint(0, W), r.randint(0, y1), r.choice((1.4, 1.8, 2.4, 3)), c, r.choice((.5, .8, 1))) for _ in range(n))


def ridge(y, c, seed, rough=70, step=120, base=H):
    """A line of hills or mountains from edge to edge."""
    r = random.Random(seed)
    d, x, up = f"M-20 {base}V{y}", -20, True
    while x < W + 40:
        x += step * r.uniform(.6, 1.3)
        yy = y - rough * r.uniform(.45, 1) if up else y + rough * r.uniform(-.1, .3)
        d += f"L{f(x)} {f(yy)}"
        up = not up
    return path(d + f"V{base}z", c)


def swell(y, c, amp=24, seed=1, base=H):
    """Soft ground: a few long curves."""
    r = random.Random(seed)
    a, b, e = (amp * r.uniform(-1, 1) for _ in range(3))
    return path(f"M-10 {base}V{f(y + a)}C200 {f(y - amp)} 330 {f(y + b - amp)} 480 {f(y)}S780 {f(y + amp)} {W + 10} {f(y + e)}V{base}z", c)


def peak(x, y, w, h, c, cap=None, face=None):
    """One mountain, lit on the left, with a cap of snow."""
    d = f"M{x - w} {y}L{f(x - w * .35)} {f(y - h * .62)}L{f(x - w * .22)} {f(y - h * .58)}L{x} {y - h}L{f(x + w * .3)} {f(y - h * .55)}L{f(x + w * .42)} {f(y - h * .6)}L{x + w} {y}z"
    out = path(d, c) + clip(d, path(f"M{x} {y - h}l{f(w * .1)} {f(h * .3)}l{f(-w * .14)} {f(h * .2)}l{f(w * .1)} {f(h * .5)}H{x + w}V{y - h}z", face or dark(c, .14)))
    if cap:
        out += clip(d, path(f"M{f(x - w * .3)} {f(y - h * .6)}l{f(w * .12)} {f(-h * .06)}l{f(w * .08)} {f(h * .1)}l{f(w * .09)} {f(-h * .12)}l{f(w * .1)} {f(h * .14)}"
                            f"l{f(w * .09)} {f(-h * .1)}l{f(w * .2)} {f(h * .04)}L{x} {y - h - 9}z", cap))
    return out


def pine(h, c):
    """A conifer, foot at the origin."""
    w = h * .3
    return (rect(-h * .025, -h * .14, h * .05, h * .14, dark(c, .35))
            + "".join(path(f"M{f(-w * k)} {f(-h * a)}L0 {f(-h * b)}L{f(w * k)} {f(-h * a)}z", dark(c, s))
                      for k, a, b, s in ((1, .1, .56, .1), (.8, .34, .78, .04), (.56, .58, 1, 0))))


def tree(h, c, trunk="#7a5d44"):
    """A round tree, foot at the origin."""
    r = h * .34
    return (path(f"M{f(-h * .03)} 0L{f(-h * .02)} {f(-h * .5)}h{f(h * .04)}L{f(h * .03)} 0z", trunk)
            + dot(0, -h * .66, r, c) + clip(f"M{f(-r)} {f(-h * .66)}a{f(r)} {f(r)} 0 1 0 {f(2 * r)} 0a{f(r)} {f(r)} 0 1 0 {f(-2 * r)} 0z", dot(r * .75, -h * .5, r, dark(c, .1))))


def steam(x, y, c="#fbfaf5", s=1, op=.6):
    return line(f"M{x} {y}c{f(-14 * s)} {f(-22 * s)} {f(12 * s)} {f(-34 * s)} 0 {f(-58 * s)}M{f(x + 38 * s)} {f(y - 6 * s)}c{f(-12 * s)} {f(-20 * s)} {f(12 * s)} {f(-30 * s)} {f(2 * s)} {f(-52 * s)}", c, 5 * s, op)


def svg(body, w=W, h=H):
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {W} {H}" width="{w}" height="{h}">{body}</svg>'
