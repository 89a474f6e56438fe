"""A phone, written from docs/digital-keys.md and docs/key-format.md alone.

`phone.py DESK`: starts the program DESK, which puts keys for phones into a folder, and is its phone. DESK says and is told
lines on its standard output and input.
"""

import hashlib
import hmac
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from key_format import Body, Header, is_signed, signed_front, split


class Refused(Exception):
    """The phone does not take a file."""


def hkdf(material: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, None, purpose).derive(material)


def hchacha20(key: bytes, nonce: bytes) -> bytes:
    """The key of XChaCha20 for the first 16 bytes of a nonce."""
    state = [0x61707865, 0x3320646E, 0x79622D32, 0x6B206574]
    state += [int.from_bytes(key[at : at + 4], "little") for at in range(0, 32, 4)]
    state += [int.from_bytes(nonce[at : at + 4], "little") for at in range(0, 16, 4)]

    def turned(value: int, by: int) -> int:
        return (value << by | value >> 32 - by) & 0xFFFFFFFF

    def quarter(a: int, b: int, c: int, d: int):
        for to, of, by, with_ in ((a, b, 16, d), (c, d, 12, b), (a, b, 8, d), (c, d, 7, b)):
            state[to] = (state[to] + state[of]) & 0xFFFFFFFF
            state[with_] = turned(state[with_] ^ state[to], by)

    for _ in range(10):
        for column in range(4):
            quarter(column, column + 4, column + 8, column + 12)
        for row in range(4):
            quarter(row, (row + 1) % 4 + 4, (row + 2) % 4 + 8, (row + 3) % 4 + 12)
    return b"".join(word.to_bytes(4, "little") for word in state[:4] + state[12:])


class Phone:
    """What a phone keeps."""

    def __init__(self, site: str):
        kind, version, mark, key = site.split(":")
        if (kind, version) != ("kd-site", "1"):
            raise Refused("this is no site")
        self.mark, self.signer = bytes.fromhex(mark), bytes.fromhex(key)
        self.private = X25519PrivateKey.generate()
        self.public = self.private.public_key().public_bytes_raw()
        self.sequence = 0
        self.image = b""

    def shows(self) -> str:
        check = hashlib.sha256(b"keydesk phone check" + self.public).digest()[:4]
        return f"kd-phone:1:{self.public.hex()}:{check.hex()}"

    @property
    def number(self) -> bytes:
        return b"\xf0" + hashlib.sha256(b"keydesk phone serial" + self.public).digest()[:9]

    def opened(self, file: bytes) -> bytes:
        if file[:4] != b"KDP1":
            raise Refused("this is no key for a phone")
        once, nonce, sealed = file[4:36], file[36:60], file[60:]
        shared = self.private.exchange(X25519PublicKey.from_public_bytes(once))
        key = hkdf(shared + once + self.public, b"keydesk sealed to an operator")
        cipher = ChaCha20Poly1305(hchacha20(key, nonce[:16]))
        try:
            return cipher.decrypt(bytes(4) + nonce[16:], sealed, b"keydesk phone key 1")
        except InvalidTag as why:
            raise Refused("this is for another phone, or was altered") from why

    def take(self, file: bytes) -> tuple[Header, Body]:
        """Keeps what is in a file, if it is the next key of this phone."""
        image = self.opened(file)
        header = Header(image)
        signature, body = split(header, image)
        message = signed_front(self.number) + header.raw + body
        if header.site_mark != self.mark or not is_signed(self.signer, signature, message):
            raise Refused("the site did not sign this for this phone")
        if header.sequence <= self.sequence:
            raise Refused("this is no later than the key that the phone has")
        self.sequence, self.image = header.sequence, image
        return header, Body(body)

    def receipt(self) -> str:
        return hashlib.sha256(b"keydesk phone receipt" + self.image).hexdigest()

    def answer(self, question: bytes, door: int) -> bytes:
        shared = self.private.exchange(X25519PublicKey.from_public_bytes(question))
        return answer(shared, question, self.public, door, self.image)


def answer(shared: bytes, question: bytes, phone: bytes, door: int, image: bytes) -> bytes:
    key = hkdf(shared + question + phone, b"keydesk phone answer 1")
    said = door.to_bytes(2, "little") + hashlib.sha256(image).digest()
    return hmac.digest(key, said, "sha256")[:16]


class Desk:
    """The program, as its first line of output says a site."""

    def __init__(self, program: str, folder: Path):
        self.folder = folder
        self.process = subprocess.Popen(
            [program, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.site = self.heard()

    def heard(self) -> str:
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit("phone: the desk ended")
        return line.strip()

    def told(self, line: str) -> str:
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.heard()

    def file(self, phone: Phone) -> bytes:
        return (self.folder / f"{phone.number.hex()}.kdkey").read_bytes()

    def close(self):
        self.process.stdin.close()
        self.process.wait(60)


def expect(what: str, ours, theirs):
    if ours != theirs:
        raise SystemExit(f"phone: {what}: {ours}, not {theirs}")


def refuses(phone: Phone, file: bytes, what: str):
    try:
        phone.take(file)
    except Refused:
        return
    raise SystemExit(f"phone: it took {what}")


def main(program: str):
    # RFC draft-irtf-cfrg-xchacha, 2.2.1.
    known = hchacha20(bytes(range(32)), bytes.fromhex("000000090000004a0000000031415927"))
    expect("HChaCha20", known.hex()[:16], "82413b4227b27bfe")
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(program, Path(folder))
        phone, other = Phone(desk.site), Phone(desk.site)
        expect("enrolled", desk.told(phone.shows()), "queued")
        expect("delivered", desk.told("run"), "delivered")
        first = desk.file(phone)
        header, body = phone.take(first)
        expect("rights", len(body.rights), 1)
        refuses(other, first, "the key of another phone")
        refuses(phone, first, "the same key again")
        altered = Phone(desk.site)
        altered.private, altered.public = phone.private, phone.public
        for at in range(4, len(first)):
            refuses(altered, first[:at] + bytes([first[at] ^ 1]) + first[at + 1 :], f"byte {at} altered")
        stranger = Phone(f"kd-site:1:{'00' * 16}:{phone.signer.hex()}")
        stranger.private, stranger.public = phone.private, phone.public
        refuses(stranger, first, "the key of another site")
        receipt = desk.folder / f"{phone.number.hex()}.receipt"
        receipt.write_text(other.receipt())
        expect("a wrong receipt", desk.told("run"), "delivered")
        receipt.write_text(phone.receipt())
        expect("a receipt", desk.told("run"), "acknowledged")
        expect("another door", desk.told("door"), "due")
        expect("delivered again", desk.told("run"), "delivered")
        later, body = phone.take(desk.file(phone))
        expect("rights afterwards", len(body.rights), 2)
        expect("a higher number", later.sequence > header.sequence, True)
        refuses(phone, first, "the key that it had before")
        question = X25519PrivateKey.generate()
        public = question.public_key().public_bytes_raw()
        shared = question.exchange(X25519PublicKey.from_public_bytes(phone.public))
        for door in (1, 64_000, secrets.randbelow(64_000) + 1):
            expect("an answer", phone.answer(public, door), answer(shared, public, phone.public, door, phone.image))
        expect("removed", desk.told("remove"), "none")
        expect("withdrawn", desk.told("run"), "none")
        expect("files", sorted(path.name for path in desk.folder.iterdir()), [])
        desk.close()
    print("phone: agrees")


if __name__ == "__main__":
    main(sys.argv[1])
