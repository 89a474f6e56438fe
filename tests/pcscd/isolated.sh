#!/bin/sh
# Runs a command where a pcscd of its own meets no other: in name spaces of its own, with an empty /run/pcscd and
# a loopback that nobody else hears. As root, or as anybody where the system lets people have name spaces. Where
# there are none, root can still be the only one.
set -eu

fail() {
    echo "isolated: $*" >&2
    exit 1
}

loopback_up() {
    if command -v ip >/dev/null; then
        ip link set lo up
    else
        python3 - <<'PYTHON'
import fcntl, socket, struct
SIOCSIFFLAGS, IFF_UP = 0x8914, 0x1
fcntl.ioctl(socket.socket(), SIOCSIFFLAGS, struct.pack("16sh22x", b"lo", IFF_UP))
PYTHON
    fi
}

case ${KEYDESK_ISOLATED:-} in
yes)
    mkdir -p /run/pcscd 2>/dev/null || mount -t tmpfs tmpfs /run
    mkdir -p /run/pcscd
    mount -t tmpfs tmpfs /run/pcscd
    loopback_up
    ;;
'')
    export KEYDESK_ISOLATED=yes
    if [ "$(id -u)" = 0 ] && unshare --mount --net true 2>/dev/null; then
        exec unshare --mount --net "$0" "$@"
    fi
    if unshare --user --map-root-user --mount --net true 2>/dev/null; then
        exec unshare --user --map-root-user --mount --net "$0" "$@"
    fi
    KEYDESK_ISOLATED=no
    [ "$(id -u)" = 0 ] || fail "no name spaces here, and not root: run the tests as root"
    [ ! -S /run/pcscd/pcscd.comm ] || fail "another pcscd runs, and there are no name spaces here"
    mkdir -p /run/pcscd
    ;;
esac

PATH=$PATH:/usr/sbin:/sbin
exec "$@"
