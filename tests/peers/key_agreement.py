"""Holds the decoder in key_format.py against the page, the golden files and the program.

`key_agreement.py ROOT CORPUS [COUNT [SEED]]`: the example on the page, the files in tests/golden/keys, and random
keys from the program CORPUS: half of them always the same, half from a seed that is printed.
"""

import re
import secrets
import subprocess
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

from key_format import (
    REASONS,
    Altered,
    Body,
    Header,
    Lock,
    NoImage,
    Record,
    Right,
    Site,
    Stretch,
    held_lockers,
    read_journal,
    signed_front,
    split,
)

START = datetime(2000, 1, 1)


class Difference(Exception):
    """Page, decoder and program do not say the same."""


def expect(what: str, ours, theirs):
    if ours != theirs:
        raise Difference(f"{what}: the decoder says {shown(ours)}, not {shown(theirs)}")


def shown(value) -> str:
    return value.hex(" ") if isinstance(value, bytes) else str(value)


def minute(text: str) -> int:
    return (datetime.strptime(text, "%Y-%m-%d %H:%M") - START) // timedelta(minutes=1)


def described(record: Record) -> str:
    when = (START + timedelta(minutes=record.minute)).strftime("%Y-%m-%d %H:%M")
    proven = "proven" if record.set_up else "not proven"
    return f"door {record.door}, event 0x{record.event:02X}, counter {record.counter}, {when}, {proven}"


class Page:
    """docs/key-format.md, by its blocks of bytes and its tables."""

    def __init__(self, text: str):
        self.bytes = {
            name: bytes.fromhex(content) for name, content in re.findall(r"```hex (.+)\n([^`]+)```", text)
        }
        self.text = text

    def tables(self, heading: str) -> list[list[str]]:
        """The rows of all tables under a heading, without their first lines."""
        part = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#)", self.text + "\n#", re.M | re.S)
        lines = part[1].splitlines()
        return [
            [cell.strip().strip("`") for cell in line.strip("|").split("|")]
            for line, after in zip(lines, lines[1:] + [""])
            if line.startswith("|") and not line.startswith("| ---") and not after.startswith("| ---")
        ]


