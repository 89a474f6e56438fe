"""A key as docs/key-format.md describes it: its keys, its image, its journal, and the lock that decides.

Written from that page alone, so that page and program can be held against each other. Names are the page's.
"""

import hmac
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers import Cipher, modes
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.cmac import CMAC
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

APPLICATION = bytes.fromhex("4B4431")
HEADER, SIGNATURE = 64, 64
REASONS = {
    0: "altered",
    1: "cancelled",
    2: "old image",
    3: "not active",
    4: "expired",
    5: "out of date",
    6: "emergency",
    7: "not here",
    8: "not now",
    9: "privacy",
    10: "PIN",
    11: "not understood",
    14: "occupancy over",
    15: "has another",
}
# Flags, by their bits.
EXTENDED_OPENING, OVERRIDE_PRIVACY, OVERRIDE_LOCKDOWN, AUDIT_OPENINGS = 1 << 0, 1 << 1, 1 << 2, 1 << 5
NAMED_FLAGS = 0x01FF
# The sections that this version knows.
DOORS, TIMETABLED_DOORS, PERIODS = 0x01, 0x02, 0x03
ZONES, TIMETABLES, CALENDAR_DAYS, LOCAL_TIME, PIN, RECORDS = 0x04, 0x05, 0x06, 0x07, 0x10, 0x11
OUTPUTS, LIMITED_OUTPUTS = 0x09, 0x0A
FREE_LOCKERS, LIMITED_FREE_LOCKERS, SLOTS, GROUPS_MAX = 0x0B, 0x0C, 0x12, 8
TAKEN = 0x06
LOCATIONS_AND_FUNCTIONS = 0x0E
DENYLIST, CANCELLED, LEARNED = 0x20, 0xFFFFFFFF, 0x05
LOW_ZONES, FIRST_LOW_ZONE, LOW_ZONES_MAX = 0x0D, 65_281, 96
HIGHEST_DOOR, HIGHEST_OUTPUT, HIGHEST_LOCATION = 64_000, 128, 1_024
MINUTES_OF_A_DAY = 1_440

FIELD_PRIME = 2**255 - 19
GROUP_ORDER = 2**252 + 27742317777372353535851937790883648493
EIGHTH = int.from_bytes(
    bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little"
)
SMALL_ORDER_Y = {0, 1, FIELD_PRIME - 1, EIGHTH, FIELD_PRIME - EIGHTH}


def number(some: bytes) -> int:
    return int.from_bytes(some, "little")


def cmac(key: bytes, message: bytes) -> bytes:
    mac = CMAC(AES(key))
    mac.update(message)
    return mac.finalize()


def hkdf(secret: bytes, purpose: str, length: int) -> bytes:
    return HKDF(SHA256(), length, None, purpose.encode("ascii")).derive(secret)


def an10922(key: bytes, diversification: bytes) -> bytes:
    """The message is always padded to 32 bytes, which no library's CMAC does for one that fits into 16."""
    message = b"\x01" + diversification
    message += b"\x80" + bytes(31 - len(message))
    zero = _encrypt(key, bytes(16))
    second_subkey = _double(_double(zero))
    chained = _encrypt(key, message[:16])
    return _encrypt(key, bytes(a ^ b ^ c for a, b, c in zip(chained, message[16:], second_subkey)))


def _double(block: bytes) -> bytes:
    doubled = int.from_bytes(block, "big") << 1
    if doubled >> 128:
        doubled ^= (1 << 128) ^ 0x87
    return (doubled & ((1 << 128) - 1)).to_bytes(16, "big")


def _encrypt(key: bytes, block: bytes) -> bytes:
    encryptor = Cipher(AES(key), modes.ECB()).encryptor()
    return encryptor.update(block) + encryptor.finalize()


