//! Reads a form with a table and its mapping. The table is kept in memory until the request ends, and nowhere else.

use std::future::poll_fn;
use std::pin::Pin;

use actix_multipart::Multipart;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, dev};
use futures_core::Stream;
use serde_json::Value;

use crate::exchange::LARGEST_TABLE;
use crate::exchange::mapping::Mapping;
use crate::http::support::admission::ReadBody;
use crate::http::support::body::{TELLING, essence, parse};
use crate::http::support::client::{client, services};
use crate::http::support::counted_body::{Counted, bytes};
use crate::http::support::error::Problem;
use crate::limits::Reservation;
use crate::model::Fault;

/// The largest form, in bytes: the table, the mapping, and the part headers.
const FORM: usize = LARGEST_TABLE + 2 * TELLING;

/// A table.
pub struct TableFile {
    /// Its bytes.
    pub file: Vec<u8>,
    /// The mapping, if the form has one.
    mapping: Option<Value>,
    /// The memory reserved for it.
    _room: Reservation,
}

/// A table that was uploaded.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes the form in the API document; its parts are read one by one")]
pub struct TableForm {
    /// The table: CSV or a workbook (.xlsx, .xlsb, .xls, .ods), at most 20 MiB and 50,000 rows. It is not kept.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// A table that was uploaded, and its mapping.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes the form in the API document; its parts are read one by one")]
pub struct MappedTableForm {
    /// The table: CSV or a workbook (.xlsx, .xlsb, .xls, .ods), at most 20 MiB and 50,000 rows. It is not kept.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// The mapping, as JSON, at most 1 MiB.
    mapping: Mapping,
}

impl TableFile {
    /// The mapping.
    ///
    /// # Errors
    /// The form has none, or it is not valid; the faults begin with `mapping`.
    pub fn mapping(&mut self) -> Result<Mapping, Problem> {
        let document =
            self.mapping.take().ok_or_else(|| faulty("mapping", "the form has no part “mapping”; add it, as JSON"))?;
        Mapping::read(&document).map_err(Problem::faulty)
    }
}

impl ReadBody for TableFile {
    async fn read(request: HttpRequest, payload: dev::Payload) -> Result<Self, Problem> {
        if essence(&request) != "multipart/form-data" {
            let detail = "send a form (multipart/form-data) with the table as the part “file”";
            return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail));
        }
        let services = services(&request)?;
        let room = services.bodies.tables.begin(client(&request, services));
        let body = Counted::new(payload, FORM);
        let form = Multipart::new(request.headers(), body.clone());
        let read = read(form, &body, room).await;
        body.drain().await;
        read
    }
}

async fn read(mut form: Multipart, body: &Counted, mut room: Reservation) -> Result<TableFile, Problem> {
    let (mut file, mut mapping) = (None, None);
    while let Some(part) = poll_fn(|context| Pin::new(&mut form).poll_next(context)).await {
        let mut part = part.map_err(|error| body.broken(&error))?;
        match part.name().unwrap_or_default() {
            "file" if file.is_none() => file = Some(bytes(&mut part, LARGEST_TABLE, body, &mut room).await?),
            "mapping" if mapping.is_none() => mapping = Some(parse(&bytes(&mut part, TELLING, body, &mut room).await?)?),
            "file" | "mapping" => return Err(faulty("file", "send each part only once")),
            other => {
                let shown: String = other.chars().take(80).collect();
                return Err(faulty(&shown, "this part is not known; the parts are file and mapping"));
            }
        }
    }
    let file = file.ok_or_else(|| faulty("file", "the form has no part “file”; add it, with the table"))?;
    if file.is_empty() {
        return Err(faulty("file", "the file is empty; choose the one that has the table"));
    }
    Ok(TableFile { file, mapping, _room: room })
}

fn faulty(name: &str, message: &str) -> Problem {
    Problem::faulty(vec![Fault::new(name, message)])
}