class Example:
    """The worked example."""

    def __init__(self, page: Page):
        self.page = page
        self.site = Site(page.bytes["master secret"])
        self.serial = page.bytes["serial"]
        self.image = page.bytes["image"]
        self.header = Header(self.image)

    def check(self) -> int:
        expect("reasons", REASONS, {int(row[0]): row[1] for row in self.page.tables("Reasons")})
        self._check_site()
        self._check_keys()
        self._check_bytes("The header of the example")
        self._check_bytes("The body of the example")
        self._check_outputs()
        self._check_locations_and_functions()
        self._check_lockers()
        decisions = self.page.tables("The decisions of the example")
        for row in decisions:
            self._check_decision(*row)
        self._check_journal()
        return len(decisions)

    def _check_site(self):
        site, said = self.site, self.page.bytes
        expect("site mark", site.mark, said["site mark"])
        expect("public key", site.public_key(), said["public key"])
        expect("PIN key", site.pin_key, said["pin key"])
        expect("diversification", site.diversification(self.serial, said["salt"]), said["diversification input"])
        front = signed_front(self.serial)
        expect("what is signed", front, said["signed front"])

    def _check_keys(self):
        salt = self.page.bytes["salt"]
        for _, role, role_key, card_key in self.page.tables("The keys of the example"):
            expect(f"role key {role}", self.site.role_key(role), bytes.fromhex(role_key))
            expect(f"key of {role}", self.site.card_key(role, self.serial, salt), bytes.fromhex(card_key))
        text = self.page.text
        role_key, card_key, version = re.search(
            r"In epoch 1 the role key \*lock\* is `(\w+)` and key 2 of this card\s+`(\w+)`, with .+ `0x(\w+)`", text
        ).groups()
        expect("role key of epoch 1", self.site.role_key("lock", 1), bytes.fromhex(role_key))
        expect("key 2 of epoch 1", self.site.card_key("lock", self.serial, salt, 1), bytes.fromhex(card_key))
        expect("version of epoch 1", 1 + 1, int(version, 16))

    def _check_bytes(self, heading: str):
        for offset, said, *_ in self.page.tables(heading):
            if "…" not in said:
                said = bytes.fromhex(said)
                expect(f"bytes at {offset}", self.image[int(offset) :][: len(said)], said)

    def _check_outputs(self):
        said = self.page.bytes["outputs"]
        for offset, part, _ in self.page.tables("Outputs (`0x09` and `0x0A`)"):
            part = bytes.fromhex(part)
            expect(f"bytes at {offset}", said[int(offset) :][: len(part)], part)
        # With what the example says of doors and times, before the PIN.
        own = self.image[128:]
        body = Body(own[: own.index(bytes.fromhex("100C00"))] + said)
        for time, drives in (("2026-12-01 09:30", [1, 3, 4, 7]), ("2026-12-05 09:30", [1, 3])):
            ours = sorted({right.output for right in body.outputs if body.holds(right, minute(time), body.local(minute(time)))})
            expect(f"outputs, {time}", ours, drives)

    def _check_locations_and_functions(self):
        said = self.page.bytes["locations and functions"]
        for offset, part, _ in self.page.tables("Locations and functions (`0x0E`)"):
            part = bytes.fromhex(part)
            expect(f"bytes at {offset}", said[int(offset) :][: len(part)], part)
        (right,) = Body(said).rights
        ours = (right.locations, right.functions, right.timetable, right.excepted)
        expect("locations and functions", ours, ({1, 10}, {3}, 1, [41]))

    def _check_lockers(self):
        said = self.page.bytes["lockers of free assignment"] + self.page.bytes["slots"]
        rows = self.page.tables("Lockers of free assignment (`0x0B`, `0x0C` and `0x12`)")
        parts = b"".join(bytes.fromhex(row[1]) for row in rows if len(row) == 3 and row[0].isdecimal())
        expect("lockers of free assignment", parts, said)
        body = Body(said)
        ours = [(right.group, right.timetable, right.lockers) for right in body.lockers]
        expect("lockers", ours, [(1, 0, [400, 401]), (2, 1, [500, 501, 502])])
        expect("slots", body.slots, {1, 2})
        key = self.site.journal_key(401, 1)
        expect("journal key of locker 401", f"`{key.hex().upper()}`" in self.page.text, True)
        end = bytes(16) + self.page.bytes["slot"]
        held = held_lockers(end, body.slots, self.serial, self.header.key_number, lambda locker: {1: key})
        expect("the slot", held, {1: (401, minute("2026-11-22 11:00"))})

    def _lock(self, door: str, asks: str, time: str) -> Lock:
        site = self.site
        return Lock(
            int(door),
            site.mark,
            self.header.born,
            {0: site.public_key()},
            pin_key=site.pin_key,
            asks_for_pin={"key": False, "key and PIN": True}[asks],
            clock=minute(time),
        )

    def _check_decision(self, door: str, asks: str, typed: str, time: str, else_: str, decision: str):
        lock = self._lock(door, asks, time)
        image, serial = bytearray(self.image), self.serial
        number = self.header.key_number
        for what in filter(None, re.split(r", and (?=the floor)", else_)):
            if what == "the image stands on the other card":
                serial = self.page.bytes["other serial"]
            elif what == "the last byte of the body is changed":
                image[-1] ^= 1
            elif what == "the last byte of the body is cut off":
                del image[-1]
            elif found := re.fullmatch(r"flag bit (\d+) is set", what):
                flags = self.header.flags | 1 << int(found[1])
                image[44:46] = flags.to_bytes(2, "little")
            elif what == "the lock was born a minute later":
                lock.born += 1
            elif what == "the lock has no signer 0":
                lock.public_keys = {1: self.site.public_key(1)}
            elif what == "the lock has the keys of epochs 1 and 2":
                lock.epoch = 2
            elif what == "the lock is of another site":
                lock.site_mark = bytes(16)
            elif found := re.fullmatch(r"the denylist names key (\d+)", what):
                lock.denylist[int(found[1])] = (0xFFFFFFFF, 0xFFFF)
            elif found := re.fullmatch(r"the lock has seen sequence (\d+)", what):
                lock.seen[number] = (int(found[1]), self.header.over_by)
            elif what == "the lock is in lockdown":
                lock.is_in_lockdown = True
            elif what == "the door is locked from inside":
                lock.is_locked_from_inside = True
            elif found := re.fullmatch(r"the door is in zone (\d+)", what):
                lock.zones = {int(found[1])}
            elif what == "the clock is not set":
                lock.clock = None
            elif found := re.fullmatch(r"the floor is (.+)", what):
                lock.floor = minute(found[1])
            else:
                raise Difference(f"the decoder cannot tell what this means: {what}")
        ours = lock.decide(bytes(image), serial, 0, typed or None)
        expect(f"door {door}, {time}, {else_ or 'nothing else'}", ours, decision)

    def _check_journal(self):
        keys = dict(self.page.tables("The journal of the example")[:2])
        for door, key in keys.items():
            expect(f"journal key of door {door}", self.site.journal_key(int(door), 1), bytes.fromhex(key))
        journal = self.page.bytes["journal"]
        records = read_journal(
            journal,
            self.serial,
            self.header.key_number,
            self.header.sequence,
            lambda door: {1: self.site.journal_key(door, 1)},
        )
        said = [row[2] for row in self.page.tables("The journal of the example") if row[2:] and row[2].startswith("door ")]
        expect("records", [described(record) for record in records], said)


