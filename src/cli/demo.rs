//! `sensing demo`: synthetic stories of two frameworks with a planted truth, an event that takes more, and accounts to explore
//! them.

use std::sync::Arc;

use clap::Args;

use super::application;
use super::import_report::Report;
use super::import_source::{ImportOptions, importer};
use super::output::{Failure, print};
use super::projections;
use crate::access::{Right, Scope};
use crate::accounts::{Accounts, AccountsError};
use crate::app::Application;
use crate::config::DataConfig;
use crate::exchange::{Demo, Importer, Outcome, Truth};
use crate::frameworks::translated_short_framework;
use crate::model::{Framework, FrameworkState, Receipt, Role, Source};
use crate::store::Collection;

/// Options of `sensing demo`.
#[derive(Args, Debug)]
pub struct DemoArgs {
    /// The number of synthetic stories
    #[arg(long, default_value_t = 500, value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    stories: u64,
    /// The same seed makes the same stories
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// The demo accounts and their roles.
const STAFF: [(&str, Role); 4] = [
    ("demo-analyst", Role::Analyst),
    ("demo-moderator", Role::Moderator),
    ("demo-facilitator", Role::Facilitator),
    ("demo-administrator", Role::Administrator),
];

/// Runs `sensing demo`.
pub async fn run(data: &DataConfig, args: &DemoArgs) -> Result<(), Failure> {
    let application = application::open(data).await?;
    if application.store.holds_told_stories().await? {
        return Err(told_stories(data));
    }
    let options = ImportOptions { cleared: true, dry_run: false, report: None, round: None };
    let importer = importer(&application, &options, Source::Synthetic)?;
    let framework = framework_with_translations(&application).await?;
    let of_second = (args.stories / SECOND_SHARE).min(MOST_OF_SECOND);
    let mut demo = planted(&framework, args.stories - of_second, args.seed, &importer)?;
    if let Some(first) =
        application.services.registry.version(&framework.slug, FIRST).await?.filter(|_| framework.version > FIRST)
    {
        demo = demo.begun_with(first);
    }
    let mut outcome = add(&application, &importer, demo, &framework).await?;
    let second = importer.publish("the demo's second framework", &Demo::second_framework()?).await?;
    let demo = planted(&second, of_second, args.seed, &importer)?;
    let more = add(&application, &importer, demo, &second).await?;
    outcome.new += more.new;
    outcome.known += more.known;
    print(format!("{} synthetic stories made ({} were there already).", outcome.new, outcome.known))?;
    projections::bring_up_to_date(data, &application).await?;
    for (name, role) in STAFF {
        let password = sign_in(&application.services.accounts, name, role).await?;
        print(format!("Sign in as {name} with the password {password}"))?;
    }
    let collection = made_up_event(&application, &framework, last_round()?).await?;
    print(format!("Tell a story at the made-up event “{}” with the join code {}", collection.name, collection.join_code))?;
    application.store.close().await;
    Ok(())
}

/// Of so many stories, one is about the second framework.
const SECOND_SHARE: u64 = 10;
/// The most stories about the second framework, which is small.
const MOST_OF_SECOND: u64 = 200;

/// The demo's stories of a framework.
fn planted(framework: &Framework, stories: u64, seed: u64, importer: &Importer) -> Result<Demo, Failure> {
    let demo = Demo::new(Truth::read()?, Arc::new(framework.clone()), stories, seed, importer.clock.today());
    demo.ok_or_else(|| Failure::partly(format!("the demo has no stories about the framework “{}”", framework.slug)))
}

/// Adds the demo's collections, and then its stories.
async fn add(application: &Application, importer: &Importer, demo: Demo, framework: &Framework) -> Result<Outcome, Failure> {
    for collection in demo.collections() {
        application.store.add_collection(Scope::of_operator().may_collect()?.actor(), collection).await?;
    }
    let mut report = Report::begin(None, Some(demo.stories()), "stories")?;
    let outcome = importer.run(demo, framework, |progress| report.hear(progress)).await?;
    report.bar.finish_and_clear();
    Ok(outcome)
}

fn last_round() -> Result<Option<String>, Failure> {
    Ok(Truth::read()?.rounds.pop().map(|round| round.id))
}

/// The error for a store with real stories. Synthetic stories would be mixed with them, and the passwords of the demo accounts
/// would give everyone who sees this terminal access to them.
fn told_stories(data: &DataConfig) -> Failure {
    let place = match data.database_url {
        Some(_) => "this database".to_owned(),
        None => format!("the data folder {}", data.data.display()),
    };
    Failure::misuse(format!(
        "{place} holds stories that people told, so no synthetic stories were added; choose another place, such as --data ./demo-data"
    ))
}

/// The version that the stories of the first months answer.
const FIRST: u32 = 1;

/// The newest version that takes stories, after publishing the unchecked translations. That is acceptable here because no real
/// stories are involved. A version that a person made is not changed.
async fn framework_with_translations(application: &Application) -> Result<Framework, Failure> {
    let (store, registry) = (&application.store, &application.services.registry);
    let translated = translated_short_framework()?;
    let kept = store.framework(&translated.slug, translated.version).await?;
    if kept.is_some_and(|kept| kept.document == translated) {
        store.replace_draft(Scope::of_operator().may_administer()?.actor(), &translated, FrameworkState::Published).await?;
        registry.reload().await?;
    }
    let newest = registry.newest_of(&translated.slug);
    newest.map(|newest| (*newest).clone()).ok_or_else(|| Failure::partly("the default framework is not published"))
}

/// The join code of the demo event, always the same so that there is only one.
const JOIN_CODE: &str = "TEST-2345";
/// The signifiers that are asked there, as far as the framework has them.
const ASKED: [&str; 6] = ["difference", "timing", "listened_to", "felt_listened_to", "understood", "feelings"];

/// A demo event with shared tablets.
async fn made_up_event(application: &Application, framework: &Framework, round: Option<String>) -> Result<Collection, Failure> {
    let own = |ids: &[&str], has: &dyn Fn(&str) -> bool| -> Vec<String> {
        ids.iter().filter(|id| has(id)).map(|id| (*id).to_owned()).collect()
    };
    let asked = own(&ASKED, &|id| framework.signifier(id).is_some());
    let collection = Collection {
        join_code: JOIN_CODE.to_owned(),
        name: "Demo: youth group in the park".to_owned(),
        framework: framework.slug.clone(),
        round,
        place: Some("The park".to_owned()),
        partner: Some("A made-up youth club".to_owned()),
        audiences: own(&["child", "family"], &|id| framework.audiences.iter().any(|audience| audience == id)),
        kiosk: asked.len() >= 3,
        signifiers: asked,
        ..Collection::default()
    };
    application.store.add_collection(Scope::of_operator().may_collect()?.actor(), &collection).await?;
    Ok(collection)
}

/// Creates an account or resets its password; returns the new password.
async fn sign_in(accounts: &Accounts, name: &str, role: Role) -> Result<String, Failure> {
    let password = a_password();
    let right = Scope::of_operator().may_manage_staff()?;
    match accounts.add(right, name, vec![role], password.clone()).await {
        Ok(()) => {}
        Err(AccountsError::NameTaken(_)) => accounts.set_password(right, name, password.clone()).await?,
        Err(error) => return Err(error.into()),
    }
    Ok(password)
}

fn a_password() -> String {
    let bits: [u8; 10] = rand::random();
    Receipt::from_bits(std::array::from_fn(|place| bits[place % 10])).reveal()[10..].to_lowercase()
}
