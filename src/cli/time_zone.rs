//! `sensing time-zone`.

use clap::Args;

use super::output::{Failure, print};
use super::serve::lock;
use crate::config::DataConfig;
use crate::model::{Actor, TimeZone};
use crate::store::Store;

/// Arguments of `sensing time-zone`.
#[derive(Args, Debug)]
pub struct TimeZoneArgs {
    /// The new time zone, a name of the tz database
    #[arg(value_name = "NAME")]
    name: TimeZone,
}

/// Runs `sensing time-zone`.
pub async fn run(data: &DataConfig, args: &TimeZoneArgs) -> Result<(), Failure> {
    let _lock = lock(data)?;
    let store = Store::open(&data.database()).await?;
    let before = store.time_zone().await?.unwrap_or_default();
    store.change_time_zone(Actor::Operator, args.name).await?;
    store.close().await;
    print(format!(
        "Days are days of {} from the next start on, and were days of {before}. Days that are stored stay as they are. Start every node \
         with this time zone, or without --time-zone.",
        args.name
    ))
}