class Site:
    """What comes from a master secret."""

    def __init__(self, master: bytes):
        self.master = master
        self.mark = hkdf(master, "keydesk site mark", 16)
        self.pin_key = hkdf(hkdf(master, "keydesk pins", 32), "keydesk pin check", 16)

    def role_key(self, role: str, epoch: int = 0) -> bytes:
        has_epochs = role in ("discovery", "lock", "desk")
        return hkdf(self.master, f"keydesk {role}/{epoch}" if epoch and has_epochs else f"keydesk {role}", 16)

    def card_key(self, role: str, serial: bytes, salt: bytes, epoch: int = 0) -> bytes:
        key = self.role_key(role, epoch)
        if role == "discovery":
            return key
        return an10922(key, self.diversification(serial, b"" if role == "card" else salt))

    def diversification(self, serial: bytes, salt: bytes) -> bytes:
        return serial + APPLICATION + self.mark[:8] + salt

    def public_key(self, signer: int = 0) -> bytes:
        purpose = f"keydesk image signing/{signer}" if signer else "keydesk image signing"
        private = Ed25519PrivateKey.from_private_bytes(hkdf(self.master, purpose, 32))
        return private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    def journal_key(self, door: int, set_up: int) -> bytes:
        return hkdf(hkdf(self.master, "keydesk journals", 32), f"keydesk journal/{door}/{set_up}", 16)


def is_signed(public_key: bytes, signature: bytes, message: bytes) -> bool:
    if is_of_small_order(public_key) or is_of_small_order(signature[:32]):
        return False
    if number(signature[32:]) >= GROUP_ORDER:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def is_of_small_order(point: bytes) -> bool:
    return (number(point) & (2**255 - 1)) % FIELD_PRIME in SMALL_ORDER_Y


class NoImage(Exception):
    """The bytes are no image, or that of another site."""


class NotUnderstood(Exception):
    """The image is of a kind that this version does not understand."""


class Altered(Exception):
    """The image was cut off, is malformed, or its signature does not fit."""


@dataclass
class Header:
    """The first 64 bytes, which need not be understood."""

    raw: bytes

    def __post_init__(self):
        raw = self.raw = self.raw[:HEADER]
        if len(raw) < HEADER or raw[:2] != b"KD":
            raise NoImage
        self.version = raw[2]
        self.kind = raw[3]
        self.site_mark = raw[4:20]
        self.key_number = number(raw[20:24])
        self.sequence = number(raw[24:28])
        self.valid_from = number(raw[28:32])
        self.valid_until = number(raw[32:36])
        self.refresh_by = number(raw[36:40])
        self.issued_at = number(raw[40:44])
        self.flags = number(raw[44:46])
        self.body_length = number(raw[46:48])
        self.born = number(raw[48:52])
        self.signer = raw[52]
        self.epoch = raw[53]
        self.further_flags = number(raw[54:56])
        self.over_by = number(raw[56:60])
        self.reserved = raw[60:64]

    def is_understood(self) -> bool:
        return (
            self.version == 1
            and self.kind == 1
            and not self.flags & ~NAMED_FLAGS
            and not self.further_flags
            and not any(self.reserved)
            and self.epoch != 255
            and self.refresh_by <= self.valid_until
            and self.refresh_by <= self.over_by
            and self.body_length <= 8_000
        )


class Content:
    """What is left of a section."""

    def __init__(self, raw: bytes):
        self.raw = raw

    def number(self, size: int, lowest: int = 0, highest: int | None = None) -> int:
        if len(self.raw) < size:
            raise Altered
        taken, self.raw = number(self.raw[:size]), self.raw[size:]
        if taken < lowest or (highest is not None and taken > highest):
            raise Altered
        return taken

    def door(self) -> int:
        return self.number(2, 1, HIGHEST_DOOR)

    def output(self) -> int:
        return self.number(1, 1, HIGHEST_OUTPUT)


def numbered(bits: bytes) -> set[int]:
    """Locations, or functions, by their bits: at least one, and the last byte has one of them."""
    if not bits or not bits[-1] or len(bits) > HIGHEST_LOCATION // 8:
        raise Altered
    return {1 + place for place in range(8 * len(bits)) if number(bits) >> place & 1}


