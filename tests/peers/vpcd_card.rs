//! Lays a simulated card on vsmartcard's virtual PC/SC reader until the reader lets go of it.
//!
//! `vpcd-card HOST:PORT [PRODUCT [UID]] [--random-uid] [--frame-bytes N]`, where PRODUCT is one of
//! ev1, ev2, ev3 (with 8 KB), small, ntag424, light, classic.

use std::io::{self, Write};
use std::process::ExitCode;

use keydesk::simulator::vpcd::{self, Hand};
use keydesk::simulator::{Card, Generation, Product, SharedCard, Storage};

const UID: [u8; 7] = [0x04, 0x64, 0xD5, 0x9A, 0xDD, 0x1E, 0x90];

/// What the arguments ask for.
struct Order {
    address: String,
    card: Card,
}

fn main() -> ExitCode {
    match order(std::env::args().skip(1)).map(serve) {
        Some(Ok(())) => ExitCode::SUCCESS,
        Some(Err(error)) => complain(&format!("the reader cannot be reached: {error}")),
        None => complain(
            "vpcd-card HOST:PORT [ev1|ev2|ev3|small|ntag424|light|classic [UID]] \
             [--random-uid] [--frame-bytes N]",
        ),
    }
}

fn serve(order: Order) -> io::Result<()> {
    let card = SharedCard::new(order.card);
    let end = vpcd::serve(&card, order.address, &Hand::default())?;
    let traffic = card.lock().traffic();
    writeln!(
        io::stdout(),
        "{end:?}: {} exchanges, {} bytes to the card, {} bytes from it",
        traffic.exchanges,
        traffic.bytes_in,
        traffic.bytes_out
    )
}

fn complain(text: &str) -> ExitCode {
    // Nowhere is left to complain if the standard error is closed.
    let _ = writeln!(io::stderr(), "{text}");
    ExitCode::FAILURE
}

fn order(mut arguments: impl Iterator<Item = String>) -> Option<Order> {
    let address = arguments.next()?;
    let mut product = None;
    let mut uid = None;
    let mut has_random_uid = false;
    let mut frame_bytes = None;
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--random-uid" => has_random_uid = true,
            "--frame-bytes" => frame_bytes = Some(arguments.next()?.parse().ok()?),
            name if product.is_none() => product = Some(named(name)?),
            digits if uid.is_none() => uid = Some(parsed(digits)?),
            _ => return None,
        }
    }
    let product = product.unwrap_or(Product::Desfire(Generation::Ev1, Storage::K8));
    let mut card = Card::new(product, uid.unwrap_or(UID));
    if has_random_uid {
        card = card.with_random_uid();
    }
    if let Some(bytes) = frame_bytes {
        card = card.with_frame_bytes(bytes);
    }
    Some(Order { address, card })
}

fn named(name: &str) -> Option<Product> {
    Some(match name {
        "ev1" => Product::Desfire(Generation::Ev1, Storage::K8),
        "ev2" => Product::Desfire(Generation::Ev2, Storage::K8),
        "ev3" => Product::Desfire(Generation::Ev3, Storage::K8),
        "small" => Product::Desfire(Generation::Ev1, Storage::B256),
        "ntag424" => Product::Ntag424,
        "light" => Product::DesfireLight,
        "classic" => Product::Classic1k,
        _ => return None,
    })
}

fn parsed(digits: &str) -> Option<[u8; 7]> {
    let number = u64::from_str_radix(digits, 16).ok().filter(|_| digits.len() == 14)?;
    let [_, uid @ ..] = number.to_be_bytes();
    Some(uid)
}