class Golden:
    """A file of tests/golden/keys: what is held to a lock, or comes home, and what is made of it."""

    def __init__(self, text: str, site: Site):
        self.site = site
        # A name may come more than once, and bytes may go on in lines without a name.
        self.said: dict[str, list[str]] = {}
        values = []
        for line in text.splitlines():
            name, colon, value = line.partition(":")
            if colon:
                values = self.said.setdefault(name, [])
                values.append(value.strip())
            elif values:
                values[-1] += line

    def _one(self, name: str) -> str:
        (value,) = self.said[name]
        return value

    def _bytes(self, name: str) -> bytes:
        return bytes.fromhex(self._one(name))

    def check(self):
        if "journal" in self.said:
            self._check_journal()
        else:
            self._check_image()

    def _check_image(self):
        time = self._one("time")
        lock = Lock(
            int(self._one("door")),
            self._bytes("site"),
            int(self._one("born")),
            {0: self._bytes("public key 0")},
            epoch=int(self._one("epoch")),
            clock=None if time == "not set" else minute(time),
            floor=int(self._one("floor")),
            zones={int(zone) for zone in self.said.get("zones", [""])[0].split(",") if zone},
            locations={int(one) for one in self.said.get("locations", [""])[0].split(",") if one},
            functions={int(one) for one in self.said.get("functions", [""])[0].split(",") if one},
            automatic_outputs={int(one) for one in self.said.get("automatic outputs", [""])[0].split(",") if one},
            own_time=own_time(self.said.get("own time", [""])[0]),
        )
        if "free assignment" in self.said:
            kept = self._one("free assignment")
            lock.kept_minutes = 0 if kept == "unlimited" else int(kept)
        lock.taken = taken(self.said.get("taken", [""])[0])
        lock.denylist = denied(self.said.get("denylist", [""])[0])
        lock.journal_key, lock.shown = self.site.journal_key(lock.door, 1), lock.clock or 0
        slots = bytes.fromhex(self.said.get("slots", [""])[0])
        image, serial = self._bytes("image"), self._bytes("serial")
        decision = lock.decide(image, serial, int(self._one("card epoch")), slots=slots)
        expect(self._one("what"), decision, self._one("decision"))
        if "slots" in self.said:
            expect("slots", lock.slots, self._bytes("slots after"))
        expect("taken", lock.taken, taken(self.said.get("taken after", [""])[0]))
        expect("denylist", lock.denylist, denied(self.said.get("denylist after", [""])[0]))

    def _check_journal(self):
        records = read_journal(
            self._bytes("journal"),
            self._bytes("serial"),
            int(self._one("key number")),
            int(self._one("sequence")),
            lambda door: {1: self.site.journal_key(door, 1)},
        )
        if records is None:
            expect("journal", "unreadable", self._one("journal is"))
        else:
            expect("records", [described(record) for record in records], self.said.get("record", []))


def denied(text: str) -> dict[int, tuple[int, int]]:
    """Of each key below which sequence it is refused, and the last day of that."""
    entries = (tuple(map(int, one.split(":"))) for one in text.split(",") if one)
    return {key: (below, day) for key, below, day, *_ in entries}


