//! The problem responses of the routes, for the API document.
//!
//! Each response is described once; its doc comment is the description. A route lists what applies to it in
//! `responses(…)`. If two entries describe the same status, the later one counts: put specific descriptions last.

#![expect(dead_code, reason = "these types describe responses; the handlers answer with `Problem`")]

use utoipa::IntoResponses;

use super::error::{PROBLEM_JSON, Problem};

/// The header `Accept-Encoding` refuses every encoding that the service has, and the response without one.
#[derive(IntoResponses)]
#[response(status = 406, content_type = PROBLEM_JSON)]
pub struct NotAcceptable(Problem);

/// The route needs a right.
#[derive(IntoResponses)]
pub enum RightProblems {
    /// The request has no valid session and no valid token.
    #[response(status = 401, content_type = PROBLEM_JSON)]
    NotSignedIn(Problem),
    /// None of the account's roles permits this, or a request with a session cookie lacks the header `x-sensing: 1`.
    #[response(status = 403, content_type = PROBLEM_JSON)]
    NoRight(Problem),
}

/// The route takes a body.
#[derive(IntoResponses)]
pub enum BodyProblems {
    /// The body is not valid JSON, is nested too deeply, or ends too early.
    #[response(status = 400, content_type = PROBLEM_JSON)]
    Unreadable(Problem),
    /// The body arrived too slowly.
    #[response(status = 408, content_type = PROBLEM_JSON)]
    TooSlow(Problem),
    /// The body is too large.
    #[response(status = 413, content_type = PROBLEM_JSON)]
    TooLarge(Problem),
    /// The media type of the body is not supported.
    #[response(status = 415, content_type = PROBLEM_JSON)]
    WrongMediaType(Problem),
    /// Some fields are not valid; `errors` names each of them.
    #[response(status = 422, content_type = PROBLEM_JSON)]
    Invalid(Problem),
}

/// The route reads the store or the projections.
#[derive(IntoResponses)]
pub enum ServiceProblems {
    /// The service failed. Its log says why.
    #[response(status = 500, content_type = PROBLEM_JSON)]
    Failed(Problem),
    /// The service cannot answer now. `Retry-After` says when to try again.
    #[response(status = 503, content_type = PROBLEM_JSON)]
    Unavailable(Problem),
}

/// The disk of the service is full, and nothing can be stored. `Retry-After` says when to try again.
#[derive(IntoResponses)]
#[response(status = 507, content_type = PROBLEM_JSON)]
pub struct DiskFull(Problem);

/// The stories are still being read in, or the service cannot answer now. `Retry-After` says when to try again.
#[derive(IntoResponses)]
#[response(status = 503, content_type = PROBLEM_JSON)]
pub struct ViewsNotReady(Problem);

/// The request has no valid session and no valid token.
#[derive(IntoResponses)]
#[response(status = 401, content_type = PROBLEM_JSON)]
pub struct NotSignedIn(Problem);

/// The name or the password is wrong.
#[derive(IntoResponses)]
#[response(status = 401, content_type = PROBLEM_JSON)]
pub struct WrongCredentials(Problem);

/// The request has a session cookie but lacks the header `x-sensing: 1`, or it comes from a page of another site.
#[derive(IntoResponses)]
#[response(status = 403, content_type = PROBLEM_JSON)]
pub struct OtherSite(Problem);

/// The request comes from a page of another site; or, if `type` ends in `/not-secure`, it came over plain HTTP from another
/// machine, and the browser would drop the session cookie.
#[derive(IntoResponses)]
#[response(status = 403, content_type = PROBLEM_JSON)]
pub struct SignInRefused(Problem);

/// Too many attempts to sign in. `Retry-After` says when to try again.
#[derive(IntoResponses)]
#[response(status = 429, content_type = PROBLEM_JSON)]
pub struct TooManyAttempts(Problem);

/// Too many requests from one network. `Retry-After` says when to try again.
#[derive(IntoResponses)]
#[response(status = 429, content_type = PROBLEM_JSON)]
pub struct RateLimited(Problem);

/// Too many jobs are under way. `Retry-After` says when to try again.
#[derive(IntoResponses)]
#[response(status = 429, content_type = PROBLEM_JSON)]
pub struct TooManyJobs(Problem);

/// Nothing has this name, id or number.
#[derive(IntoResponses)]
#[response(status = 404, content_type = PROBLEM_JSON)]
pub struct NotFound(Problem);

/// There is no such story, or it is not cleared.
#[derive(IntoResponses)]
#[response(status = 404, content_type = PROBLEM_JSON)]
pub struct StoryNotReadable(Problem);

/// There is no such story, or it was not redacted.
#[derive(IntoResponses)]
#[response(status = 404, content_type = PROBLEM_JSON)]
pub struct OriginalNotFound(Problem);

/// There is no such job, or it belongs to another account.
#[derive(IntoResponses)]
#[response(status = 404, content_type = PROBLEM_JSON)]
pub struct JobNotFound(Problem);

