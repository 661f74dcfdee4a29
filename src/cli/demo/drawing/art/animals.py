"""Cats, dogs and a few people, kept simple: a silhouette, one shade, one gesture."""
from .kit import *  # noqa: F403  (the drawing vocabulary)


def cat_sit(c="#c98c5a", belly="#f4e8d6", stripes=True, back=False, eye="#2f3b3d"):
    """A sitting cat, 200 wide and 300 high."""
    s = dark(c, .2)
    out = line("M70-20c60-6 70-60 44-96", c, 26)
    body = "M-84 0c-10-60 0-130 40-176h84c46 40 60 116 44 176z"
    out += path(body, c) + clip(body, path("M30-200q50 100 20 220h80v-220z", s, op=.5) + ("" if back else path("M-40 10c-14-60-4-120 34-150 34 34 44 90 30 150z", belly)) + (line("M84-120l-30 8M92-90l-34 6M94-60l-34 4", s, 8) if stripes else ""))
    head = "M-74-226c0-20-4-56 4-66 8-2 26 16 36 24 20-6 44-6 64 0 10-8 28-26 36-24 8 10 4 46 4 66 0 40-30 60-72 60s-72-20-72-60z"
    out += path(head, c) + clip(head, path("M20-300q50 60 20 140h60v-140z", s, op=.35) + (line("M0-276v26M-20-270l4 18M20-270l-4 18", s, 8) if stripes else "") + (path("M-34-190c0-16 16-22 34-22s34 6 34 22-14 30-34 30-34-14-34-30z", belly) if not back else ""))
    if not back:
        out += oval(-28, -222, 8, 10, eye) + oval(28, -222, 8, 10, eye) + path("M-7-200h14l-7 8z", "#b06a66") + line("M0-192v6q-8 8-16 4M0-186q8 8 16 4", eye, 3) + path("M-50 0q0-26 20-26t20 26zM10 0q0-26 20-26T50 0z", belly)
    else:
        out += path("M-62-284l6 24 18-8zM62-284l-6 24-18-8z", s)
    return out


def cat_loaf(c="#8d8a86", belly="#f1ece2", eyes=False):
    """A cat lying like a loaf, facing left, 300 wide and 170 high."""
    s = dark(c, .18)
    body = "M-150-20c-10-60 30-116 120-120 100-4 170 40 178 110 2 20-8 30-26 30h-240c-20 0-30-6-32-20z"
    out = line("M130-14c50 10 60-20 40-34", c, 24) + path(body, c) + clip(body, path("M40-160q60 80 30 180h120v-180z", s, op=.45) + line("M30-138q6 20 0 34M66-132q8 20 2 36M-4-140q4 18 0 30", s, 8))
    head = "M-178-96c0-20-6-50 2-58 8-2 22 12 32 20 16-4 34-4 50 0 10-8 24-22 32-20 8 8 2 38 2 58 0 34-24 50-59 50s-59-16-59-50z"
    out += path(head, c) + path("M-146-74c0-12 12-18 27-18s27 6 27 18-12 24-27 24-27-12-27-24z", belly)
    if eyes:
        out += oval(-142, -100, 6, 8, "#2f3b3d") + oval(-98, -100, 6, 8, "#2f3b3d")
    else:
        out += line("M-152-98q10 8 20 0M-108-98q10 8 20 0", "#2f3b3d", 4)
    return out + path("M-125-84h12l-6 7z", "#b06a66") + path("M-130-14q-4-22 20-22h40q14 0 14 22z", belly)


def cat_drink(c="#5a5450", belly="#d9d2c6"):
    """A cat bending to drink, facing left, 330 wide and 210 high."""
    s = dark(c, .25)
    body = "M-60 0c-30-10-40-60-20-100 20-50 80-90 140-80 70 10 110 70 100 130-4 30-20 50-50 50z"
    out = line("M150-20c50 0 70-50 46-90", c, 24) + path(body, c) + clip(body, path("M60-200q60 100 20 220h120v-220z", s, op=.5)) + path("M-60 0q-2-24 20-24h30q12 0 12 24zM60 0q0-26 30-26h40q16 0 16 26z", belly)
    head = "M-172-74c-4-18-14-44-8-54 10-4 22 8 32 16 16-6 32-6 46 0 10-8 20-20 30-18 8 10 0 36-2 54-4 34-24 50-50 50s-44-16-48-48z"
    return out + path("M-110-130c40-30 80-10 80 40l-40 60z", c) + path(head, c) + oval(-140, -80, 5, 7, "#f0e2b0") + oval(-106, -80, 5, 7, "#f0e2b0") + path("M-128-60h12l-6 7z", "#b98a80") + path("M-127-44h10v14q-5 6-10 0z", "#c98a86")