def reported(text: str) -> set[int]:
    """Of which keys the desk was told that they are refused."""
    entries = (one.split(":") for one in text.split(",") if one)
    return {int(key) for key, *_, is_reported in entries if is_reported == "1"}


def taken(text: str) -> tuple[int, int | None] | None:
    """Which key has a locker, and since when."""
    if not text:
        return None
    key, since = text.split(", ")
    return int(key), None if since == "unknown" else int(since)


def check_golden(folder: Path, site: Site) -> int:
    files = sorted(folder.iterdir())
    for file in files:
        try:
            Golden(file.read_text(encoding="utf-8"), site).check()
        except Difference as difference:
            raise Difference(f"{file.name}: {difference}") from None
    return len(files)


class Corpus:
    """Cases from the program, line by line, with what it makes of each."""

    # What must have come up, or the corpus shows less than it should.
    WANTED = (
        {"silent", "open", "open, longer time", "take", "a slot emptied", "a locker held", "learned"}
        | {f"refuse: {reason}" for reason in REASONS.values()}
        | {"proven", "not proven", "unreadable", "logged", "lost", "clocks differ", "forgotten"}
        | {f"opened by {what}{how}" for what in ("a door", "a zone", "a location and a function") for how in ("", " with a timetable")}
        | {"drives an output", "drives one with a timetable", "drives one with a period", "drives one by itself"}
        | {"a timetable that is not defined", "local time not known", "on a calendar day", "an exception", "by a time of the lock's own"}
    )

    def __init__(self):
        self.met = Counter()
        self.site: Site
        self.lock: Lock

    def check(self, line: str):
        kind, *fields = line.rstrip("\n").split("\t")
        said = dict(field.split("=", 1) for field in fields)
        {
            "site": self._begin_site,
            "lock": self._begin_lock,
            "forget": self._forget,
            "key": self._decide,
            "journal": self._read_journal,
        }[kind](said)

    def _begin_site(self, said):
        self.site = site = Site(bytes.fromhex(said["master"]))
        public_keys = [site.public_key(signer) for signer in range(4)]
        expect("site mark", site.mark, bytes.fromhex(said["mark"]))
        expect("public keys", public_keys, [bytes.fromhex(key) for key in said["public keys"].split(",")])

    def _begin_lock(self, said):
        door = int(said["door"])
        self.lock = Lock(
            door,
            bytes.fromhex(said["site"]),
            int(said["born"]),
            {int(signer): bytes.fromhex(key) for signer, key in (one.split(":") for one in said["signers"].split(","))},
            epoch=int(said["epoch"]),
            pin_key=self.site.pin_key,
            asks_for_pin=said["asks for"] == "key and PIN",
            zones={int(zone) for zone in said["zones"].split(",") if zone},
            locations={int(one) for one in said["locations"].split(",") if one},
            functions={int(one) for one in said["functions"].split(",") if one},
            automatic_outputs={int(one) for one in said["automatic outputs"].split(",") if one},
            own_time=own_time(said["own time"]),
            journal_key=self.site.journal_key(door, int(said["set-up"])),
            logs_on_keys=said["logs"] == "true",
            counter=int(said["counter"]),
            denylist=denied(said["denylist"]),
            reported=reported(said["denylist"]),
            seen=memory(said["seen"]),
            floor=int(said["floor"]),
            is_in_lockdown=said["lockdown"] == "true",
            is_locked_from_inside=said["privacy"] == "true",
            kept_minutes=int(said["free"]) if said["free"] else None,
            taken=taken(said["taken"]),
        )

    def _set_time(self, said) -> int:
        shown = int(said["time"])
        self.lock.clock = shown if said["clock is set"] == "true" else None
        return shown

    def _forget(self, said):
        before = len(self.lock.seen)
        self._set_time(said)
        self.lock.forget()
        self.met["forgotten"] += len(self.lock.seen) < before
        expect("what is left", self.lock.seen, memory(said["seen"]))
        expect("what is left of the denylist", self.lock.denylist, denied(said["denylist"]))

    def _decide(self, said):
        lock, file, serial = self.lock, bytes.fromhex(said["image"]), bytes.fromhex(said["serial"])
        shown = self._set_time(said)
        expect("rights", self._rights(file), said["rights"])
        slots, lock.shown = bytes.fromhex(said["slots"]), shown
        decision = lock.decide(file, serial, int(said["epoch"]), said["typed"] or None, slots)
        expect("decision", decision, said["decision"])
        expect("slots", lock.slots, bytes.fromhex(said["slots after"]))
        expect("taken", lock.taken, taken(said["taken"]))
        self.met["a slot emptied"] += decision != "take" and lock.slots != slots
        self.met["a locker held"] += bool(said["held"])
        expect("held", self._held(file, serial, lock.slots), said["held"])
        expect("floor", lock.floor, int(said["floor"]))
        expect("memory", lock.seen, memory(said["seen"]))
        expect("denylist", lock.denylist, denied(said["denylist"]))
        journal = bytes.fromhex(said["journal"])
        counter, lock_reported = lock.counter, set(lock.reported)
        after = journal if decision == "silent" else lock.note(journal, decision, file, serial, shown)
        expect("journal", after, bytes.fromhex(said["journal after"]))
        self.met["learned"] += bool(reported(said["denylist"]) - lock_reported)
        expect("reported", lock.reported & set(lock.denylist), reported(said["denylist"]))
        expect("counter", lock.counter, int(said["counter"]))
        self.met[decision.partition(", drives ")[0]] += 1
        if decision.startswith("open") or decision == "refuse: not now":
            self._count_rights(Header(file), Body(split(Header(file), file)[1]))
        self.met["logged"] += after[2:3] != journal[2:3]
        self.met["lost"] += after[3:4] != journal[3:4]
        self.met["clocks differ"] += lock.counter == counter + 2

    def _held(self, file: bytes, serial: bytes, slots: bytes) -> str:
        """What a desk believes that a key holds."""
        try:
            header = Header(file)
            body = Body(split(header, file)[1])
        except (NoImage, Altered):
            return ""
        if not header.is_understood() or body.has_unknown_restriction:
            return ""
        keys = lambda locker: {set_up: self.site.journal_key(locker, set_up) for set_up in (1, 2, 30)}
        held = held_lockers(slots, body.slots, serial, header.key_number, keys)
        return ",".join(f"{group}:{locker}:{since}" for group, (locker, since) in held.items())

    def _count_rights(self, header: Header, body: Body):
        """Counts which rights opened, and why others did not."""
        lock, met = self.lock, self.met
        local = lock.local(header, body)
        met["drives one by itself"] += bool(lock.automatic_outputs)
        for right in body.outputs:
            if body.holds(right, lock.clock, local):
                met["drives an output"] += 1
                met["drives one with a timetable"] += right.timetable != 0
                met["drives one with a period"] += right.first is not None
        for right in body.rights:
            met["an exception"] += right.zone in lock.zones and lock.door in right.excepted
            if not right.is_to(lock.door, lock.zones, lock.locations, lock.functions):
                continue
            how = " with a timetable" if right.timetable else ""
            what = "a location and a function" if right.locations else "a door" if right.zone is None else "a zone"
            met[f"opened by {what}{how}"] += body.holds(right, lock.clock, local)
            if right.timetable and lock.clock is not None:
                met["a timetable that is not defined"] += right.timetable not in body.timetables
                met["local time not known"] += local is None
                met["by a time of the lock's own"] += local is not None and lock.own_time is not None
                met["on a calendar day"] += local is not None and local[0] > 7

    @staticmethod
    def _rights(file: bytes) -> str:
        """What a desk shows of an image, whoever signed it."""
        try:
            header = Header(file)
            body = Body(split(header, file)[1])
        except (NoImage, Altered):
            return "none"
        if not header.is_understood() or body.has_unknown_restriction:
            return "none"
        return ",".join(
            [shown_right(right) for right in body.rights + body.outputs]
            + [shown_lockers(right) for right in body.lockers]
            + [f"slot {group}" for group in sorted(body.slots)]
            + [shown_timetable(number, stretches) for number, stretches in body.timetables.items()]
            + [f"day {day}:{kind}" for day, kind in body.calendar_days.items()]
            + [f"from {minute}:{offset - 1_440}" for minute, offset in body.local_time]
        )

    def _read_journal(self, said):
        set_ups = range(1, 1 + int(said["set-ups"]))
        records = read_journal(
            bytes.fromhex(said["journal"]),
            bytes.fromhex(said["serial"]),
            int(said["key number"]),
            int(said["sequence"]),
            lambda door: {set_up: self.site.journal_key(door, set_up) for set_up in set_ups},
        )
        if records is None:
            ours = "unreadable"
            self.met[ours] += 1
        else:
            ours = ",".join(f"{r.door}:{r.event}:{r.counter}:{r.minute}:{r.set_up}" for r in records)
            for record in records:
                self.met["proven" if record.set_up else "not proven"] += 1
        expect("records", ours, said["records"])


