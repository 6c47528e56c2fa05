//! What an export says about itself.

use super::layout::Layout;

/// What every file says about itself.
#[derive(Clone, Debug)]
pub(super) struct About {
    /// The framework's title.
    pub title: String,
    /// Its slug.
    pub framework: String,
    /// The versions that stories can answer, oldest first.
    pub versions: Vec<u32>,
    /// The language of titles and labels.
    pub language: String,
    /// Whether texts are in it, as far as they may be read.
    pub texts: bool,
    /// The program that wrote it, with its version.
    pub program: String,
    /// The day on which it was written, in UTC.
    pub day: String,
    /// The number of the newest story when it was begun.
    pub newest_story: u64,
}

impl About {
    /// What is known before the first story is read.
    pub fn of(layout: &Layout) -> Self {
        Self {
            title: layout.newest().map_or("", |newest| newest.title.in_language(&layout.language)).to_owned(),
            framework: layout.slug().to_owned(),
            versions: layout.versions.iter().map(|version| version.version).collect(),
            language: layout.language.as_str().to_owned(),
            texts: layout.texts,
            program: format!("sensing {}", env!("CARGO_PKG_VERSION")),
            day: chrono::Utc::now().date_naive().to_string(),
            newest_story: layout.newest_story,
        }
    }

    /// Names and values, for the metadata of a file.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        vec![
            ("title", self.title.clone()),
            ("framework", self.framework.clone()),
            ("versions", self.versions_in_words()),
            ("language", self.language.clone()),
            ("exported-by", self.program.clone()),
            ("exported-on", self.day.clone()),
            ("change", self.newest_story.to_string()),
        ]
    }

    /// The versions in words: `1, 2, 3`.
    pub fn versions_in_words(&self) -> String {
        self.versions.iter().map(u32::to_string).collect::<Vec<_>>().join(", ")
    }
}
