//! The privacy notice and the accessibility statement, for everybody.

use actix_web::{HttpResponse, get, http::header, web};
use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize};

use crate::http::support::documented_problems::{InvalidNoticeQuery, NotFound, ServiceProblems};
use crate::http::support::error::Problem;
use crate::http::support::services::Services;
use crate::model::{Language, NoticeBlock, NoticeKind};
use crate::notices::{NoticeError, shown};

/// For a minute: a newer version can be published at any time.
const A_MINUTE: (header::HeaderName, &str) = (header::CACHE_CONTROL, "public, max-age=60");

/// Which version, and for whom.
#[derive(Deserialize, utoipa::IntoParams)]
pub struct NoticeQuery {
    /// The language tag of the reader, with a wording if there is one. The response is in the nearest text that the notice has, and
    /// says which that is.
    #[serde(default, deserialize_with = "tag")]
    #[param(value_type = Option<String>, example = "en-x-easy")]
    language: Option<Language>,
    /// The version; the newest one if it is missing.
    #[param(example = 2)]
    version: Option<u32>,
}

fn tag<'de, D: Deserializer<'de>>(reader: D) -> Result<Option<Language>, D::Error> {
    crate::model::in_any_case(reader).map(Some)
}

/// A notice in one language, with its fields filled in. A paragraph with a field that nobody has filled in is replaced by a
/// sentence that says so.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"kind": "privacy", "version": 2, "newest": 2, "published": "2026-03-02", "language": "en",
    "languages": ["en", "en-x-easy", "en-x-child"], "title": "Privacy notice", "unfilled": [],
    "blocks": [{"kind": "heading", "text": "Who we are"}, {"kind": "paragraph", "text": "Sheffield City Council runs this service."}]}))]
pub struct NoticeBody {
    /// Which notice it is.
    kind: NoticeKind,
    /// The version.
    version: u32,
    /// The newest published version.
    newest: u32,
    /// The day on which this version was published.
    published: Option<NaiveDate>,
    /// The language and wording of this text.
    language: Language,
    /// The languages and wordings that this version has, the default one first.
    languages: Vec<Language>,
    /// The title.
    title: String,
    /// Headings and paragraphs, in order. They are plain text.
    blocks: Vec<NoticeBlock>,
    /// The ids of the fields that nobody has filled in.
    unfilled: Vec<String>,
}

/// Returns a published notice in the language of the reader. Earlier versions can be read too.
#[utoipa::path(
    operation_id = "read_notice", tag = "notices",
    params(("kind" = NoticeKind, Path, example = "privacy"), NoticeQuery),
    responses((status = 200, body = NoticeBody), NotFound, InvalidNoticeQuery, ServiceProblems)
)]
#[get("/notices/{kind}")]
pub async fn read(
    services: web::Data<Services>,
    kind: web::Path<String>,
    asked: web::Query<NoticeQuery>,
) -> Result<HttpResponse, Problem> {
    let kind: NoticeKind = kind.parse().map_err(|_| NoticeError::Unknown)?;
    let (stored, newest) = services.notices.published(kind, asked.version).await?;
    let notice = &stored.notice;
    let languages: Vec<Language> = notice.texts.iter().map(|text| text.language.clone()).collect();
    let first = languages.first().cloned().ok_or(NoticeError::Unknown)?;
    let text = shown(notice, asked.language.as_ref().unwrap_or(&first)).ok_or(NoticeError::Unknown)?;
    let body = NoticeBody {
        kind,
        version: stored.version,
        newest,
        published: stored.published,
        language: text.language,
        languages,
        title: text.title,
        blocks: text.blocks,
        unfilled: notice.unfilled().into_iter().map(str::to_owned).collect(),
    };
    Ok(HttpResponse::Ok().insert_header(A_MINUTE).json(body))
}