def shown_right(right: Right) -> str:
    if right.zone is not None:
        return f"zone {right.zone}:{right.timetable}:{'.'.join(map(str, right.excepted))}"
    if right.locations:
        locations, functions = (".".join(map(str, sorted(all))) for all in (right.locations, right.functions))
        return f"crossing {right.timetable}:{'.'.join(map(str, right.excepted))}:{locations}:{functions}"
    what = right.door if right.output is None else f"output {right.output}"
    parts = (what, right.timetable, right.first, right.last)
    return ":".join("" if part is None else str(part) for part in parts)


def shown_lockers(right: Right) -> str:
    first, last = ("" if part is None else part for part in (right.first, right.last))
    return f"lockers {right.group}:{right.timetable}:{first}:{last}:{'.'.join(map(str, right.lockers))}"


def shown_timetable(number: int, stretches: list[Stretch]) -> str:
    """A timetable by what it means, in whatever form it is written: the times of each of 16 days, joined where they touch."""
    days = []
    for bit in range(16):
        times = []
        for start, end in sorted((stretch.start, stretch.end) for stretch in stretches if stretch.days >> bit & 1):
            if times and start <= times[-1][1]:
                times[-1][1] = max(times[-1][1], end)
            else:
                times.append([start, end])
        days.append(".".join(f"{start}-{end}" for start, end in times))
    return f"timetable {number}:{'/'.join(days)}"


