//! The gate, whole: every operation, by an operator of every group, to an own, a foreign and an absent thing, against
//! a table that a person can read.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use keydesk::domain::partition::PartitionId;

use crate::acts::{ACTS, Answer, MORE, Of, Row, Target, act};
use crate::house::{A, B, Closed, House, house};

/// Who acts, by the column's title: of which partition their own things are.
const COLUMNS: &[(&str, &str, PartitionId)] = &[
    ("administrator", "marta", A),
    ("manager A", "anna", A),
    ("clerk A", "clara", A),
    ("manager B", "bruno", B),
    ("custom, in A", "cosima", A),
    ("custom, in B", "cosima", B),
    ("nothing", "nora", A),
    ("auditor", "audrey", A),
    ("mover, in A", "paul", A),
    ("mover, in B", "paul", B),
];

const LEGEND: &str = "\
# What every operation answers to an operator of each group: to a thing of the own partition or group / to a foreign
# one / to one that does not exist. The second and the third are one where they are the same, byte for byte; for rows
# they always are. To whoever reaches everything nothing is foreign.
#   yes          it was done
#   none         there is no such thing
#   nothing      it was done, and gave nothing
#   out          not where this operator may put it, or a key of this site outside the operator's partitions
#   more         the operator could do more with it there
#   -            the permit cannot be had
#   Other words are the refusal's own name. The house is drawn in tests/it/house.rs, each act in tests/it/acts.rs.
#
";

fn word(answer: Option<&Answer>) -> String {
    let Some(Answer(text)) = answer else { return "-".to_owned() };
    let says = |part: &str| text.contains(part);
    let empty = ["Ok([])", "Ok(None)", "Ok(Listing { ids: [],", "Ok(Found { ids: [],"];
    if empty.iter().any(|empty| text.starts_with(empty)) {
        "nothing".to_owned()
    } else if says("NoSuch(") {
        "none".to_owned()
    } else if says("OutOfReach") {
        "out".to_owned()
    } else if says("MoreThere") {
        "more".to_owned()
    } else if text.starts_with("Ok(") {
        "yes".to_owned()
    } else {
        // The name under the layers that only pass it on.
        let mut names = text.split(['(', ')', ' ']).filter(|name| name.starts_with(char::is_uppercase));
        names.find(|name| !["Err", "Storage"].contains(name)).unwrap_or(text).to_owned()
    }
}

/// A house that is made anew after every act that changed something.
struct Site {
    closed: Closed,
    open: House,
    /// Those who can tell a foreign thing from an absent one, and by what.
    leaks: Vec<String>,
}

impl Site {
    fn act(&mut self, row: &Row, by: &str, side: PartitionId, target: Target) -> Option<Answer> {
        // Signing in is a line of its own.
        drop(self.open.seat(by));
        let before = self.open.desk.last_entry();
        let answer = act(&self.open, row, by, side, target);
        if self.open.desk.last_entry() > before {
            std::mem::replace(&mut self.open, self.closed.open().keeping_seats()).leave();
        }
        answer
    }
}

fn cell(site: &mut Site, row: &Row, (_, by, side): (&str, &str, PartitionId)) -> String {
    let own = site.act(row, by, side, Target::Own);
    let mut cell = word(own.as_ref());
    if row.1 == Of::Nothing || own.is_none() {
        return cell;
    }
    let absent = site.act(row, by, side, Target::Absent);
    if by != "marta" {
        let foreign = site.act(row, by, side, Target::Foreign);
        if row.1 == Of::Row && foreign != absent {
            site.leaks.push(format!("{} by {by}: {foreign:?}, and if absent {absent:?}", row.0));
        }
        if foreign != absent {
            let _ = write!(cell, " / {}", word(foreign.as_ref()));
        }
    }
    let _ = write!(cell, " / {}", word(absent.as_ref()));
    cell
}

fn line(cells: impl IntoIterator<Item = String>) -> String {
    let mut line = String::new();
    for (number, cell) in cells.into_iter().enumerate() {
        let _ = if number == 0 { write!(line, "{cell:<30}") } else { write!(line, "  {cell:<21}") };
    }
    format!("{}\n", line.trim_end())
}

#[test]
fn every_operation_answers_every_group_as_the_table_says() {
    let closed = house().close();
    let mut site = Site { open: closed.open().keeping_seats(), closed, leaks: Vec::new() };
    let mut table = LEGEND.to_owned();
    table.push_str(&line(
        std::iter::once(String::new()).chain(COLUMNS.iter().map(|(title, ..)| (*title).to_owned())),
    ));
    for row in ACTS.iter().chain(MORE) {
        let cells: Vec<String> = COLUMNS.iter().map(|column| cell(&mut site, row, *column)).collect();
        table.push_str(&line(std::iter::once(row.0.to_owned()).chain(cells)));
    }
    assert!(site.leaks.is_empty(), "foreign things can be told from absent ones:\n{}", site.leaks.join("\n"));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/matrix.txt");
    if fs::read_to_string(&path).unwrap_or_default() != table {
        let written = path.with_extension("new");
        fs::write(&written, &table).unwrap();
        panic!("the gate answers otherwise: compare {} with the golden file", written.display());
    }
}

#[test]
fn every_operation_has_a_row() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/operations.txt");
    let listed = fs::read_to_string(path).unwrap();
    let needing = listed.lines().filter(|line| !line.contains(": none, "));
    let names: Vec<&str> = needing.map(|line| line.split(": ").next().unwrap()).collect();
    for name in &names {
        assert!(
            ACTS.iter().any(|(known, ..)| known == name),
            "{name} has no row in the matrix: say in ACTS of tests/it/acts.rs how it is done to the act's target, \
             then look at tests/golden/matrix.new and move it over"
        );
    }
    for (known, ..) in ACTS {
        assert!(names.contains(known), "there is no operation {known} any more: take its row from ACTS");
    }
}
