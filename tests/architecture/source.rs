//! Reads Rust source as tokens: which names a module defines, and which paths it mentions.
//!
//! Tokens, unlike a syntax tree, also show the paths in macro calls and attributes. Items under `#[cfg(test)]` are left out.

use std::collections::{BTreeMap, HashMap};

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// A path, one element a segment.
pub type Path = Vec<String>;

/// What a name stands for in the module that holds it.
pub enum Name {
    /// A function, type, constant or macro of this module.
    Item,
    /// A path that a `use` gave this name, as written.
    Alias(Path),
}

/// A path somewhere in a module.
pub struct Mention {
    /// As written, such as `super::rows::Rows`.
    pub path: Path,
    /// The line, from 1.
    pub line: usize,
    /// It stands in a `pub use`.
    pub reexport: bool,
    /// It stands in a `use` that ends in `*`.
    pub glob: bool,
}

/// A module: a file, or a part of one.
#[derive(Default)]
pub struct Module {
    /// The file, from the folder of `lib.rs`.
    pub file: String,
    /// Its names. A name may stand for a module and a function at once.
    pub names: HashMap<String, Vec<Name>>,
    /// Every path that it mentions.
    pub mentions: Vec<Mention>,
}

/// Every module that is part of the built library, by its path from the crate's root.
pub fn modules(files: &BTreeMap<String, String>) -> Result<BTreeMap<Path, Module>, String> {
    let mut reader = Reader { files, modules: BTreeMap::new() };
    reader.file("lib.rs", Vec::new())?;
    Ok(reader.modules)
}

struct Reader<'a> {
    files: &'a BTreeMap<String, String>,
    modules: BTreeMap<Path, Module>,
}

impl Reader<'_> {
    fn file(&mut self, file: &str, path: Path) -> Result<(), String> {
        let text = self.files.get(file).ok_or_else(|| format!("{file} is missing"))?;
        let tokens: TokenStream = text.parse().map_err(|error| format!("{file}: {error}"))?;
        self.module(file, path, tokens)
    }

    fn module(&mut self, file: &str, path: Path, tokens: TokenStream) -> Result<(), String> {
        let mut module = Module { file: file.to_owned(), ..Module::default() };
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            let item = Item::at(&tokens, at);
            at = item.end;
            if item.test_only {
                continue;
            }
            module.mention_all(item.attributes);
            match (item.kind.as_str(), item.tokens) {
                ("use", [_, tree @ ..]) => module.import(tree, item.public),
                ("mod", [.., TokenTree::Group(body)]) => {
                    self.module(file, [&path[..], &[item.name]].concat(), body.stream())?;
                }
                ("mod", _) => {
                    let child = self.file_of(file, &item.name)?;
                    self.file(&child, [&path[..], &[item.name]].concat())?;
                }
                (_, tokens) => {
                    if !item.name.is_empty() {
                        module.names.entry(item.name).or_default().push(Name::Item);
                    }
                    module.mention_all(tokens);
                }
            }
        }
        self.modules.insert(path, module);
        Ok(())
    }

    /// The file of `mod name;` in a file.
    fn file_of(&self, parent: &str, name: &str) -> Result<String, String> {
        let (folder, stem) = parent.rsplit_once('/').unwrap_or(("", parent));
        let stem = stem.trim_end_matches(".rs");
        let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
        if !matches!(stem, "mod" | "lib") {
            parts.push(stem);
        }
        parts.push(name);
        let beside = parts.join("/");
        [format!("{beside}.rs"), format!("{beside}/mod.rs")]
            .into_iter()
            .find(|file| self.files.contains_key(file))
            .ok_or_else(|| format!("{parent}: no file for `mod {name};`"))
    }
}

/// An item of a module and where it ends.
struct Item<'a> {
    attributes: &'a [TokenTree],
    tokens: &'a [TokenTree],
    kind: String,
    name: String,
    public: bool,
    test_only: bool,
    end: usize,
}

impl<'a> Item<'a> {
    fn at(tokens: &'a [TokenTree], start: usize) -> Self {
        let mut at = start;
        let mut test_only = false;
        while let Some(length) = attribute_at(tokens, at) {
            test_only |= is_cfg_test(&tokens[at + length - 1]);
            at += length;
        }
        let attributes = &tokens[start..at];
        let public = ident(tokens.get(at)) == "pub";
        if public {
            at += 1;
            at += usize::from(is_group(tokens.get(at), Delimiter::Parenthesis));
        }
        while matches!(ident(tokens.get(at)).as_str(), "async" | "unsafe" | "extern")
            || ident(tokens.get(at)) == "const" && ident(tokens.get(at + 1)) == "fn"
        {
            at += 1;
            at += usize::from(matches!(tokens.get(at), Some(TokenTree::Literal(_))));
        }
        let kind = ident(tokens.get(at));
        let name = match kind.as_str() {
            "fn" | "struct" | "enum" | "trait" | "type" | "const" | "static" | "mod" => ident(tokens.get(at + 1)),
            "macro_rules" => ident(tokens.get(at + 2)),
            _ => String::new(),
        };
        let to_semicolon = matches!(kind.as_str(), "use" | "const" | "static" | "type");
        let ends = |token: &TokenTree| is_punct(Some(token), ';') || !to_semicolon && is_group(Some(token), Delimiter::Brace);
        let end = tokens[at..].iter().position(ends).map_or(tokens.len(), |length| at + length + 1);
        Item { attributes, tokens: &tokens[at..end], kind, name, public, test_only, end }
    }
}