def rising(entries: list, key=lambda entry: entry) -> list:
    if any(key(later) <= key(earlier) for earlier, later in zip(entries, entries[1:])):
        raise Altered
    return entries


@dataclass
class Right:
    """A right to a door, to a zone, to an output, or to the doors in which a location and a function meet."""

    door: int | None = None
    timetable: int = 0
    first: int | None = None
    last: int | None = None
    zone: int | None = None
    excepted: list[int] = field(default_factory=list)
    output: int | None = None
    locations: set[int] = field(default_factory=set)
    functions: set[int] = field(default_factory=set)
    # Of a right to take a locker: the group and the lockers.
    group: int | None = None
    lockers: list[int] = field(default_factory=list)

    def is_to(self, door: int, zones: set[int], locations: set[int], functions: set[int]) -> bool:
        if self.locations:
            meets = bool(self.locations & locations) and bool(self.functions & functions)
            return meets and door not in self.excepted
        if self.zone is None:
            return self.door == door
        return self.zone in zones and door not in self.excepted


@dataclass
class Stretch:
    days: int
    start: int
    end: int


class Body:
    """The sections behind the signature."""

    def __init__(self, raw: bytes):
        self.rights: list[Right] = []
        self.outputs: list[Right] = []
        self.lockers: list[Right] = []
        self.slots: set[int] = set()
        self.timetables: dict[int, list[Stretch]] = {}
        self.calendar_days: dict[int, int] = {}
        self.local_time: list[tuple[int, int]] = []
        self.pin: bytes | None = None
        # 1 for openings, 2 for refusals, and both where no section says otherwise.
        self.records = 3
        # The slice of the denylist: its edition, and of each key the number below which it is refused and the last day of that.
        self.edition: int | None = None
        self.denied: dict[int, tuple[int, int]] = {}
        self.has_unknown_restriction = False
        previous = 0
        while raw:
            if len(raw) < 3:
                raise Altered
            section, length = raw[0], number(raw[1:3])
            content, raw = raw[3 : 3 + length], raw[3 + length :]
            if len(content) < length or section <= previous:
                raise Altered
            previous = section
            self._take(section, content)
        if any(right.group not in self.slots for right in self.lockers):
            raise Altered
        # Zones in one order, whichever section says them; doors stay before them, in theirs, and what meets comes last.
        self.rights.sort(
            key=lambda right: (
                bool(right.locations),
                right.zone is not None,
                (right.zone, right.timetable) if right.zone else (),
            )
        )

    def _take(self, section: int, raw: bytes):
        entry = {
            DOORS: lambda content: Right(content.door()),
            TIMETABLED_DOORS: lambda content: Right(content.door(), content.number(1, 1)),
            PERIODS: self._period,
            ZONES: self._zone,
            TIMETABLES: self._timetable,
            CALENDAR_DAYS: lambda content: (content.number(2), content.number(1, 1, 8)),
            LOCAL_TIME: lambda content: (content.number(4), content.number(2, 0, 2 * MINUTES_OF_A_DAY)),
            OUTPUTS: lambda content: Right(output=content.output(), timetable=content.number(1)),
            LIMITED_OUTPUTS: self._limited_output,
            FREE_LOCKERS: lambda content: self._lockers(content, False),
            LIMITED_FREE_LOCKERS: lambda content: self._lockers(content, True),
        }.get(section)
        if section == PIN:
            if len(raw) != 12:
                raise Altered
            self.pin = raw
        elif section == LOW_ZONES:
            if not raw or not raw[-1] or len(raw) > LOW_ZONES_MAX // 8:
                raise Altered
            bits = number(raw)
            self.rights += [Right(zone=FIRST_LOW_ZONE + place) for place in range(LOW_ZONES_MAX) if bits >> place & 1]
        elif section == LOCATIONS_AND_FUNCTIONS:
            self.rights.append(self._locations_and_functions(Content(raw)))
        elif section == SLOTS:
            if len(raw) != 1 or not raw[0]:
                raise Altered
            self.slots = {1 + bit for bit in range(GROUPS_MAX) if raw[0] >> bit & 1}
        elif section == RECORDS:
            if raw not in (b"\x01", b"\x02"):
                raise Altered
            self.records = raw[0]
        elif section == DENYLIST:
            content, entries = Content(raw), []
            self.edition = content.number(4)
            while content.raw or not entries:
                entries.append((content.number(4, 1), content.number(4, 1), content.number(2)))
            rising(entries, lambda entry: entry[0])
            self.denied = {key: (below, day) for key, below, day in entries}
        elif entry is None:
            self.has_unknown_restriction |= section >= 0x80
        else:
            content, entries = Content(raw), []
            while content.raw or not entries:
                entries.append(entry(content))
            self._keep(section, entries)

    def _keep(self, section: int, entries: list):
        if section == TIMETABLES:
            self.timetables = dict(rising(entries, lambda entry: entry[0]))
        elif section == CALENDAR_DAYS:
            self.calendar_days = dict(rising(entries, lambda entry: entry[0]))
        elif section == LOCAL_TIME:
            self.local_time = rising(entries, lambda entry: entry[0])
        elif section in (OUTPUTS, LIMITED_OUTPUTS):
            self.outputs += rising(
                entries, lambda right: (right.output, right.timetable, right.first or 0, right.last or 0)
            )
        elif section in (FREE_LOCKERS, LIMITED_FREE_LOCKERS):
            self.lockers += rising(
                entries, lambda right: (right.group, right.timetable, right.first or 0, right.last or 0)
            )
        elif section == ZONES:
            self.rights += rising(entries, lambda right: (right.zone, right.timetable))
        else:
            self.rights += rising(entries, lambda right: (right.door, right.timetable, right.first or 0, right.last or 0))

    @staticmethod
    def _period(content: Content) -> Right:
        right = Right(content.door(), content.number(1), content.number(4), content.number(4))
        if right.last <= right.first:
            raise Altered
        return right

    @staticmethod
    def _limited_output(content: Content) -> Right:
        right = Right(output=content.output(), timetable=content.number(1))
        right.first, right.last = content.number(4), content.number(4)
        if right.last <= right.first:
            raise Altered
        return right

    @staticmethod
    def _lockers(content: Content, has_period: bool) -> Right:
        right = Right(group=content.number(1, 1, GROUPS_MAX), timetable=content.number(1))
        if has_period:
            right.first, right.last = content.number(4), content.number(4)
            if right.last <= right.first:
                raise Altered
        right.lockers = rising([content.door() for _ in range(content.number(2, 1))])
        return right

    @staticmethod
    def _zone(content: Content) -> Right:
        zone, timetable, excepted = content.number(2, 1), content.number(1), content.number(1)
        right = Right(zone=zone, timetable=timetable, excepted=rising([content.door() for _ in range(excepted)]))
        if FIRST_LOW_ZONE <= zone < FIRST_LOW_ZONE + LOW_ZONES_MAX and not timetable and not right.excepted:
            raise Altered
        return right

    @staticmethod
    def _locations_and_functions(content: Content) -> Right:
        timetable, excepted = content.number(1), content.number(1)
        right = Right(timetable=timetable, excepted=rising([content.door() for _ in range(excepted)]))
        length = content.number(1)
        if length > len(content.raw):
            raise Altered
        right.locations, right.functions = numbered(content.raw[:length]), numbered(content.raw[length:])
        return right

    @staticmethod
    def _timetable(content: Content) -> tuple[int, list[Stretch]]:
        timetable, count = content.number(1, 1), content.number(1, 1)
        stretches = []
        for _ in range(count):
            days, start = content.number(2, 1), content.number(2)
            if days & 1 << 7:
                raise Altered
            stretches.append(Stretch(days, start, content.number(2, start + 1, MINUTES_OF_A_DAY)))
        return timetable, rising(stretches, lambda stretch: (stretch.days, stretch.start, stretch.end))

    def holds(self, right: Right, clock: int | None, local: tuple[int, int] | None) -> bool:
        if right.first is not None and (clock is None or not right.first <= clock < right.last):
            return False
        return not right.timetable or self._timetable_holds(right.timetable, local)

    def local(self, clock: int | None) -> tuple[int, int] | None:
        """The bit of the local day and the minute of that day, if they are known."""
        return None if clock is None else self.kind(local_day(self.local_time, clock))

    def kind(self, local: tuple[int, int] | None) -> tuple[int, int] | None:
        """The bit of a local day in place of the day."""
        if local is None:
            return None
        day, minute = local
        # 2000-01-01, day 0, was a Saturday, and bit 0 is Monday.
        kind = self.calendar_days.get(day)
        return (day + 5) % 7 if kind is None else 7 + kind, minute

    def _timetable_holds(self, timetable: int, local: tuple[int, int] | None) -> bool:
        if local is None:
            return False
        bit, minute = local
        stretches = self.timetables.get(timetable, [])
        return any(stretch.days >> bit & 1 and stretch.start <= minute < stretch.end for stretch in stretches)

    def fits_pin(self, pin_key: bytes, typed: str) -> bool:
        if self.pin is None or not 4 <= len(typed) <= 8 or not set(typed) <= set("0123456789"):
            return False
        return hmac.compare_digest(cmac(pin_key, self.pin[:4] + typed.encode("ascii"))[:8], self.pin[4:])


