#!/usr/bin/env python3
"""Checks the demo data beside the pictures: closed lists, references, sums, and that every scripted deal keeps the product's clocks.

Run from anywhere: `python3 src/cli/demo/drawing/check.py`. Prints what is wrong, exits 1 if anything is.
"""
import json
import re
import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "data"
PICTURES = HERE.parent / "pictures"
FORMS = "article image_set short_video live audio review other".split()
CATEGORIES = "food beauty fashion home electronics baby pets sports travel games books cars health finance local other".split()
PLATFORMS = "taobao weitao taobao_live weibo xiaohongshu douyin kuaishou bilibili wechat zhihu tiktok youtube instagram x own_site other".split()
CURRENCIES = "CNY USD EUR GBP HKD JPY SGD AUD".split()
ROLES = "owner admin finance editor viewer".split()
DECLINES = "price timing fit quality_of_bid chosen_other other".split()
CANCELS = "no_longer_needed cannot_deliver late agreed_otherwise other".split()
BUDGET_KB = {"brief": 25, "delivery": 60}
LEAST_OPEN, MOST_OPEN_OF_ONE, MOST_LIVE_BIDS = 60, 20, 10

wrong = []


def check(ok, *what):
    if not ok:
        wrong.append(" ".join(map(str, what)))


def load(name):
    return json.loads((DATA / f"{name}.json").read_text())


def unique(what, values):
    for value, count in Counter(values).items():
        check(count == 1, what, value, "appears", count, "times")


