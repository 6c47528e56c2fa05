//! The formats of exports, and the parts of an export.

/// How an export is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// CSV with a byte order mark, as spreadsheets read it.
    Csv,
    /// Parquet.
    Parquet,
    /// A line of JSON for each story, as an import reads it.
    JsonLines,
    /// A workbook with a sheet for each table.
    Xlsx,
    /// A Data Package, version 2: CSV with a description of every column.
    DataPackage,
    /// The shape in which SenseMaker's own exports come, with a definition.
    SenseMaker,
}

impl Format {
    /// Every format that this version can write.
    pub const ALL: &[Self] = &[Self::Csv, Self::Parquet, Self::JsonLines, Self::Xlsx, Self::DataPackage, Self::SenseMaker];

    /// Its name: `csv`, `parquet`, `jsonl`, `xlsx`, `datapackage` or `sensemaker`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Parquet => "parquet",
            Self::JsonLines => "jsonl",
            Self::Xlsx => "xlsx",
            Self::DataPackage => "datapackage",
            Self::SenseMaker => "sensemaker",
        }
    }

    /// The format with this name, if this version can write it.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.name() == name)
    }

    /// The tables that it can be written as alone.
    pub fn parts(self) -> &'static [Part] {
        match self {
            Self::Csv | Self::Parquet => &Part::ALL,
            Self::JsonLines => &[Part::Stories],
            Self::Xlsx | Self::DataPackage | Self::SenseMaker => &[],
        }
    }

    /// The extension of its file, without a dot: that of one table, or of all of them together.
    pub fn extension(self, part: Option<Part>) -> &'static str {
        match (self, part) {
            (Self::Csv, Some(_)) => "csv",
            (Self::Parquet, Some(_)) => "parquet",
            (Self::JsonLines, Some(_)) => "jsonl",
            (Self::Xlsx, _) => "xlsx",
            _ => "zip",
        }
    }

    /// The media type of its file.
    pub fn media_type(self, part: Option<Part>) -> &'static str {
        match (self, part) {
            (Self::Csv, Some(_)) => "text/csv; charset=utf-8",
            (Self::Parquet, Some(_)) => "application/vnd.apache.parquet",
            (Self::JsonLines, Some(_)) => "application/jsonl",
            (Self::Xlsx, _) => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            _ => "application/zip",
        }
    }
}

/// One table of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// A row for each story, with all of its answers.
    Stories,
    /// Rows for each answer.
    Answers,
    /// A row for everything that the framework names.
    Framework,
}

impl Part {
    /// Every table, in the order of [`Layout::tables`](super::Layout).
    pub const ALL: [Self; 3] = [Self::Stories, Self::Answers, Self::Framework];

    /// The table's name: `stories`, `answers` or `framework`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Stories => "stories",
            Self::Answers => "answers",
            Self::Framework => "framework",
        }
    }

    /// The part with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.name() == name)
    }
}
