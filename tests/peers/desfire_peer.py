"""Uses the card on the virtual reader with python-desfire, and says what each step took."""

import logging
import sys
import time

from desfire import DESFire, DESFireKey, PCSCDevice
from desfire.diversify import diversify_key
from desfire.enums import DESFireCommunicationMode, DESFireFileType, DESFireKeySettings, DESFireKeyType
from desfire.exceptions import DESFireCommunicationError
from desfire.schemas import FilePermissions, FileSettings, KeySettings
from smartcard.Exceptions import CardConnectionException, NoCardException
from smartcard.System import readers

PLAIN = DESFireCommunicationMode.PLAIN
MACED = DESFireCommunicationMode.CMAC
FULL = DESFireCommunicationMode.ENCRYPTED
APPLICATION = [0xF5, 0x12, 0x34]
SIZE = 240
PART = 32
WAIT_SECONDS = 10


class Counted:
    """Counts what goes to a card and comes from it."""

    def __init__(self, device):
        self.device = device
        self.reset()

    def reset(self):
        self.exchanges = self.sent = self.received = 0

    def transceive(self, command):
        answer = self.device.transceive(list(command))
        self.exchanges += 1
        self.sent += len(command)
        self.received += len(answer)
        return answer


def check(condition, what):
    if not condition:
        sys.exit(f"MISMATCH: {what}")


def connect():
    """Waits for the virtual reader's card, which pcscd notices within its poll of 400 ms."""
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        for reader in readers():
            connection = reader.createConnection()
            try:
                connection.connect()
                return connection
            except (NoCardException, CardConnectionException):
                pass
        time.sleep(0.05)
    sys.exit("MISMATCH: no card on any reader")


def aes(byte):
    return DESFireKey(KeySettings(key_type=DESFireKeyType.DF_KEY_AES), bytes([byte] * 16))


def des():
    return DESFireKey(KeySettings(key_type=DESFireKeyType.DF_KEY_2K3DES), bytes(8))


def pattern(seed):
    return [(31 * place + seed) % 255 + 1 for place in range(SIZE)]


def settings(mode, read, change):
    permissions = FilePermissions(read_key=read, write_key=read, read_write_key=read, change_key=change)
    return FileSettings(mode, DESFireFileType.MDFT_STANDARD_DATA_FILE, permissions, SIZE)


def write(card, number, mode, content):
    for offset in range(0, SIZE, PART):
        card.write_file_data(number, offset, mode, content[offset : offset + PART])


def take_over(card):
    card.authenticate(0, des())
    card.create_application(
        APPLICATION,
        KeySettings(
            key_type=DESFireKeyType.DF_KEY_AES,
            settings=[
                DESFireKeySettings.KS_ALLOW_CHANGE_MK,
                DESFireKeySettings.KS_LISTING_WITHOUT_MK,
                DESFireKeySettings.KS_CONFIGURATION_CHANGEABLE,
            ],
        ),
        2,
    )
    check(card.get_application_ids() == [APPLICATION], "the application is listed")
    card.select_application(APPLICATION)
    card.authenticate(0, aes(0))
    card.change_key(1, aes(0), aes(0xA1), 7)
    check(card.get_key_version(1) == 7, "the key has its version")
    card.change_key(0, aes(0), aes(0xA0), 8)
    card.authenticate(0, aes(0xA0))


def create_files(card):
    # It does not take the MAC off what it reads plain in a session: this file is free, and is used
    # without one.
    for number, mode, key in [(1, PLAIN, 0xE), (2, MACED, 0), (3, FULL, 0)]:
        card.create_standard_file(number, settings(mode, key, 0))
        read = card.get_file_settings(number)
        check((read.encryption, read.file_size) == (mode, SIZE), f"file {number} is as created")
    check(card.get_file_ids() == [1, 2, 3], "the files are listed")