def local_day(time: list[tuple[int, int]], clock: int) -> tuple[int, int] | None:
    """The local day and the minute of that day, if local time is known."""
    offsets = [offset for minute, offset in time if minute <= clock]
    return divmod(clock + offsets[-1] - MINUTES_OF_A_DAY, MINUTES_OF_A_DAY) if offsets else None


def split(header: Header, file: bytes) -> tuple[bytes, bytes]:
    """The signature and the body of an image."""
    begin = HEADER + SIGNATURE
    end = begin + header.body_length
    if len(file) < end:
        raise Altered
    return file[HEADER:begin], file[begin:end]


def signed_front(serial: bytes) -> bytes:
    return b"keydesk key image 1\0" + bytes([len(serial)]) + serial


@dataclass
class Lock:
    """A lock: what it was told at its set-up, and what it has seen since."""

    door: int
    site_mark: bytes
    born: int
    public_keys: dict[int, bytes]
    epoch: int = 0
    pin_key: bytes | None = None
    asks_for_pin: bool = False
    zones: set[int] = field(default_factory=set)
    locations: set[int] = field(default_factory=set)
    functions: set[int] = field(default_factory=set)
    automatic_outputs: set[int] = field(default_factory=set)
    own_time: list[tuple[int, int]] | None = None
    journal_key: bytes = bytes(16)
    logs_on_keys: bool = True
    counter: int = 0
    # By the number of the key: below which sequence it is refused, and on which day that can be forgotten.
    denylist: dict[int, tuple[int, int]] = field(default_factory=dict)
    # Of which of these keys the desk was told that they are refused.
    reported: set[int] = field(default_factory=set)
    seen: dict[int, tuple[int, int]] = field(default_factory=dict)
    floor: int = 0
    clock: int | None = None
    is_in_lockdown: bool = False
    is_locked_from_inside: bool = False
    # Of a locker of free assignment: for how many minutes one may keep it, and 0 is unlimited.
    kept_minutes: int | None = None
    # Which key has it, and since when, if that is known.
    taken: tuple[int, int | None] | None = None
    # The end of file 2 of the key that is there, as the lock leaves it.
    slots: bytes = b""
    # What the clock shows, set or not.
    shown: int = 0

    def passed(self) -> int:
        return max(self.floor, self.clock or 0)

    def local(self, header: Header, body: Body) -> tuple[int, int] | None:
        """The local day and minute by which timetables of a key hold here, if they are known."""
        if self.own_time is None or self.clock is None:
            return body.local(self.clock)
        told = [local_day(body.local_time, clock) for clock in (header.issued_at, header.refresh_by - 1)]
        here = local_day(self.own_time, self.clock)
        if here is None or None in told or not told[0][0] <= here[0] <= told[1][0]:
            return None
        return body.kind(here)

    def decide(
        self, file: bytes, serial: bytes, session_epoch: int, typed: str | None = None, slots: bytes = b""
    ) -> str:
        self.slots = slots
        if session_epoch not in (self.epoch, self.epoch - 1):
            return "silent"
        try:
            return self._decide(file, serial, session_epoch, typed)
        except NoImage:
            return "silent"
        except NotUnderstood:
            return "refuse: not understood"
        except Altered:
            return "refuse: altered"

    def _decide(self, file: bytes, serial: bytes, session_epoch: int, typed: str | None) -> str:
        header = Header(file)
        if header.site_mark != self.site_mark:
            raise NoImage
        if not header.is_understood() or header.born != self.born or header.signer not in self.public_keys:
            raise NotUnderstood
        signature, raw_body = split(header, file)
        body = Body(raw_body)
        message = signed_front(serial) + header.raw + raw_body
        if not is_signed(self.public_keys[header.signer], signature, message):
            raise Altered
        if body.has_unknown_restriction:
            raise NotUnderstood
        if header.epoch > session_epoch:
            raise Altered
        self._learn(body)
        decision = self._decide_believed(header, body, typed)
        if decision == "take":
            self._take(header, body, serial)
        # What says this locker, and is not so, says nothing.
        is_its_own = self.kept_minutes is not None and self.taken is not None and self.taken[0] == header.key_number
        for group in body.slots:
            if slot_says(self.slots, group) == self.door and not is_its_own:
                self._write_slot(group, bytes(16))
        return decision

    def _learn(self, body: Body):
        for key, (below, day) in body.denied.items():
            if day >= self.passed() // MINUTES_OF_A_DAY:
                known_below, known_day = self.denylist.get(key, (0, 0))
                if known_below < below:
                    self.reported.discard(key)
                self.denylist[key] = (max(below, known_below), max(day, known_day))

    def _take(self, header: Header, body: Body, serial: bytes):
        local = self.local(header, body)
        group = next(right.group for right in self._takeable(body) if body.holds(right, self.clock, local))
        minute = self.shown if self.clock is None else self.clock
        said = self.door.to_bytes(2, "little") + bytes([TAKEN]) + self.counter.to_bytes(3, "little")
        said += minute.to_bytes(4, "little")
        front = bytes([len(serial)]) + serial + header.key_number.to_bytes(4, "little") + bytes([group])
        self._write_slot(group, said + cmac(self.journal_key, front + said)[:6])
        self.counter = min(self.counter + 1, 2**24 - 1)
        self.taken = (header.key_number, self.clock)

    def _write_slot(self, group: int, slot: bytes):
        begin = len(self.slots) - 16 * group
        self.slots = self.slots[:begin] + slot + self.slots[begin + 16 :]

    def _takeable(self, body: Body) -> list[Right]:
        """By what this locker may be taken, in the order of groups."""
        return sorted(
            (right for right in body.lockers if self.door in right.lockers),
            key=lambda right: right.first is not None,
        )

    def _decide_believed(self, header: Header, body: Body, typed: str | None) -> str:
        below, _ = self.denylist.get(header.key_number, (0, 0))
        if below == CANCELLED:
            return "refuse: cancelled"
        if header.sequence < below:
            return "refuse: old image"
        if header.sequence < self.seen.get(header.key_number, (0, 0))[0]:
            return "refuse: old image"
        self.seen[header.key_number] = (header.sequence, header.over_by)
        self.floor = max(self.floor, header.issued_at if self.clock is None else self.clock)
        return self._decide_times_and_rights(header, body, typed)

    def _decide_times_and_rights(self, header: Header, body: Body, typed: str | None) -> str:
        passed = self.passed()
        here = [right for right in body.rights if right.is_to(self.door, self.zones, self.locations, self.functions)]
        if self.clock is not None and self.clock < header.valid_from:
            return "refuse: not active"
        if passed >= header.valid_until:
            return "refuse: expired"
        if passed >= header.refresh_by:
            return "refuse: out of date"
        if self.is_in_lockdown and not header.flags & OVERRIDE_LOCKDOWN:
            return "refuse: emergency"
        if self.kept_minutes is None:
            refusal = self._refuse_door(header, body, here)
        else:
            refusal = self._turn_locker(header, body, here)
        if refusal not in (None, "take"):
            return refusal
        if self.asks_for_pin and not (typed and body.fits_pin(self.pin_key, typed)):
            return "refuse: PIN"
        if refusal == "take":
            return "take"
        self.taken = None
        opens = "open, longer time" if header.flags & EXTENDED_OPENING else "open"
        local = self.local(header, body)
        outputs = {right.output for right in body.outputs if body.holds(right, self.clock, local)} | self.automatic_outputs
        return f"{opens}, drives {', '.join(map(str, sorted(outputs)))}" if outputs else opens

    def _refuse_door(self, header: Header, body: Body, here: list[Right]) -> str | None:
        if not here:
            return "refuse: not here"
        local = self.local(header, body)
        if not any(body.holds(right, self.clock, local) for right in here):
            return "refuse: not now"
        if self.is_locked_from_inside and not header.flags & OVERRIDE_PRIVACY:
            return "refuse: privacy"
        return None

    def _turn_locker(self, header: Header, body: Body, masters: list[Right]) -> str | None:
        to_take = self._takeable(body)
        if not masters and not to_take:
            return "refuse: not here"
        local = self.local(header, body)
        is_masters_now = any(body.holds(right, self.clock, local) for right in masters)
        if self.taken is None:
            now = [right for right in to_take if body.holds(right, self.clock, local)]
            if now:
                says = slot_says(self.slots, now[0].group)
                return "refuse: has another" if says not in (None, self.door) else "take"
            return None if is_masters_now else "refuse: not now"
        key, since = self.taken
        lasts = any(body.holds(Right(first=right.first, last=right.last), self.clock, local) for right in to_take)
        is_its = key == header.key_number
        has_it = is_its and (lasts or is_masters_now)
        is_over = bool(self.kept_minutes) and since is not None and self.passed() >= since + self.kept_minutes
        if has_it and not is_over or is_masters_now and header.flags & OVERRIDE_PRIVACY:
            return None
        if has_it:
            return "refuse: occupancy over"
        return "refuse: not now" if is_its else "refuse: not here"

    def forget(self):
        self.seen = {key: seen for key, seen in self.seen.items() if self.passed() < seen[1]}
        today = self.passed() // MINUTES_OF_A_DAY
        self.denylist = {key: denied for key, denied in self.denylist.items() if today <= denied[1]}
        self.reported &= set(self.denylist)

    def note(self, journal: bytes, decision: str, file: bytes, serial: bytes, minute: int) -> bytes:
        """The journal of a key, after the lock added to it what it decided at a minute of its clock."""
        believes_image = decision not in ("silent", "refuse: altered", "refuse: not understood")
        if not (believes_image and self.logs_on_keys and is_readable(journal)):
            return journal
        header, opens = Header(file), decision.startswith(("open", "take"))
        body = Body(split(header, file)[1])
        records = body.records
        if not header.flags & AUDIT_OPENINGS:
            return journal
        events = []
        if any(key in self.denylist and key not in self.reported for key in body.denied):
            events.append((LEARNED, body.edition))
        if records & (1 if opens else 2):
            if self.clock is not None and header.issued_at > self.clock + 1_440:
                events.append((0x04, minute))
            reasons = {f"refuse: {name}": 0x40 + number for number, name in REASONS.items()}
            events.append((TAKEN if decision == "take" else reasons.get(decision, 0x01), minute))
        front = record_front(serial, header.key_number, header.sequence)
        for event, when in events:
            has_room = journal[2] < journal[1]
            journal = self._append(journal, front, event, when)
            if event == LEARNED and has_room:
                known = {key for key, (below, _) in body.denied.items() if self.denylist.get(key, (below + 1,))[0] <= below}
                self.reported |= known
        return journal

    def _append(self, journal: bytes, front: bytes, event: int, minute: int) -> bytes:
        _, room, count, lost = journal[:4]
        if count == room:
            return journal[:3] + bytes([min(lost + 1, 255)]) + journal[4:]
        end = 16 + 16 * count
        said = self.door.to_bytes(2, "little") + bytes([event]) + self.counter.to_bytes(3, "little")
        said += minute.to_bytes(4, "little")
        mac_before = journal[end - 6 : end] if count else bytes(6)
        record = said + cmac(self.journal_key, front + said + mac_before)[:6]
        self.counter = min(self.counter + 1, 2**24 - 1)
        return journal[:2] + bytes([count + 1]) + journal[3:end] + record + journal[end + 16 :]