def own_time(text: str) -> list[tuple[int, int]] | None:
    changes = [tuple(map(int, change.split(":"))) for change in text.split(",") if change]
    return [(at, ahead) for at, ahead in changes] or None


def memory(text: str) -> dict[int, tuple[int, int]]:
    entries = [tuple(map(int, entry.split(":"))) for entry in text.split(",") if entry]
    return {key: (sequence, over_by) for key, sequence, over_by in entries}


def check_corpus(program: str, seed: int, count: int) -> Counter:
    """Checks the cases of a seed, and counts what came up in them."""
    corpus = Corpus()
    with subprocess.Popen([program, str(seed), str(count)], stdout=subprocess.PIPE, text=True) as printing:
        for number, line in enumerate(printing.stdout, 1):
            try:
                corpus.check(line)
            except Difference as difference:
                printing.kill()
                raise Difference(f"seed {seed}, line {number}: {difference}\n{line}") from None
    if printing.returncode:
        raise Difference(f"the program failed with {printing.returncode}")
    return corpus.met


def main() -> int:
    root, program = Path(sys.argv[1]), sys.argv[2]
    count, seed = [*map(int, sys.argv[3:]), *[20_000, secrets.randbits(32)][len(sys.argv) - 3 :]]
    page = Page((root / "docs/key-format.md").read_text(encoding="utf-8"))
    print(f"a decoder written from the page, against the program; seeds 1 and {seed}")
    try:
        example = Example(page)
        print(f"the example on the page: {example.check()} decisions agree")
        print(f"golden files: {check_golden(root / 'tests/golden/keys', example.site)} agree")
        met = Counter()
        with ProcessPoolExecutor(2) as pool:
            for some in pool.map(check_corpus, [program] * 2, [1, seed], [count // 2] * 2):
                met += some
        if missing := [what for what in Corpus.WANTED if not met[what]]:
            raise Difference(f"these never came up: {', '.join(sorted(missing))}")
    except Difference as difference:
        print(f"peers: {difference}", file=sys.stderr)
        return 1
    print(f"{count} random cases agree:")
    for what, times in sorted(met.items()):
        print(f"{times:7} {what}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