def dog_sit(c="#c9a26e", ear=None, coat=None, chest="#f4ead8", grey=None):
    """A sitting dog, 220 wide and 320 high."""
    ear = ear or dark(c, .3)
    s = dark(c, .16)
    body = "M-76 0c-10-70-4-140 30-186h84c40 46 62 120 56 186z"
    out = line("M84-16c46-4 60-40 50-70", c, 20) + path(body, c) + clip(body, path("M30-200q50 100 24 220h80v-220z", s, op=.6) + path("M-44 10c-10-70-2-130 34-170 34 44 40 100 28 170z", chest))
    if coat:
        out += clip(body, path("M-100-210H140V-70Q20-40-100-70z", coat) + line("M-100-78Q20-48 140-78", light(coat, .4), 7) + path("M30-210q40 70 26 160h90v-160z", dark(coat, .14), op=.7)) + path("M-52-190q48 26 96 0l8 18q-56 30-112 0z", light(coat, .2))
    out += path("M-56 0q0-28 24-28t24 28zM8 0q0-28 24-28T56 0z", chest)
    head = "M-66-232c0-44 26-68 64-68s64 24 64 68c0 46-22 80-64 80s-64-34-64-80z"
    out += path(head, grey or c) + path("M-36-200c0-16 14-26 34-26s34 10 34 26c0 26-12 46-34 46s-34-20-34-46z", chest) + path("M-58-284c-34-4-50 30-44 84 16 8 32-2 38-28zM54-284c34-4 50 30 44 84-16 8-32-2-38-28z", ear)
    return out + dot(-28, -238, 8, "#2f2a26") + dot(24, -238, 8, "#2f2a26") + oval(-2, -206, 15, 11, "#2f2a26") + line("M-2-196v12q-10 10-20 4M-2-184q10 10 20 4", "#2f2a26", 4)


def dog_stand(c="#9a8f86", coat=None, thin=True, tongue=False):
    """A standing dog facing left, 380 wide and 300 high."""
    s = dark(c, .18)
    leg = lambda x, cc: path(f"M{x}-110h34l-4 60 6 50h-34l2-50z", cc)  # noqa: E731
    belly = "c-20 0-50-30-90-34" if thin else "c-30 0-60-4-96-6"
    body = f"M-120-196C-60-214 40-210 110-196c30 6 40 40 34 84l-20 12h-36{belly}l-90 30h-30c-20-40-14-80-2-96z"
    out = leg(-70, s) + leg(84, s) + line("M140-170c40 10 50 60 30 96", c, 15) + path(body, c) + leg(-108, c) + leg(112, c)
    if coat:
        out += clip(body, path("M-90-230H110v110q-100 30-200 0z", coat) + line("M-90-126q100 30 200 0", light(coat, .4), 7))
    out += path("M-130-190C-150-230-170-250-176-262l44-14c20 20 40 50 46 84z", c)
    head = "M-256-252c6-22 40-50 76-50 30 0 50 16 50 40 0 26-20 40-50 40-24 0-40 0-56-4-16-4-24-12-20-26z"
    out += path(head, c) + path("M-150-300c22-6 40 10 40 44-16 4-30-4-38-20z", s) + dot(-186, -268, 6, "#2f2a26") + oval(-250, -250, 11, 9, "#2f2a26")
    return out + (path("M-226-224q-4 26 8 32 14 2 12-26z", "#c98a86") if tongue else "") + line("M-128-206q14-16 30-40", "#b4683f", 12)