def write_and_read(card):
    # It sends the last half of a write's MAC, where real cards want the first: see `refuse`.
    read = card.read_file_data(2, settings(MACED, 0, 0))
    check(read == [0] * SIZE, "file 2 is as created")
    write(card, 3, FULL, pattern(3))
    read = card.read_file_data(3, settings(FULL, 0, 0))
    check(read == pattern(3), "file 3 holds what was written")
    card.select_application(APPLICATION)
    write(card, 1, PLAIN, pattern(1))
    read = card.read_file_data(1, settings(PLAIN, 0xE, 0))
    check(read == pattern(1), "file 1 holds what was written")


def write_maced(card):
    card.select_application(APPLICATION)
    card.authenticate(0, aes(0xA0))
    write(card, 2, MACED, pattern(2))


def refuse(card):
    card.select_application(APPLICATION)
    for attempt, what in [
        (lambda: card.authenticate(0, aes(0xEE)), "a wrong key is refused"),
        (lambda: card.read_file_data(9, settings(PLAIN, 0xE, 0)), "a file that is not there"),
        (lambda: card.read_file_data(3, settings(PLAIN, 0xE, 0)), "a file without its key"),
        (lambda: card.select_application([9, 9, 9]), "an application that is not there"),
        (lambda: write_maced(card), "a MAC's wrong half"),
    ]:
        try:
            attempt()
        except DESFireCommunicationError:
            continue
        check(False, what)


def change_card_key(card):
    card.select_application([0, 0, 0])
    # It knows the level of the card itself by a name of its own.
    card.last_selected_application = None
    card.authenticate(0, des())
    card.change_key(0, des(), aes(0xC0), 1)
    card.authenticate(0, aes(0xC0))
    check(card.get_key_version(0) == 1, "the card's own key has its version")


def format_card(card):
    card.format_card()
    card.authenticate(0, aes(0xC0))
    check(card.get_application_ids() == [], "nothing is left")


def main():
    connection = connect()
    # It wants the bare connection, without the helpers around it.
    device = Counted(PCSCDevice(connection.component))
    card = DESFire(device)
    shown = device.transceive([0xFF, 0xCA, 0x00, 0x00, 0x00])
    check(list(shown[-2:]) == [0x90, 0x00], "the reader names the card")
    version = card.get_card_version()
    print(f"hardware {version.hardware_major_version:02X}, software {version.software_major_version:02X}")

    def uid():
        card.authenticate(0, des())
        real = card.get_real_uid()
        if len(shown) == 9:
            check(real == list(shown[:7]), "the card's number is the shown one")
        else:
            check(shown[0] == 0x08 and len(real) == 7, "the shown number is a random one")

    total = [0, 0, 0]
    steps = [
        ("ask for the number", uid),
        ("take over: application, keys", lambda: take_over(card)),
        ("create three files", lambda: create_files(card)),
        ("read 240 maced; write, read 240 full, plain", lambda: write_and_read(card)),
        ("be refused", lambda: refuse(card)),
        ("change the card's own key, DES to AES", lambda: change_card_key(card)),
        ("format", lambda: format_card(card)),
    ]
    for name, step in steps:
        device.reset()
        start = time.perf_counter()
        step()
        seconds = time.perf_counter() - start
        counts = device.exchanges, device.sent, device.received
        total = [sum(pair) for pair in zip(total, counts)]
        print("{:46} {:4} APDUs {:6} B out {:6} B in".format(name, *counts), f"{seconds * 1e3:7.1f} ms")
    print("{:46} {:4} APDUs {:6} B out {:6} B in".format("together", *total))

    expected = [0xA8, 0xDD, 0x63, 0xA3, 0xB8, 0x9D, 0x54, 0xB3, 0x7C, 0xA8, 0x02, 0x47, 0x3F, 0xDA, 0x91, 0x75]
    master = [0x11 * place for place in range(16)]
    given = list(bytes.fromhex("0104782E21801D803042F54E585020416275"))
    check(diversify_key(master, given) == expected, "keys are diversified alike")
    connection.disconnect()


# It logs every refusal, also those that are wanted here.
logging.disable(logging.CRITICAL)
main()
