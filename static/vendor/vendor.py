#!/usr/bin/env python3
"""Vendored files: `update` is run by a person and copies them from npm; `check` compares what lies here with vendor.toml."""
import hashlib
import pathlib
import subprocess
import sys
import tarfile
import tempfile
import tomllib

HERE = pathlib.Path(__file__).resolve().parent
OWN = {"vendor.toml", "vendor.py"}


def pins():
    return tomllib.loads((HERE / "vendor.toml").read_text())


def from_npm(package, version, paths):
    """The bytes of each path in package@version."""
    with tempfile.TemporaryDirectory() as tmp:
        pack = ["npm", "pack", "--silent", f"{package}@{version}"]
        archive = subprocess.run(pack, cwd=tmp, check=True, capture_output=True, text=True).stdout.split()[-1]
        with tarfile.open(pathlib.Path(tmp) / archive) as tar:
            return [tar.extractfile(f"package/{path}").read() for path in paths]


def write(to, content):
    (HERE / to).parent.mkdir(parents=True, exist_ok=True)
    (HERE / to).write_bytes(content)


def update():
    for file in pins()["file"]:
        content, licence = from_npm(file["package"], file["version"], [file["path"], file["license"]])
        write(file["to"], content)
        write(file["license_to"], licence)
        print(f'{file["to"]}: sha256 = "{hashlib.sha256(content).hexdigest()}"')
    for text in pins()["license"]:
        write(text["to"], from_npm(text["package"], text["version"], [text["path"]])[0])


def check():
    problems, known = [], set(OWN)
    for file in pins()["file"]:
        known |= {file["to"], file["license_to"]}
        path = HERE / file["to"]
        if not path.is_file():
            problems.append(f'{file["to"]} is missing')
        elif hashlib.sha256(path.read_bytes()).hexdigest() != file["sha256"]:
            problems.append(f'{file["to"]} is not the file that was pinned')
        if not (HERE / file["license_to"]).is_file():
            problems.append(f'{file["license_to"]} is missing')
    for text in pins()["license"]:
        known.add(text["to"])
        if not (HERE / text["to"]).is_file():
            problems.append(f'{text["to"]} is missing')
    here = {str(p.relative_to(HERE)) for p in HERE.rglob("*") if p.is_file() and "__pycache__" not in p.parts}
    return problems + [f"{name} is not listed in vendor.toml" for name in sorted(here - known)]


if __name__ == "__main__":
    if sys.argv[1:] == ["update"]:
        update()
    elif sys.argv[1:] == ["check"]:
        found = check()
        print("\n".join(found) or "vendor: every file is the one that was pinned")
        sys.exit(3 if found else 0)
    else:
        sys.exit("usage: vendor.py update|check")