def slot_says(end: bytes, group: int) -> int | None:
    """Which locker the slot of a group says, by the end of file 2; None if it is empty, or not there."""
    begin = len(end) - 16 * group
    slot = end[begin : begin + 16] if begin >= 0 else b""
    if len(slot) < 16 or slot[2] != TAKEN or not 1 <= number(slot[:2]) <= HIGHEST_DOOR:
        return None
    return number(slot[:2])


def held_lockers(end: bytes, groups: set[int], serial: bytes, key_number: int, journal_keys) -> dict[int, tuple[int, int]]:
    """What a desk believes of the slots of a key: by group, the locker and since which minute."""
    held = {}
    for group in sorted(groups):
        locker = slot_says(end, group)
        if locker is None:
            continue
        slot = end[len(end) - 16 * group :][:16]
        front = bytes([len(serial)]) + serial + key_number.to_bytes(4, "little") + bytes([group])
        if any(cmac(key, front + slot[:10])[:6] == slot[10:] for key in journal_keys(locker).values()):
            held[group] = (locker, number(slot[6:10]))
    return held


@dataclass
class Record:
    """A record of the journal, as a desk keeps it."""

    door: int
    event: int
    counter: int
    minute: int
    # The set-up whose key fits the MAC; 0 if none does, and the record is not proven.
    set_up: int


