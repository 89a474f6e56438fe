//! Temporary.
use std::sync::Arc;
use chrono::FixedOffset;
use ed25519_dalek::{Signer as _, SigningKey};
use keydesk::domain::door::Code;
use keydesk::domain::event::{Event, Happening, Journal};
use keydesk::domain::image::{KeyCode, Serial, Stamp, Statement};
use keydesk::domain::lock::Refusal;
use keydesk::domain::pin::{PinCheck, PinDigits};
use keydesk::domain::user::{Between, Options, Period, Unit, UserId, Validity};
use keydesk::encoders::Tray;
use keydesk::fault::Faults;
use keydesk::operation::first_start::{self, Origin};
use keydesk::secret::Secret;
use keydesk::secret::keyring::{Master, pin_key};
use keydesk::secret::password::Cost;
use keydesk::simulator::{Card, Generation, Product, Storage};
use crate::desk::{Desk, at, clock, draft, environment_with};

const MASTER: [u8; 32] = { let mut m = [0; 32]; let mut i = 0; while i < 32 { m[i] = i as u8; i += 1; } m };
const UID: [u8; 7] = [0x04, 0x5C, 0x1B, 0x7A, 0x2E, 0x6F, 0x80];

fn hex(bytes: &[u8]) -> String {
    bytes.chunks(16).map(|l| l.iter().map(|b| format!("{b:02X}")).collect::<Vec<_>>().join(" ")).collect::<Vec<_>>().join("\n")
}

#[test]
fn generate() {
    let secret = Secret::new(MASTER);
    let master = Master::new(secret.clone());
    println!("mark\n{}\npublic\n{}", hex(&master.mark().0), hex(master.verifying_key().as_bytes()));
    for role in ["card", "application", "discovery", "lock", "desk"] {
        println!("role {role} {}", hex(&secret.derive::<16>(&format!("keydesk {role}"))));
    }
    println!("pin key {}", hex(&master.pins().derive::<16>("keydesk pin check")));
    let signing = SigningKey::from_bytes(secret.derive_secret("keydesk image signing").expose());
    let code = |n| Code::new(n).unwrap();
    let zone = FixedOffset::east_opt(3600).unwrap();
    let validity = Validity {
        activation: at("2026-01-01 00:00"),
        expiration: Some(at("2027-07-01 00:00")),
        revalidation: Some(Period { count: 30, unit: Unit::Days }),
    };
    let options = Options { extended_opening: true, audit_openings: true, cancellable: true, ..Options::default() };
    let pin = PinCheck::of(&pin_key(&master.pins()), UserId(7), &PinDigits::new("4711").unwrap());
    let between = Between::new(at("2026-12-01 07:00"), at("2026-12-01 17:00")).unwrap();
    let doors = [(code(12), None), (code(300), None), (code(7), Some(between))];
    let statement = Statement::of_user(options, validity, Some(pin), "", doors);
    let stamp = Stamp { site: master.mark(), code: KeyCode(1042), sequence: 5, now: at("2026-11-22 10:25"), zone: &zone };
    let bytes = statement.image(&stamp).seal(Serial::new(&UID).unwrap(), |m| signing.sign(m).to_bytes());
    println!("image {}\n{}", bytes.len(), hex(&bytes));
    let mut journal = Journal::default();
    journal.append(Event { door: code(12), at: at("2026-11-22 11:00"), happening: Happening::Opened });
    journal.append(Event { door: code(7), at: at("2026-11-22 11:00"), happening: Happening::Refused(Refusal::NotNow) });
    println!("journal\n{}", hex(&journal.encode()));

    for (generation, storage) in [(Generation::Ev1, Storage::K2), (Generation::Ev2, Storage::K4), (Generation::Ev3, Storage::K8)] {
        let (folder, clock, tray) = (tempfile::tempdir().unwrap(), clock(), Tray::new());
        let plan = first_start::plan(&draft(), Origin::Recovered(master_of())).unwrap();
        let environment = environment_with(&clock, Faults::NONE, tray.clone());
        let (console, session) = first_start::create(folder.path(), environment, &plan, Cost::LEAST).unwrap();
        let desk = Desk { tray, folder, console, session, clock: Arc::clone(&clock), faults: Faults::NONE };
        let user = desk.add_user("Ana", "Garcia", |draft| { draft.options.audit_openings = true; draft.wiegand = "4711".into(); });
        let (id, card) = desk.put_in_tray(Card::new(Product::Desfire(generation, storage), UID));
        desk.lay(id);
        desk.assign(user).unwrap();
        println!("{}", serde_json::to_string(&*card.lock()).unwrap());
        println!("number {:?}", card.lock().file(*b"KD1", 3));
        println!("journal {:?}", card.lock().file(*b"KD1", 2));
    }
    panic!("end");
}

fn master_of() -> Master { Master::new(Secret::new(MASTER)) }
