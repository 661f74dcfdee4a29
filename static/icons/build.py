#!/usr/bin/env python3
"""The icon sprite: `update` builds icons.svg from the npm package lucide-static, `check` compares it with what is used.

icons.txt lists the names. A template uses one as <ui.icon name="lock"/> (or as another component's icon="lock", icon_end="lock");
Rust and data files name them as plain string literals, so a listed name counts as used when it stands quoted anywhere in them.
"""
import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile

VERSION = "1.62.0"
HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
HEAD = f"<!-- Lucide {VERSION}, ISC licence: static/vendor/licenses/lucide.txt -->"


def listed():
    lines = (HERE / "icons.txt").read_text().splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def symbol(name, svg):
    inner = re.search(r"<svg[^>]*>(.*)</svg>", svg, re.S)[1]
    inner = re.sub(r"\s+", " ", inner).replace("> <", "><").replace(" />", "/>").strip()
    return f'<symbol id="i-{name}" viewBox="0 0 24 24">{inner}</symbol>'


def update():
    with tempfile.TemporaryDirectory() as tmp:
        pack = ["npm", "pack", "--silent", f"lucide-static@{VERSION}"]
        archive = subprocess.run(pack, cwd=tmp, check=True, capture_output=True, text=True).stdout.split()[-1]
        with tarfile.open(pathlib.Path(tmp) / archive) as tar:
            def read(name):
                return tar.extractfile(f"package/icons/{name}.svg").read().decode()
            symbols = [symbol(name, read(name)) for name in listed()]
    svg = "\n".join(['<svg xmlns="http://www.w3.org/2000/svg">', HEAD, *symbols, "</svg>\n"])
    (HERE / "icons.svg").write_text(svg)
    print(f"{len(symbols)} icons, {len(svg)} bytes")


def check():
    names = listed()
    problems = [] if names == sorted(set(names)) else ["icons.txt is not sorted, or names something twice"]
    sprite = re.findall(r'<symbol id="i-([a-z0-9-]+)"', (HERE / "icons.svg").read_text())
    if sprite != names:
        problems.append("icons.svg was not built from icons.txt: run static/icons/build.py update")
    named, quoted = set(), set()
    for path in [*ROOT.glob("templates/**/*.html"), *ROOT.glob("src/**/*.rs")]:
        text = path.read_text()
        if path.suffix == ".html":
            for value in re.findall(r'<ui\.icon name=("[a-z0-9-]+"|\{[^}]*\})', text) + re.findall(r'\bicon(?:_end)?=("[a-z0-9-]+"|\{[^}]*\})', text):
                if value.startswith('"'):
                    named.add((value.strip('"'), path.relative_to(ROOT)))
        quoted.update(re.findall(r'"([a-z0-9-]+)"', text))
    problems += [f"{path}: icon {name} is not in icons.txt" for name, path in sorted(named) if name not in names]
    problems += [f"icons.txt: {name} is used nowhere" for name in names if name not in quoted]
    return problems


if __name__ == "__main__":
    if sys.argv[1:] == ["update"]:
        update()
    elif sys.argv[1:] == ["check"]:
        found = check()
        print("\n".join(found) or "icons: all listed, all used")
        sys.exit(3 if found else 0)
    else:
        sys.exit("usage: build.py update|check")