impl Module {
    /// Notes every path in these tokens, and in the groups among them.
    fn mention_all(&mut self, tokens: &[TokenTree]) {
        let mut at = 0;
        while at < tokens.len() {
            match &tokens[at] {
                TokenTree::Group(group) => {
                    self.mention_all(&group.stream().into_iter().collect::<Vec<_>>());
                    at += 1;
                }
                // A test-only method, statement or field.
                _ if attribute_at(tokens, at).is_some_and(|length| is_cfg_test(&tokens[at + length - 1])) => {
                    let ends = |token: &TokenTree| {
                        is_punct(Some(token), ';') || is_punct(Some(token), ',') || is_group(Some(token), Delimiter::Brace)
                    };
                    at += tokens[at..].iter().position(ends).map_or(tokens.len(), |length| length + 1);
                }
                TokenTree::Ident(word) if word == "use" && !is_punct(tokens.get(at + 1), '<') => {
                    let length = tokens[at..].iter().position(|token| is_punct(Some(token), ';')).unwrap_or(tokens.len() - at);
                    self.import(&tokens[at + 1..at + length], false);
                    at += length;
                }
                TokenTree::Ident(first) => {
                    let line = first.span().start().line;
                    let continues = at > 1 && is_separator(tokens, at - 2) || at > 0 && is_punct(tokens.get(at - 1), '.');
                    let mut path = vec![first.to_string()];
                    at += 1;
                    while is_separator(tokens, at) && matches!(tokens.get(at + 2), Some(TokenTree::Ident(_))) {
                        path.push(ident(tokens.get(at + 2)));
                        at += 3;
                    }
                    if !continues && path.len() > 1 {
                        self.mentions.push(Mention { path, line, reexport: false, glob: false });
                    }
                }
                _ => at += 1,
            }
        }
    }

    /// Notes what a `use` brings in.
    fn import(&mut self, tree: &[TokenTree], public: bool) {
        self.branch(tree, &[], public);
    }

    fn branch(&mut self, tree: &[TokenTree], before: &[String], public: bool) {
        let mut path = before.to_vec();
        let mut at = 0;
        let line = tree.first().map_or(0, |token| token.span().start().line);
        let mut alias = None;
        let mut glob = false;
        while at < tree.len() {
            match &tree[at] {
                TokenTree::Ident(word) if word == "as" => {
                    alias = Some(ident(tree.get(at + 1)));
                    at += 1;
                }
                // `self` in braces is the path before them.
                TokenTree::Ident(word) if word == "self" && !path.is_empty() && at == 0 => {}
                TokenTree::Ident(word) => path.push(word.to_string()),
                TokenTree::Punct(punct) if punct.as_char() == '*' => glob = true,
                TokenTree::Group(group) => {
                    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                    for branch in inner.split(|token| is_punct(Some(token), ',')).filter(|branch| !branch.is_empty()) {
                        self.branch(branch, &path, public);
                    }
                    return;
                }
                _ => {}
            }
            at += 1;
        }
        if !glob && let Some(name) = alias.or_else(|| path.last().cloned()) {
            self.names.entry(name).or_default().push(Name::Alias(path.clone()));
        }
        self.mentions.push(Mention { path, line, reexport: public, glob });
    }
}

/// The number of tokens of the attribute that begins here.
fn attribute_at(tokens: &[TokenTree], at: usize) -> Option<usize> {
    let length = if is_punct(tokens.get(at + 1), '!') { 3 } else { 2 };
    let found = is_punct(tokens.get(at), '#') && is_group(tokens.get(at + length - 1), Delimiter::Bracket);
    found.then_some(length)
}

fn is_cfg_test(attribute: &TokenTree) -> bool {
    attribute.to_string().replace(' ', "") == "[cfg(test)]"
}

fn is_separator(tokens: &[TokenTree], at: usize) -> bool {
    let joint =
        matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == ':' && punct.spacing() == Spacing::Joint);
    joint && is_punct(tokens.get(at + 1), ':')
}

fn is_punct(token: Option<&TokenTree>, wanted: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == wanted)
}

fn is_group(token: Option<&TokenTree>, wanted: Delimiter) -> bool {
    matches!(token, Some(TokenTree::Group(group)) if group.delimiter() == wanted)
}

fn ident(token: Option<&TokenTree>) -> String {
    match token {
        Some(TokenTree::Ident(ident)) => ident.to_string(),
        _ => String::new(),
    }
}
