//! Who did what, and on what: the words of the audit log.

use std::fmt;

use serde::{Serialize, Serializer};
use uuid::Uuid;

use super::notice::NoticeKind;

/// Who does something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Actor {
    /// A member of staff, by id.
    Staff(Uuid),
    /// A person at the command line of the service.
    Operator,
    /// A storyteller. Nothing is known of them, and nothing may be.
    Storyteller,
    /// The service itself, such as when it starts for the first time.
    Service,
}

impl Actor {
    /// The name under which audit rows are stored: `staff`, `operator`, `storyteller` or `service`.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Staff(_) => "staff",
            Self::Operator => "operator",
            Self::Storyteller => "storyteller",
            Self::Service => "service",
        }
    }

    /// The member of staff, if it is one.
    pub fn staff(self) -> Option<Uuid> {
        match self {
            Self::Staff(id) => Some(id),
            Self::Operator | Self::Storyteller | Self::Service => None,
        }
    }

    /// The actor with that stored name; `None` for a name that this version does not know, and for staff without an id.
    pub fn named(kind: &str, staff: Option<Uuid>) -> Option<Self> {
        match kind {
            "staff" => staff.map(Self::Staff),
            "operator" => Some(Self::Operator),
            "storyteller" => Some(Self::Storyteller),
            "service" => Some(Self::Service),
            _ => None,
        }
    }
}

macro_rules! actions {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)+) => {
        /// What was done.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Action {
            $($(#[$doc])* $variant,)+
        }

        impl Action {
            /// Every action.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The name under which audit rows are stored.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }
        }
    };
}

actions! {
    /// A storyteller sent a story.
    StorySubmitted = "story_submitted",
    /// Staff typed in a story that was told on paper.
    StoryTranscribed = "story_transcribed",
    /// A storyteller corrected a story.
    StoryCorrected = "story_corrected",
    /// A moderator cleared a story.
    StoryCleared = "story_cleared",
    /// A moderator withheld a story.
    StoryWithheld = "story_withheld",
    /// A storyteller withdrew a story.
    StoryWithdrawn = "story_withdrawn",
    /// The words behind a redaction were read.
    OriginalViewed = "original_viewed",
    /// A recording or a picture that came with a story was opened.
    AttachmentViewed = "attachment_viewed",
    /// An analyst looked at a selection of stories. One row an hour for each person and selection.
    SelectionViewed = "selection_viewed",
    /// An export of stories was asked for. Its detail says whether it was agreed to at once.
    ExportAsked = "export_asked",
    /// A second person agreed to an export.
    ExportAgreed = "export_agreed",
    /// A second person refused an export, or took their agreement back.
    ExportRefused = "export_refused",
    /// The person who asked for an export cancelled it.
    ExportCancelled = "export_cancelled",
    /// The file of an export was made and downloaded.
    ExportDownloaded = "export_downloaded",
    /// Stories were imported.
    StoriesImported = "stories_imported",
    /// Stories were written to a file for other programs.
    StoriesExported = "stories_exported",
    /// A collection was made.
    CollectionMade = "collection_made",
    /// A collection was edited.
    CollectionChanged = "collection_changed",
    /// A collection was closed.
    CollectionClosed = "collection_closed",
    /// A collection was opened again.
    CollectionReopened = "collection_reopened",
    /// A draft of a framework was stored or changed.
    DraftSaved = "draft_saved",
    /// A version of a framework was published.
    FrameworkPublished = "framework_published",
    /// A draft of a notice was stored or changed.
    NoticeSaved = "notice_saved",
    /// A version of a notice was published.
    NoticePublished = "notice_published",
    /// An analyst saved a view.
    ViewSaved = "view_saved",
    /// An analyst renamed a saved view.
    ViewRenamed = "view_renamed",
    /// An analyst deleted a saved view.
    ViewDeleted = "view_deleted",
    /// An administrator saved a mapping of a table.
    MappingSaved = "mapping_saved",
    /// An administrator deleted a mapping of a table.
    MappingDeleted = "mapping_deleted",
    /// An account was made.
    StaffAdded = "staff_added",
    /// An account was changed.
    StaffChanged = "staff_changed",
    /// A member of staff signed in.
    SignedIn = "signed_in",
    /// A member of staff signed out.
    SignedOut = "signed_out",
    /// A token for scripts was issued.
    TokenIssued = "token_issued",
    /// The service made a secret of its own.
    SecretMade = "secret_made",
    /// The time zone of the days was set or changed.
    TimeZoneSet = "time_zone_set",
}

impl Action {
    /// The action with that stored name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|action| action.name() == name)
    }
}

impl Serialize for Action {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// What it was done on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A story, by id.
    Story(Uuid),
    /// A collection, by join code.
    Collection(String),
    /// A version of a framework.
    Framework {
        /// Its slug.
        slug: String,
        /// Its version.
        version: u32,
    },
    /// A version of a notice.
    Notice {
        /// Which notice.
        kind: NoticeKind,
        /// Its version.
        version: u32,
    },
    /// An account, by the id of the member of staff.
    Staff(Uuid),
    /// A saved view, by id.
    View(Uuid),
    /// A mapping of a table, by name.
    Mapping(String),
    /// A request for an export, by id.
    Export(Uuid),
    /// A secret of the service, by name.
    Secret(String),
    /// A setting of the service, by name.
    Setting(String),
    /// A selection of stories, by its framework; empty for all frameworks.
    Selection(String),
}

impl Subject {
    /// The name of the kind: `story`, `collection`, `framework`, `notice`, `staff`, `view`, `export`, `mapping`, `secret`, `setting` or `selection`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Story(_) => "story",
            Self::Collection(_) => "collection",
            Self::Framework { .. } => "framework",
            Self::Notice { .. } => "notice",
            Self::Staff(_) => "staff",
            Self::View(_) => "view",
            Self::Mapping(_) => "mapping",
            Self::Export(_) => "export",
            Self::Secret(_) => "secret",
            Self::Setting(_) => "setting",
            Self::Selection(_) => "selection",
        }
    }
}

/// The id by which it is known; a framework's is `SLUG/VERSION`, a notice's `KIND/VERSION`.
impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Story(id) | Self::Staff(id) | Self::View(id) | Self::Export(id) => id.fmt(f),
            Self::Collection(name) | Self::Mapping(name) | Self::Secret(name) | Self::Setting(name) | Self::Selection(name) => {
                f.write_str(name)
            }
            Self::Framework { slug, version } => write!(f, "{slug}/{version}"),
            Self::Notice { kind, version } => write!(f, "{kind}/{version}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_action_is_found_under_its_own_name() {
        let names: HashSet<&str> = Action::ALL.iter().map(|action| action.name()).collect();
        assert_eq!(names.len(), Action::ALL.len());
        assert!(Action::ALL.iter().all(|action| Action::named(action.name()) == Some(*action)));
        assert_eq!(Action::named("story_eaten"), None);
    }

    #[test]
    fn every_actor_is_found_under_its_own_name() {
        for actor in [Actor::Staff(Uuid::from_u128(7)), Actor::Operator, Actor::Storyteller, Actor::Service] {
            assert_eq!(Actor::named(actor.kind(), actor.staff()), Some(actor));
        }
        assert_eq!(Actor::named("staff", None), None);
    }
}