def is_readable(journal: bytes) -> bool:
    if len(journal) < 16:
        return False
    version, room, count = journal[:3]
    return version == 2 and count <= room and 16 + 16 * count <= len(journal)


def record_front(serial: bytes, key_number: int, sequence: int) -> bytes:
    """What a record's MAC is over, as far as the image on the card says it."""
    return bytes([len(serial)]) + serial + key_number.to_bytes(4, "little") + sequence.to_bytes(4, "little")


def read_journal(file: bytes, serial: bytes, key_number: int, sequence: int, journal_keys) -> list[Record] | None:
    """The records that a desk keeps, or None if the journal is unreadable.

    `journal_keys` says which keys the desk knows of a door, by the number of the set-up.
    """
    if not is_readable(file):
        return None
    front = record_front(serial, key_number, sequence)
    records = []
    mac_before = bytes(6)
    for at in range(16, 16 + 16 * file[2], 16):
        said, mac = file[at : at + 10], file[at + 10 : at + 16]
        door = number(said[:2])
        if 1 <= door <= HIGHEST_DOOR:
            fits = (n for n, key in journal_keys(door).items() if cmac(key, front + said + mac_before)[:6] == mac)
            records.append(Record(door, said[2], number(said[3:6]), number(said[6:10]), next(fits, 0)))
        mac_before = mac
    return records
