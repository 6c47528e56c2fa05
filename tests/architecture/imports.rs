//! Which file imports which: every path is followed to the file that defines what it names.

use std::collections::BTreeMap;

use crate::source::{Module, Name, Path, modules};

/// Steps that one path may take through `use` declarations.
const LONGEST: usize = 20;

/// A file that names something outside itself.
pub struct Import {
    /// The file that imports.
    pub from: String,
    /// The line, from 1.
    pub line: usize,
    /// What it names, as a path from the crate's root, before re-exports are followed.
    pub path: Path,
    /// Where that leads.
    pub to: Target,
}

/// Where an import leads.
pub enum Target {
    /// The file of this crate that defines it. A parent that hands on what its own children define imports nothing.
    File {
        /// The file.
        file: String,
        /// A parent hands on what one of its own children defines.
        own_child: bool,
    },
    /// A crate.
    Crate,
}

/// Every import in a tree of files.
pub fn imports(files: &BTreeMap<String, String>) -> Result<Vec<Import>, String> {
    let tree = Tree(modules(files)?);
    Ok(tree.0.iter().flat_map(|(path, module)| tree.of_module(path, module)).collect())
}

struct Tree(BTreeMap<Path, Module>);

enum Place {
    Ours(Path),
    Outside(Path),
}

impl Tree {
    fn of_module(&self, here: &[String], module: &Module) -> Vec<Import> {
        let mut found = Vec::new();
        for mention in &module.mentions {
            let (path, to) = match self.place(here, &mention.path, 0) {
                Place::Outside(path) => (path, Target::Crate),
                Place::Ours(path) => {
                    let Some(file) = self.file_of(&path, mention.glob, 0) else { continue };
                    let own_child = mention.reexport && path.len() > here.len() && path.starts_with(here);
                    (path, Target::File { file, own_child })
                }
            };
            found.push(Import { from: module.file.clone(), line: mention.line, path, to });
        }
        found
    }

    /// A path as it stands in a module, from the crate's root.
    fn place(&self, here: &[String], written: &[String], depth: usize) -> Place {
        let rest = |skipped: usize, base: &[String]| Place::Ours([base, &written[skipped..]].concat());
        let first = written.first().map_or("", String::as_str);
        match first {
            "crate" => return rest(1, &[]),
            "self" => return rest(1, here),
            "super" => {
                let up = written.iter().take_while(|segment| *segment == "super").count();
                return rest(up, &here[..here.len().saturating_sub(up)]);
            }
            _ => {}
        }
        let child = [here, &[first.to_owned()]].concat();
        if self.0.contains_key(&child) {
            return rest(0, here);
        }
        let names = self.0.get(here).and_then(|module| module.names.get(first)).map_or(&[][..], Vec::as_slice);
        let mut outside = None;
        for name in names {
            match name {
                Name::Item => return rest(0, here),
                Name::Alias(path) if path.first().is_some_and(|segment| segment == first) || depth > LONGEST => {
                    outside = Some(path);
                }
                Name::Alias(path) => {
                    let whole = [&path[..], &written[1..]].concat();
                    return self.place(here, &whole, depth + 1);
                }
            }
        }
        Place::Outside(outside.map_or_else(|| written.to_vec(), |path| [&path[..], &written[1..]].concat()))
    }

    /// The file that defines what a path from the root names. Nothing for a module, which defines nothing by itself.
    fn file_of(&self, path: &[String], glob: bool, depth: usize) -> Option<String> {
        if depth > LONGEST {
            return None;
        }
        let deepest = (0..=path.len()).rev().find(|length| self.0.contains_key(&path[..*length]))?;
        // The last segment may name a function beside a module of the same name.
        let holders = if deepest == path.len() && deepest > 0 && !glob { [deepest - 1, deepest] } else { [deepest, deepest] };
        for holder in holders {
            let module = self.0.get(&path[..holder])?;
            let Some(name) = path.get(holder) else { return glob.then(|| module.file.clone()) };
            for name in module.names.get(name).map_or(&[][..], Vec::as_slice) {
                match name {
                    Name::Item => return Some(module.file.clone()),
                    Name::Alias(alias) => match self.place(&path[..holder], alias, 0) {
                        // A function of the same name in a module of the same name.
                        Place::Ours(alias) if alias[..] == *path => {}
                        Place::Ours(alias) => {
                            return self.file_of(&[&alias[..], &path[holder + 1..]].concat(), glob, depth + 1);
                        }
                        Place::Outside(_) => return None,
                    },
                }
            }
        }
        // A name that a macro makes, such as a derived `Entity`.
        (deepest < path.len()).then(|| self.0.get(&path[..deepest]).map(|module| module.file.clone()))?
    }
}
