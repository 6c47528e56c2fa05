//! A Data Package, version 2: an archive of the tables as CSV with a description of every column, as
//! <https://datapackage.org/standard/data-package/> has it.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::csv::{GUARDED, Tables};
use super::tabular::readme;
use super::{Cell, Column, ColumnKind, ExportError, Layout, NewFile, Part, Sink, Summary, Table};

/// Writes the archive.
pub(super) struct Package {
    layout: Arc<Layout>,
    tables: Tables,
}

impl Package {
    /// Begins the archive. Its tables have no byte order mark, which programs would take for a part of the first heading.
    ///
    /// # Errors
    /// [`ExportError`].
    pub fn new(layout: Arc<Layout>, file: &NewFile) -> Result<Self, ExportError> {
        let tables = Tables::new(&layout, file, b"")?;
        Ok(Self { layout, tables })
    }
}

impl Sink for Package {
    fn row(&mut self, table: usize, cells: &[Cell<'_>]) -> Result<(), ExportError> {
        self.tables.row(&self.layout, table, cells)
    }

    fn finish(self: Box<Self>, summary: &Summary) -> Result<(), ExportError> {
        let Self { layout, tables } = *self;
        // A value of JSON can always be written.
        let descriptor = serde_json::to_vec_pretty(&descriptor(&layout, summary)).unwrap_or_default();
        tables.finish(&[("datapackage.json".to_owned(), descriptor), readme(&layout.notes(summary))])
    }
}

/// What `datapackage.json` says.
fn descriptor(layout: &Layout, summary: &Summary) -> Value {
    let title = layout.newest().map_or("", |newest| newest.title.in_language(&layout.language));
    json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": layout.slug(),
        "title": title,
        "description": layout.notes(summary).join("\n\n"),
        "keywords": ["stories", "signification"],
        "resources": layout.tables.iter().map(resource).collect::<Vec<_>>(),
    })
}

fn resource(table: &Table) -> Value {
    let mut schema = json!({
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": table.columns.iter().map(field).collect::<Vec<_>>(),
        "missingValues": [""],
    });
    if table.name == Part::Stories.name() {
        schema["primaryKey"] = json!(["id"]);
    }
    if table.name == Part::Answers.name() {
        schema["foreignKeys"] =
            json!([{"fields": ["story"], "reference": {"resource": Part::Stories.name(), "fields": ["id"]}}]);
    }
    json!({
        "name": table.name,
        "type": "table",
        "path": format!("{}.csv", table.name),
        "title": table.title,
        "description": GUARDED,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": "\"", "doubleQuote": true, "header": true},
        "schema": schema,
    })
}

fn field(column: &Column) -> Value {
    let mut field = Map::new();
    field.insert("name".to_owned(), json!(column.name));
    field.insert("title".to_owned(), json!(column.title));
    field.insert("description".to_owned(), json!(column.description));
    let kind = match &column.kind {
        ColumnKind::Text | ColumnKind::Category(_) => "string",
        ColumnKind::Integer => "integer",
        ColumnKind::Decimal => "number",
        ColumnKind::Boolean => "boolean",
        ColumnKind::Date => "date",
    };
    field.insert("type".to_owned(), json!(kind));
    match &column.kind {
        ColumnKind::Category(all) => {
            let categories: Vec<Value> = all.iter().map(|one| json!({"value": one.id, "label": one.label})).collect();
            field.insert("categories".to_owned(), json!(categories));
            let ids: Vec<&str> = all.iter().map(|one| one.id.as_str()).collect();
            // Programs that do not know categories check these.
            if !ids.is_empty() {
                field.insert("constraints".to_owned(), json!({"enum": ids}));
            }
        }
        ColumnKind::Decimal => {
            field.insert("constraints".to_owned(), json!({"minimum": 0, "maximum": 1}));
        }
        ColumnKind::Boolean => {
            field.insert("trueValues".to_owned(), json!(["true"]));
            field.insert("falseValues".to_owned(), json!(["false"]));
        }
        _ => {}
    }
    if column.name == "id" {
        field.insert("constraints".to_owned(), json!({"required": true}));
    }
    Value::Object(field)
}
