//! Keeps the arrows of `docs/ARCHITECTURE.md`: no two files of `src/` import each other, not even by way of others, and rooms
//! import only what `docs/allowed-imports.toml` allows them.

mod cycles;
mod imports;
mod source;
mod table;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use cycles::cycles;
use imports::{Import, imports};
use table::{Table, graph};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file of `src/`, by its path from there.
fn sources() -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut open = vec![root().join("src")];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let name = path.strip_prefix(root().join("src")).unwrap().to_str().unwrap().to_owned();
                files.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    files
}

fn table() -> Table {
    Table::read(&fs::read_to_string(root().join("docs/allowed-imports.toml")).unwrap()).unwrap()
}

/// One line for each cycle: its files, and for each of them the import that leads to the next.
fn cycles_in_words(imports: &[Import]) -> Vec<String> {
    let (graph, reasons) = graph(imports);
    let step =
        |pair: &[String]| format!("\n  {} imports {} ({})", pair[0], pair[1], reasons[&(pair[0].clone(), pair[1].clone())]);
    let in_words = |way: &Vec<String>| format!("a cycle:{}", way.windows(2).map(step).collect::<String>());
    cycles(&graph).iter().map(|(_, way)| in_words(way)).collect()
}

/// The imports of a made-up crate.
fn imports_of<const N: usize>(files: [(&str, &str); N]) -> Vec<Import> {
    imports(&files.map(|(name, text)| (name.to_owned(), text.to_owned())).into()).unwrap()
}

#[test]
fn files_do_not_import_each_other_in_a_circle() {
    let cycles = cycles_in_words(&imports(&sources()).unwrap());
    assert!(cycles.is_empty(), "\n{}\n", cycles.join("\n"));
}

#[test]
fn rooms_import_what_the_table_allows_and_the_table_allows_no_more() {
    let (files, table) = (sources(), table());
    let mut faults = table.strangers(files.keys());
    faults.extend(table.faults(&imports(&files).unwrap()));
    assert!(faults.is_empty(), "\n{}\nsee docs/allowed-imports.toml\n", faults.join("\n"));
}

#[test]
fn a_cycle_is_found_through_re_exports_and_named_file_by_file() {
    let imports = imports_of([
        ("lib.rs", "mod room;"),
        ("room/mod.rs", "mod service; mod task; pub use service::Service;"),
        ("room/service.rs", "use super::task; pub struct Service; fn run() { task::begin() }"),
        ("room/task.rs", "use crate::room::{self, Service}; pub fn begin() {}"),
    ]);
    let cycles = cycles_in_words(&imports);
    let task = "room/task.rs imports room/service.rs (line 1: room::Service)";
    assert!(cycles.len() == 1 && cycles[0].contains(task), "{cycles:?}");
}

#[test]
fn what_a_parent_hands_on_and_what_only_tests_import_is_no_cycle() {
    let imports = imports_of([
        ("lib.rs", "mod room;"),
        ("room/mod.rs", "mod one; mod two; pub use one::One; pub(crate) fn shared() {} #[cfg(test)] mod tests;"),
        ("room/one.rs", "use super::shared; pub struct One; #[cfg(test)] mod tests { use crate::room::two::Two; }"),
        ("room/two.rs", "use super::One; pub struct Two; impl Two { #[cfg(test)] fn three() { super::tests::four(); } }"),
        ("room/tests.rs", "use super::two::Two;"),
    ]);
    assert_eq!(cycles_in_words(&imports), [""; 0]);
}

#[test]
fn paths_are_seen_in_braces_macros_and_attributes() {
    let imports = imports_of([
        ("lib.rs", "mod a; mod b; mod c; mod d;"),
        (
            "a.rs",
            "#[derive(crate::b::Made)] struct A; fn f() { use crate::c::{self, deep::{C as D}}; print!(\"{}\", super::d::D); }",
        ),
        ("b.rs", "macro_rules! Made { () => {} }"),
        ("c.rs", "pub mod deep { pub struct C; }"),
        ("d.rs", "pub const D: u8 = 1;"),
    ]);
    let (graph, _) = graph(&imports);
    assert_eq!(graph["a.rs"].iter().collect::<Vec<_>>(), ["b.rs", "c.rs", "d.rs"]);
}

#[test]
fn what_is_not_allowed_and_what_nobody_uses_are_both_faults() {
    let imports = imports_of([
        ("lib.rs", "mod handlers; mod service; mod store;"),
        ("handlers.rs", "use crate::service::Record; use crate::store::Store; use csv::Reader;"),
        ("service.rs", "pub use crate::store::Record;"),
        ("store.rs", "pub struct Store; pub struct Record;"),
    ]);
    let faults = |table: &str| Table::read(table).unwrap().faults(&imports);
    let rooms = "[rooms]\nstore = []\nservice = [\"store\"]\n";
    assert_eq!(
        faults(&format!("{rooms}handlers = [\"service\"]\n[crates]\ncsv = [\"service\"]")),
        [
            "src/handlers.rs:1: store::Store – the room handlers may not import the room store",
            "src/handlers.rs:1: csv::Reader – the room handlers may not name the crate csv",
            "nobody uses what the table allows: csv = [\"service\"]",
        ]
    );
    assert_eq!(
        faults("[rooms]\nhandlers = [\"*\"]\nservice = [\"store\"]\nstore = [\"service\"]"),
        [
            "the table lets these rooms import each other: service, store",
            "nobody uses what the table allows: store = [\"service\"]",
        ]
    );
}