/// There is no such saved view, or it belongs to another account.
#[derive(IntoResponses)]
#[response(status = 404, content_type = PROBLEM_JSON)]
pub struct ViewNotFound(Problem);

/// There is no saved mapping with this name.
#[derive(IntoResponses)]
#[response(status = 404, content_type = PROBLEM_JSON)]
pub struct MappingNotFound(Problem);

/// There is no such request for an export, or it belongs to another account.
#[derive(IntoResponses)]
#[response(status = 404, content_type = PROBLEM_JSON)]
pub struct ExportNotFound(Problem);

/// The state of the request does not allow this: for example it was decided on already, or has expired. Or its stories have changed so
/// much since it was asked for that nothing can be exported.
#[derive(IntoResponses)]
#[response(status = 409, content_type = PROBLEM_JSON)]
pub struct ExportConflict(Problem);

/// The account has ten open requests for exports.
#[derive(IntoResponses)]
#[response(status = 409, content_type = PROBLEM_JSON)]
pub struct TooManyExports(Problem);

/// None of the account's roles permits this; or the account asked for the export itself, and another person must decide on it.
#[derive(IntoResponses)]
#[response(status = 403, content_type = PROBLEM_JSON)]
pub struct OwnExport(Problem);

/// The route makes a file.
#[derive(IntoResponses)]
pub enum FileProblems {
    /// The format cannot hold the stories: `detail` says why.
    #[response(status = 422, content_type = PROBLEM_JSON)]
    Unsuitable(Problem),
    /// The disk of the service has no room for the file. `Retry-After` says when to try again.
    #[response(status = 507, content_type = PROBLEM_JSON)]
    NoRoom(Problem),
}

/// No story has this receipt, or the story was withdrawn.
#[derive(IntoResponses)]
#[response(status = 404, content_type = PROBLEM_JSON)]
pub struct ReceiptNotFound(Problem);

/// No story has this receipt, or the story has no attachment with this id.
#[derive(IntoResponses)]
#[response(status = 404, content_type = PROBLEM_JSON)]
pub struct AttachmentNotFound(Problem);

/// Another story has this receipt; or, if `type` ends in `/collection-closed`, the collection does not take the story.
#[derive(IntoResponses)]
#[response(status = 409, content_type = PROBLEM_JSON)]
pub struct StoryConflict(Problem);

/// The story changed after it was read: another moderator decided on it, or its storyteller corrected it. `changed` says who
/// did what and when. The `type` ends in `/story-changed`.
#[derive(IntoResponses)]
#[response(status = 409, content_type = PROBLEM_JSON)]
pub struct StoryChanged(Problem);

/// The collection changed after it was read: another person edited, closed or reopened it. The `type` ends in
/// `/collection-changed`.
#[derive(IntoResponses)]
#[response(status = 409, content_type = PROBLEM_JSON)]
pub struct CollectionChanged(Problem);

/// This version is published and cannot be replaced; or, if `type` ends in `/notice-changed`, the draft changed after it was read.
#[derive(IntoResponses)]
#[response(status = 409, content_type = PROBLEM_JSON)]
pub struct NoticeConflict(Problem);

/// This version is published and cannot be replaced.
#[derive(IntoResponses)]
#[response(status = 409, content_type = PROBLEM_JSON)]
pub struct VersionPublished(Problem);

/// The media type of the body or of a part of the form is not supported, or a file is not what its media type says.
#[derive(IntoResponses)]
#[response(status = 415, content_type = PROBLEM_JSON)]
pub struct UnsupportedFile(Problem);

/// A query parameter is not valid; `errors` says why.
#[derive(IntoResponses)]
#[response(status = 422, content_type = PROBLEM_JSON)]
pub struct InvalidQuery(Problem);

/// `languages` holds something that is not a language tag.
#[derive(IntoResponses)]
#[response(status = 422, content_type = PROBLEM_JSON)]
pub struct InvalidLanguage(Problem);

/// `language` is not a language tag, or `version` is not a version number.
#[derive(IntoResponses)]
#[response(status = 422, content_type = PROBLEM_JSON)]
pub struct InvalidNoticeQuery(Problem);

/// `from` or `to` is missing, or is not a version number.
#[derive(IntoResponses)]
#[response(status = 422, content_type = PROBLEM_JSON)]
pub struct InvalidVersion(Problem);

/// Some fields are not valid, or the receipt is missing; `errors` names each of them.
#[derive(IntoResponses)]
#[response(status = 422, content_type = PROBLEM_JSON)]
pub struct InvalidTranscription(Problem);

/// A field that the texts use is not filled in; `errors` names it.
#[derive(IntoResponses)]
#[response(status = 422, content_type = PROBLEM_JSON)]
pub struct NoticeIncomplete(Problem);

/// The draft is not complete, or it has a translation that no person has checked; `errors` says where.
#[derive(IntoResponses)]
#[response(status = 422, content_type = PROBLEM_JSON)]
pub struct NotPublishable(Problem);

/// A number in the document is too large to be read.
#[derive(IntoResponses)]
#[response(status = 422, content_type = PROBLEM_JSON)]
pub struct NumberTooLarge(Problem);
