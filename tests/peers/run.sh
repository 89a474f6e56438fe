#!/bin/sh
# Holds the program against what was written without it: a decoder of keys, from docs/key-format.md alone;
# a phone, from that page and docs/digital-keys.md; and a host that somebody else wrote (python-desfire, through pyscard, pcscd and vsmartcard's virtual
# reader), which uses our simulated card from its first key to formatting.
#
# Needs python3 with venv, and cargo; the host pcscd and vsmartcard-vpcd as well. Starts a pcscd of its
# own, isolated from any other, and stops what it started and nothing else.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
target=${CARGO_TARGET_DIR:-$root/target}
work=${KEYDESK_PEERS_DIR:-$target/peers}
port=35963
driver=${VPCD_DRIVER:-/usr/lib/pcsc/drivers/serial/libifdvpcd.so}

fail() {
    echo "peers: $*" >&2
    exit 1
}

# Waits until a command succeeds, up to a number of seconds. There is no event to wait for.
await() {
    left=$(($1 * 20))
    shift
    until "$@" >/dev/null 2>&1; do
        left=$((left - 1))
        [ "$left" -gt 0 ] || return 1
        sleep 0.05
    done
}

prepare() {
    mkdir -p "$work"
    (cd "$root" && cargo build --quiet --locked --example key-corpus --example phone-desk --example vpcd-card)
    if ! "$work/venv/bin/python" -c 'import cryptography, desfire, smartcard' 2>/dev/null; then
        python3 -m venv --clear "$work/venv"
        "$work/venv/bin/pip" install --quiet --disable-pip-version-check \
            -r "$here/requirements.txt"
    fi
}

find_pcscd() {
    command -v pcscd >/dev/null || PATH=$PATH:/usr/sbin:/sbin
    command -v pcscd >/dev/null || fail "pcscd is not installed"
    [ -f "$driver" ] || driver=$(find /usr/lib -name libifdvpcd.so 2>/dev/null | head -n 1)
    [ -n "$driver" ] || fail "vsmartcard-vpcd is not installed"
}

pcscd_pid=
card_pid=
stop() {
    for pid in $card_pid $pcscd_pid; do
        kill "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
    card_pid=
    pcscd_pid=
}

is_listening() {
    python3 -c "import socket; socket.create_connection(('127.0.0.1', $port + 1), 1).close()"
}

start_pcscd() {
    mkdir -p "$work/reader.conf.d"
    printf 'FRIENDLYNAME "Virtual PCD"\nDEVICENAME /dev/null:0x%X\nLIBPATH %s\nCHANNELID 0x%X\n' \
        "$port" "$driver" "$port" >"$work/reader.conf.d/vpcd"
    polkit=
    if pcscd --help 2>&1 | grep -q disable-polkit; then
        polkit=--disable-polkit
    fi
    # shellcheck disable=SC2086 # Nothing must become an argument when there is no polkit.
    pcscd --foreground $polkit -c "$work/reader.conf.d" >"$work/pcscd.log" 2>&1 &
    pcscd_pid=$!
    # The second slot's port tells that the first one's is open, and disturbs no card.
    { await 10 test -S /run/pcscd/pcscd.comm && await 10 is_listening; } || {
        cat "$work/pcscd.log" >&2
        fail "pcscd did not start"
    }
}

# Runs the host against a card: its product, and further options.
run_peer() {
    echo "== $*"
    "$target/debug/examples/vpcd-card" "127.0.0.1:$port" "$@" >"$work/card.log" 2>&1 &
    card_pid=$!
    "$work/venv/bin/python" "$here/desfire_peer.py"
    kill "$card_pid" 2>/dev/null || true
    wait "$card_pid" 2>/dev/null || true
    card_pid=
}

if [ -z "${KEYDESK_ISOLATED:-}" ]; then
    prepare
    "$work/venv/bin/python" "$here/key_agreement.py" "$root" "$target/debug/examples/key-corpus"
    "$work/venv/bin/python" "$here/phone.py" "$target/debug/examples/phone-desk"
    find_pcscd
    exec "$here/../pcscd/isolated.sh" sh "$here/run.sh"
fi
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
start_pcscd
run_peer ev1
run_peer ev2 --frame-bytes 48
run_peer ev3 04112233445566 --random-uid
echo "peers: all agree"
