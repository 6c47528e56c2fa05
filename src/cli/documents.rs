//! `sensing openapi`: the documents that describe the API.

use std::path::PathBuf;

use clap::Args;

use super::output::{Failure, print};
use crate::http;

/// Options of `sensing openapi`.
#[derive(Args, Debug)]
pub struct OpenapiArgs {
    /// Write openapi.json, framework.schema.json and mapping.schema.json into this folder, instead of printing openapi.json
    #[arg(long, value_name = "FOLDER")]
    into: Option<PathBuf>,
}

/// Runs `sensing openapi`.
pub fn openapi(args: &OpenapiArgs) -> Result<(), Failure> {
    let api = serde_json::to_string_pretty(&http::openapi())?;
    let Some(folder) = &args.into else {
        return print(api);
    };
    let schema = serde_json::to_string_pretty(&http::framework_schema()?)?;
    std::fs::create_dir_all(folder)?;
    std::fs::write(folder.join("openapi.json"), api + "\n")?;
    std::fs::write(folder.join("framework.schema.json"), schema + "\n")?;
    let mapping = serde_json::to_string_pretty(&http::mapping_schema()?)?;
    std::fs::write(folder.join("mapping.schema.json"), mapping + "\n")?;
    Ok(())
}