def people(merchants, creators):
    unique("key", [m["key"] for m in merchants])
    unique("handle", [c["handle"] for c in creators])
    unique("e-mail", [p["email"] for m in merchants for p in m["members"]] + [c["email"] for c in creators])
    for m in merchants:
        check([p["role"] for p in m["members"]].count("owner") >= 1, m["key"], "has no owner")
        check(all(p["role"] in ROLES for p in m["members"]), m["key"], "role")
    for c in creators:
        check(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", c["handle"]), c["handle"])
        check(all(ch["platform"] in PLATFORMS and ch["followers"] >= 0 for ch in c["channels"]), c["handle"], "channel")
        check(all(ch["url"].startswith("https://example.com/") for ch in c["channels"]), c["handle"], "url")


def brief(b, orgs):
    k, lo, hi = b["key"], b["budget"]["min"], b["budget"]["max"]
    check(b["org"] in orgs, k, "org", b["org"])
    check(b["content_form"] in FORMS and b["category"] in CATEGORIES and b["currency"] in CURRENCIES, k, "closed list")
    check(b["platforms"] and set(b["platforms"] + b["licence"]["channels"]) <= set(PLATFORMS), k, "platforms")
    check(100 <= lo <= hi <= (9_000_000 if b["currency"] == "JPY" else 90_000_000), k, "budget", lo, hi)
    check(3 <= b["review_days"] <= 14 and 0 <= b["rounds"] <= 10 and b["places"] >= 1, k, "days, rounds or places")
    check(1 <= b["delivery_days"] <= 70, k, "a milestone goes stale after 75 days")
    check((b["state"] in ("judging", "expired")) == (b["bid_deadline_days"] < 0), k, "deadline and state")
    check(b["bid_deadline_days"] <= 20, k, "deadline")
    check(all(c["level"] in ("must", "should", "must_not") for c in b["checklist"]) and b["checklist"], k, "checklist")
    check([c["level"] for c in b["checklist"]] == sorted((c["level"] for c in b["checklist"]), key=("must", "should", "must_not").index), k, "checklist order")
    check(not any(b["licence"][x] for x in ("ai_training",)), k, "licence")


def bid(b, briefs, handles, what):
    of = briefs.get(b["brief"])
    check(of is not None and b["creator"] in handles, what, b["brief"], b["creator"])
    price = b.get("bid", b)
    check(of["budget"]["min"] <= price["price"] <= of["budget"]["max"], what, b["brief"], b["creator"], "price", price["price"])
    check(price["days"] <= of["delivery_days"], what, b["brief"], b["creator"], "days")
    check(bool(price["answer"]) == bool(of["question"]), what, b["brief"], b["creator"], "answer")
    check(price["hours_ago"] < of["opened_days_ago"] * 24, what, b["brief"], b["creator"], "bid before the brief")
    if "state" in b:
        check(b["state"] in ("submitted", "shortlisted", "declined", "withdrawn"), what, "state")
        check((b["state"] == "declined") == ("reason" in b) and b.get("reason", "fit") in DECLINES, what, "reason")


def counts(merchants, creators, briefs, bids, deals):
    """What the whole market promises, and how much of it one merchant or creator may hold."""
    took = Counter(d["brief"] for d in deals if d["ends"] not in ("cancelled", "expired"))
    for b in briefs.values():
        check(took[b["key"]] <= b["places"], b["key"], "has more deals than places")
    free = sum(b["state"] == "open" and took[b["key"]] < b["places"] for b in briefs.values())
    check(free >= LEAST_OPEN, "only", free, "briefs stay open")
    for org, count in Counter(b["org"] for b in briefs.values() if b["state"] in ("open", "paused")).items():
        check(count <= MOST_OPEN_OF_ONE, org, "has", count, "open briefs")
    live = [b for b in bids if b["state"] in ("submitted", "shortlisted")]
    for creator, count in Counter(b["creator"] for b in live).items():
        check(count <= MOST_LIVE_BIDS, creator, "has", count, "live bids")
    members = {m["key"]: {p["email"] for p in m["members"]} for m in merchants}
    emails = {c["handle"]: c["email"] for c in creators}
    for b in bids + deals:
        check(emails[b["creator"]] not in members[briefs[b["brief"]]["org"]], b["brief"], b["creator"], "bids on an own brief")


def deal(d, briefs, pictures):
    name, of = f"{d['brief']}/{d['creator']}", briefs[d["brief"]]
    check(sum(m["price"] for m in d["milestones"]) == d["bid"]["price"], name, "prices do not add up")
    check(sum(m["days"] for m in d["milestones"]) == d["bid"]["days"], name, "days do not add up")
    check(0 < d["bid"]["hours_ago"] - d["awarded_hours_ago"] < 168, name, "bid had expired")
    funded = [s["hours_ago"] for m in d["milestones"] for s in m["steps"] if s["do"] == "fund"]
    check(not funded or d["awarded_hours_ago"] - max(funded) < 72, name, "funded too late")
    for m in d["milestones"]:
        steps(m["steps"], name, of, d["awarded_hours_ago"], pictures)


def steps(all_steps, name, of, before, pictures):
    seen = {}
    for s in all_steps:
        do, at = s["do"], s["hours_ago"]
        check(at < before, name, do, "is not after the step before it")
        if do == "deliver":
            check("start" in seen and s["items"], name, "delivery")
            for item in s["items"]:
                check("url" in item or item["picture"] in pictures, name, item)
        if do in ("request_changes", "approve"):
            check(seen["deliver"] - at < of["review_days"] * 24, name, do, "after the review time")
        if do == "review_times_out":
            check(seen["deliver"] - at == of["review_days"] * 24, name, do)
        if do == "request_changes":
            check(sum(x["do"] == "request_changes" for x in all_steps) <= of["rounds"], name, "rounds")
            check(all(0 <= i < len(of["checklist"]) for x in s["items"] for i in x["checks"]), name, "checklist index")
        if do == "clear":
            check(seen.get("approve", seen.get("review_times_out")) - at == 168, name, do)
        if do == "cancel":
            check(s["reason"] in CANCELS and s["by"] in ("merchant", "creator"), name, do)
        before = seen[do] = at
    open_delivery = all_steps and all_steps[-1]["do"] == "deliver"
    check(not open_delivery or before < of["review_days"] * 24, name, "would have been approved by time")


def files(named):
    have = {p.stem: p for p in PICTURES.glob("*.webp")}
    for name in sorted(named - have.keys()):
        check(False, "no picture", name)
    for name in sorted(have.keys() - named):
        check(False, "nobody shows", name)
    for name, path in have.items():
        limit = BUDGET_KB["delivery" if name.startswith("delivery-") else "brief"]
        check(path.stat().st_size <= limit * 1024, name, path.stat().st_size, "bytes")
    total = sum(p.stat().st_size for p in have.values())
    check(total <= 3 * 1024 * 1024, "pictures take", total, "bytes")
    return len(have), total


def main():
    who, briefs_, bids, deals, money = map(load, ("people", "briefs", "bids", "deals", "money"))
    merchants, creators = who["merchants"], who["creators"]
    people(merchants, creators)
    orgs, handles = {m["key"] for m in merchants}, {c["handle"] for c in creators}
    unique("brief", [b["key"] for b in briefs_])
    briefs = {b["key"]: b for b in briefs_}
    for b in briefs_:
        brief(b, orgs)
    unique("bid", [(b["brief"], b["creator"]) for b in bids + deals])
    for b in bids:
        bid(b, briefs, handles, "bid")
    shown = {b["picture"] for b in briefs_} | {p["picture"] for c in creators for p in c["portfolio"]}
    handed = {i["picture"] for d in deals for m in d["milestones"] for s in m["steps"] for i in s.get("items", []) if "picture" in i}
    for d in deals:
        bid(d, briefs, handles, "deal")
        deal(d, briefs, handed)
    counts(merchants, creators, briefs, bids, deals)
    check(all(t["org"] in orgs for t in money["top_ups"] + money["withdrawals"]), "money: org")
    check(all(p["creator"] in handles for p in money["payouts"] + money["payout_accounts"]), "money: creator")
    count, total = files(shown | handed)
    print(f"{len(merchants)} merchants, {len(creators)} creators, {len(briefs_)} briefs, {len(bids)} bids, {len(deals)} deals, {count} pictures of {total // 1024} KiB")
    for line in wrong:
        print("wrong:", line)
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