def human(top="#c67b4e", legs="#3f4a4c", skin="#d9a683", hair="#3a2e28", pose="run"):
    """A small figure from the side facing right, about 260 high, without a face."""
    if pose == "run":
        return (line("M-6-110L-40-66-86-56M6-112L44-70 34-10", legs, 26) + line("M-86-56h-12M34-10h18", "#f0e8d8", 17) + line("M-8-190L-50-160-70-186", skin, 17) + path("M-30-204c16-14 42-12 52 2l-6 96h-44z", top) + line("M16-186L44-148 78-164", skin, 17) + dot(12, -236, 27, skin) + path("M-14-244c2-34 54-34 54-2-18-4-30-2-38 10-8 6-14 2-16-8z", hair))
    if pose == "warrior":
        return (line("M-4-120L-110-10M8-120L88-96 92-10", legs, 27) + line("M-110-8h-20M92-8h24", skin, 15) + line("M-130-196H130", skin, 17) + path("M-26-214h52l-4 100h-44z", top) + dot(0, -246, 27, skin) + path("M-27-248c-2-34 56-36 54 0-16-10-40-10-54 0z", hair) + dot(-22, -270, 14, hair))
    if pose == "lotus":
        return (path("M-96-6c-10-22 30-44 96-44s106 22 96 44c-30 10-160 10-192 0z", legs) + line("M-34-140L-76-70-60-40M34-140L76-70 60-40", skin, 17) + path("M-38-156h76l-8 116h-60z", top) + rect(-9, -178, 18, 26, skin) + dot(0, -196, 28, skin) + path("M-28-196c-4-38 60-38 56 0-14-12-42-12-56 0z", hair) + dot(0, -232, 14, hair))
    if pose == "stretch":
        return (line("M-40-130L-70-10", legs, 27) + line("M-36-132L70-90 140-88", legs, 26) + line("M-70-8h26M140-88v-26", "#f0e8d8", 16) + path("M-66-222c20-14 46-8 54 6l-6 92h-48z", top) + line("M-16-196L60-150 118-104", skin, 16) + dot(4, -236, 27, skin) + path("M-24-240c-2-34 50-40 54-8-20-4-32 2-38 12-8 6-14 4-16-4z", hair))
    if pose == "walk":
        return (line("M-4-118L-34-8M4-118L40-8", legs, 27) + line("M-36-6h26M40-6h26", "#3f3430", 15) + path("M-34-214c16-14 52-14 66 0l2 104h-70z", top) + line("M-4-194L-24-128M0-194l26 60 26 10", dark(top, .14), 18) + dot(56, -122, 10, skin) + dot(0, -246, 28, skin) + path("M-30-244c-4-40 60-42 58-6-20-6-30 0-34 12-10 8-22 4-24-6z", hair))
    return ""


def person(top="#c67b4e", skin="#d9a683", hair="#3a2e28", arms=True):
    """A person behind a table, from the front, 240 wide and 260 high, without a face."""
    return (path("M-116 0c-6-90 20-136 116-136S122-90 116 0z", top) + path("M40-120c50 14 80 60 76 120H60z", dark(top, .1)) + rect(-17, -164, 34, 44, dark(skin, .08), 10) + oval(0, -200, 46, 54, skin) + path("M-52-196c-10-80 112-84 104 0-8-24-24-40-52-40s-44 16-52 40z", hair)
            + (line("M-92-20q20 30 70 22M92-20q-20 30-70 22", skin, 24) if arms else ""))


def hand(skin="#d9a683", sleeve="#5f7b78"):
    """A hand from the left that grips, 260 wide; the fist at the origin."""
    return (path("M-260-46l110-6v96l-110 10z", sleeve) + path("M-160-34c60-14 100-30 140-20 30 6 46 24 44 44-2 26-40 44-90 46-40 2-70-6-94-2z", skin) + "".join(path(box(-46 + i * 22, -46 + i * 5, 24, 74 - i * 6, 12), mix(skin, "#fff2e2", .1 + i * .03)) for i in range(4))
            + path("M-100-40c20-24 60-34 84-22 10 8 0 22-16 22-24 2-40 10-56 22z", light(skin, .1)))
