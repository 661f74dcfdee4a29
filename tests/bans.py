#!/usr/bin/env python3
"""What the program may be built from: crates.io only, licences that oblige us to nothing but a notice, none of the crates that were weighed and
left, one TLS provider, and no dependency that nothing uses. Reads `cargo metadata`; asks no network."""
import json
import pathlib
import re
import subprocess
import sys
import tomllib

ROOT = pathlib.Path(__file__).resolve().parent.parent
CRATES_IO = "registry+https://github.com/rust-lang/crates.io-index"

LICENCES = {
    "0BSD", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0", "CDLA-Permissive-2.0",
    "ISC", "MIT", "MIT-0", "MPL-2.0", "PostgreSQL", "Unicode-3.0", "Unicode-DFS-2016", "Unlicense", "Zlib",
}

BANNED = {
    "actix-csrf": "our own tokens, bound to the session",
    "actix-governor": "GPL-3",
    "actix-identity": "our own sessions, which can be revoked",
    "anyhow": "a failure says what happened in the product's words",
    "apalis": "jobs are rows of our own tables",
    "aws-lc-rs": "one TLS provider: ring",
    "diesel-async": "cannot join a MultiConnection",
    "fang": "jobs are rows of our own tables",
    "figment": "src/config.rs lists every problem at once",
    "native-tls": "one TLS provider: ring",
    "openssl": "one TLS provider: ring",
    "rust_decimal": "money is whole minor units",
    "rusty-money": "money is whole minor units",
    "sqlx": "diesel",
    "stripe-rust": "does not compile any more",
    "validator": "forms parse into typed commands",
}

# Named nowhere in the source, and still needed.
LINKED = {
    "libsqlite3-sys": "chooses the bundled SQLite for diesel",
    "openssl-sys": "chooses the vendored OpenSSL for pg-tls",
    "pq-sys": "chooses the bundled libpq for diesel",
}


def metadata():
    ask = ["cargo", "metadata", "--locked", "--format-version", "1", "--filter-platform", "x86_64-unknown-linux-gnu"]
    return json.loads(subprocess.run(ask, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


def permits(expression):
    """Whether some way through an SPDX expression needs only listed licences. `/` is an old way to write OR."""
    tokens = re.findall(r"[()]|[^\s()]+", expression.replace("/", " OR "))
    position = 0

    def take(word):
        nonlocal position
        if position < len(tokens) and tokens[position] == word:
            position += 1
            return True
        return False

    def one():
        nonlocal position
        if take("("):
            value = either()
            take(")")
            return value
        name = tokens[position]
        position += 1
        if take("WITH"):
            name = f"{name} WITH {tokens[position]}"
            position += 1
        return name in LICENCES

    def both():
        value = one()
        while take("AND"):
            value = one() and value
        return value

    def either():
        value = both()
        while take("OR"):
            value = both() or value
        return value

    return either()


def used_in(folders):
    files = [path for folder in folders for path in (ROOT / folder).rglob("*.rs")]
    text = "\n".join(path.read_text() for path in files)
    return set(re.findall(r"\b([a-z][a-z0-9_]*)(?:::|;)", text))


def unused(resolved):
    # A crate may be called otherwise in the source than in the registry.
    libraries = {package["name"]: target["name"] for package in resolved["packages"] for target in package["targets"] if "lib" in target["kind"]}
    manifest = tomllib.loads((ROOT / "Cargo.toml").read_text())
    for table, folders in [("dependencies", ["src"]), ("dev-dependencies", ["src", "tests"])]:
        used = used_in(folders)
        for name in manifest[table]:
            if name not in LINKED and libraries.get(name, name).replace("-", "_") not in used:
                yield f"Cargo.toml: nothing uses {name} ({table})"
    for name in LINKED:
        if name not in manifest["dependencies"]:
            yield f"tests/bans.py: {name} is excused and not there"


def problems():
    # Also what only other platforms or features would build: the lock file has it all.
    for package in tomllib.loads((ROOT / "Cargo.lock").read_text())["package"]:
        if package["name"] != "vtask" and package.get("source") != CRATES_IO:
            yield f"{package['name']} {package['version']} comes from {package.get('source', 'a path')}"
    resolved = metadata()
    built = {node["id"] for node in resolved["resolve"]["nodes"]}
    for package in resolved["packages"]:
        if package["id"] not in built:
            continue
        name = f"{package['name']} {package['version']}"
        if package["name"] in BANNED:
            yield f"{name} is banned: {BANNED[package['name']]}"
        licence = package["license"]
        if not licence or not permits(licence):
            yield f"{name} has the licence {licence}"
    yield from unused(resolved)


if __name__ == "__main__":
    found = list(problems())
    print("\n".join(found) or "bans: sources, licences and bans hold, every dependency is used")
    sys.exit(3 if found else 0)
