//! The real service, started in the test's own process, on its own data folder and database.

use std::collections::HashMap;
use std::net::{SocketAddr, TcpListener};
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::{Arc, Weak};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use sensing::access::{MayManageStaff, Scope};
use sensing::app::{Application, StartError};
use sensing::config::DataConfig;
use sensing::disclosure::Policy;
use sensing::http::Services;
use sensing::limits::Limits;
use sensing::model::{Actor, Clock, Role, TimeZone};
use sensing::store::{Database, StaffRecord, Store};
use tempfile::TempDir;
use tokio::sync::{Mutex, OnceCell, mpsc, oneshot};
use uuid::Uuid;

use super::postgres::cluster;

/// Which database a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    Sqlite,
    Postgres,
}

/// The running service, as one test sees it.
pub struct App {
    pub address: SocketAddr,
    pub(super) client: reqwest::Client,
    service: Arc<Service>,
}

/// The running service. Stops when nobody uses it any more.
struct Service {
    address: SocketAddr,
    home: Home,
    orders: mpsc::UnboundedSender<Order>,
    thread: Option<JoinHandle<()>>,
}

/// The parts that survive a restart.
#[derive(Clone)]
struct Home {
    folder: Arc<Folder>,
    database_url: Option<String>,
    tokens: Arc<Mutex<HashMap<Role, String>>>,
    prepare: Prepare,
    time_zone: TimeZone,
    /// What the clock tells; the real time when `None`.
    moment: Arc<std::sync::Mutex<Option<DateTime<Utc>>>>,
}

/// Changes the service before it answers.
pub type Prepare = fn(&mut Services);

/// Switches limits off. Tests send more at once than one client may, would interfere with each other, and check what is found with
/// fewer stories than the service may count.
fn without_limits(services: &mut Services) {
    with_disclosure_control(services);
    let counts_all = Policy { fewest_counted: 1, fewest_texts: 1, fewest_alike: 1, ..Policy::default() };
    services.analysis = services.analysis.clone().under(counts_all);
    services.exports = services.exports.clone().with(services.analysis.clone());
}

/// Keeps the limits that protect people, and lets a second person agree to exports of more than 20 stories instead of 1,000.
fn with_small_exports(services: &mut Services) {
    with_disclosure_control(services);
    services.analysis = services.analysis.clone().under(Policy { most_alone: 20, ..Policy::default() });
    services.exports = services.exports.clone().with(services.analysis.clone());
}

/// Switches off the limits of requests, and keeps those that protect people.
pub fn with_disclosure_control(services: &mut Services) {
    services.limits = Limits::off();
}

/// A folder that is removed when it is no longer used. The index's last merges may still write into it for a moment, so
/// removing it once is not always enough.
struct Folder(TempDir);

/// The service after it has stopped, with its data.
pub struct Stopped {
    home: Home,
}

/// A hash that no password has.
const NO_PASSWORD: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm8gc3VjaCBwYXNzd29yZA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// The right of a person at the command line.
pub fn operator() -> MayManageStaff {
    Scope::of_operator().may_manage_staff().unwrap()
}

/// The parts of a running service.
#[derive(Clone)]
pub struct Inside {
    /// Its store.
    pub store: Store,
    services: Services,
}

impl Deref for Inside {
    type Target = Services;

    fn deref(&self) -> &Services {
        &self.services
    }
}

type Work = Box<dyn FnOnce(Inside) -> Pin<Box<dyn Future<Output = ()>>> + Send>;

enum Order {
    Do(Work),
    Stop { gracefully: bool },
}

/// Starts an empty service.
pub async fn spawn_app(base: Base) -> App {
    let database_url = match base {
        Base::Sqlite => None,
        Base::Postgres => Some(cluster().database().await),
    };
    App::on(database_url).await
}

/// Starts an empty service on SQLite, with settings of its own.
pub async fn spawn_app_with(prepare: Prepare) -> App {
    App::prepared(None, prepare, utc()).await
}

/// Starts an empty service that tells as little of few stories as the real one.
pub async fn spawn_app_with_disclosure_control(base: Base) -> App {
    let database_url = match base {
        Base::Sqlite => None,
        Base::Postgres => Some(cluster().database().await),
    };
    App::prepared(database_url, with_disclosure_control, utc()).await
}

/// Starts an empty service in which exports of more than 20 stories need a second person.
pub async fn spawn_app_with_small_exports(base: Base) -> App {
    let database_url = match base {
        Base::Sqlite => None,
        Base::Postgres => Some(cluster().database().await),
    };
    App::prepared(database_url, with_small_exports, utc()).await
}

/// Starts an empty service on PostgreSQL, with settings of its own.
pub async fn spawn_node_with(prepare: Prepare) -> App {
    App::prepared(Some(cluster().database().await), prepare, utc()).await
}

/// Starts an empty service in the default time zone. All others are in UTC, so that tests need not know the zone.
pub async fn spawn_app_in_london(base: Base) -> App {
    let database_url = match base {
        Base::Sqlite => None,
        Base::Postgres => Some(cluster().database().await),
    };
    App::prepared(database_url, without_limits, TimeZone::default()).await
}

fn utc() -> TimeZone {
    "UTC".parse().unwrap()
}

/// A service that tests share if they leave nothing behind that another would notice.
pub async fn shared_app(base: Base) -> App {
    static SHARED: [Mutex<Weak<Service>>; 2] = [Mutex::const_new(Weak::new()), Mutex::const_new(Weak::new())];
    let mut shared = SHARED[base as usize].lock().await;
    if let Some(service) = shared.upgrade() {
        return App::to(service);
    }
    let app = spawn_app(base).await;
    *shared = Arc::downgrade(&app.service);
    app
}

impl App {
    /// Starts the service on this PostgreSQL database, or on SQLite.
    pub async fn on(database_url: Option<String>) -> Self {
        Self::prepared(database_url, without_limits, utc()).await
    }

    async fn prepared(database_url: Option<String>, prepare: Prepare, time_zone: TimeZone) -> Self {
        let folder = new_folder();
        if database_url.is_none() {
            std::fs::write(folder.path().join("sensing.db"), sqlite_template().await).unwrap();
        }
        let home = Home { folder, database_url, tokens: Arc::default(), prepare, time_zone, moment: Arc::default() };
        let app = App::start(home).await;
        app.until_ready().await;
        app
    }

    /// Another node on the same PostgreSQL, with a data folder of its own.
    pub async fn another_node(&self) -> Self {
        let app = App::start(Home { folder: new_folder(), ..self.service.home.clone() }).await;
        app.until_ready().await;
        app
    }

    async fn start(home: Home) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let config = home.config();
        let clock = home.clock();
        let prepare = home.prepare;
        let (orders, to_do) = mpsc::unbounded_channel();
        let (tell, told) = oneshot::channel();
        let thread = std::thread::spawn(move || run(&config, clock, prepare, listener, tell, to_do));
        told.await.unwrap().unwrap_or_else(|error| panic!("the service did not start: {error}"));
        Self::to(Arc::new(Service { address, home, orders, thread: Some(thread) }))
    }

    /// A test's own connection to a service. Connections must not be shared between tests, because each has its own runtime.
    fn to(service: Arc<Service>) -> Self {
        let client = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(30)).build().unwrap();
        Self { address: service.address, client, service }
    }

    /// The service as a client with this address sees it.
    pub fn seen_from(&self, address: &str) -> Self {
        let client = reqwest::Client::builder().no_proxy().local_address(Some(address.parse().unwrap()));
        let client = client.timeout(Duration::from_secs(30)).build().unwrap();
        Self { address: self.address, client, service: Arc::clone(&self.service) }
    }

    /// Waits until views answer.
    pub async fn until_ready(&self) {
        let began = Instant::now();
        while self.ready().await.status != 200 {
            assert!(began.elapsed() < Duration::from_secs(30), "the service did not become ready");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Runs work with the service's own parts, on the service's own threads.
    pub async fn inside<T: Send + 'static>(&self, work: impl AsyncFnOnce(Inside) -> T + Send + 'static) -> T {
        let (tell, told) = oneshot::channel();
        let work: Work = Box::new(move |services| {
            Box::pin(async move {
                drop(tell.send(work(services).await));
            })
        });
        self.service.orders.send(Order::Do(work)).ok().unwrap();
        told.await.unwrap()
    }

    /// A token of a person with only this role.
    pub async fn token(&self, role: Role) -> String {
        let mut tokens = self.service.home.tokens.lock().await;
        if let Some(token) = tokens.get(&role) {
            return token.clone();
        }
        let token = self.token_of_new_staff(role.name(), vec![role]).await;
        tokens.insert(role, token.clone());
        token
    }

    /// A token of a new member of staff.
    pub async fn token_of_new_staff(&self, name: &str, roles: Vec<Role>) -> String {
        let name = name.to_owned();
        self.inside(async move |services| {
            // Written directly into the store: nobody signs in with this account, and hashing passwords takes long.
            let password_hash = NO_PASSWORD.to_owned();
            let record = StaffRecord { id: Uuid::now_v7(), name: name.clone(), password_hash, roles, disabled: false };
            services.store.add_staff(Actor::Operator, &record).await.unwrap();
            services.accounts.issue_token(operator(), &name, 1).await.unwrap()
        })
        .await
    }

    /// The day that the service's clock shows.
    pub fn today(&self) -> chrono::NaiveDate {
        self.service.home.clock().today()
    }

    /// From now on the service's clock shows this moment, such as `2026-05-31T23:30:00Z`.
    pub fn set_clock(&self, moment: &str) {
        *self.service.home.moment.lock().unwrap() = Some(moment.parse().unwrap());
    }

    /// Which database this is.
    pub fn base(&self) -> Base {
        if self.service.home.database_url.is_some() { Base::Postgres } else { Base::Sqlite }
    }

    /// The folder in which the service keeps its files.
    pub fn folder(&self) -> PathBuf {
        self.service.home.folder.path().to_owned()
    }

    /// The URL of the PostgreSQL database.
    pub fn database_url(&self) -> Option<String> {
        self.service.home.database_url.clone()
    }

    /// Stops the service as an operator does, after it has finished its work.
    pub async fn stop(self) -> Stopped {
        // Open keep-alive connections would delay a graceful stop.
        drop(self.client);
        let mut service = Arc::into_inner(self.service).unwrap();
        service.end(true);
        Stopped { home: service.home.clone() }
    }

    /// Stops the service and starts it again on the same data.
    pub async fn restart(self) -> Self {
        self.stop().await.start().await
    }
}

impl Home {
    fn config(&self) -> DataConfig {
        let (data, database_url) = (self.folder.path().to_owned(), self.database_url.clone());
        DataConfig { data, database_url, time_zone: Some(self.time_zone) }
    }

    fn clock(&self) -> Clock {
        let moment = Arc::clone(&self.moment);
        Clock::telling(self.time_zone, move || moment.lock().unwrap().unwrap_or_else(Utc::now))
    }
}

impl Service {
    fn end(&mut self, gracefully: bool) {
        let Some(thread) = self.thread.take() else { return };
        drop(self.orders.send(Order::Stop { gracefully }));
        let ended = thread.join();
        if !std::thread::panicking() {
            ended.unwrap();
        }
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.end(false);
    }
}

impl Folder {
    fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        for _ in 0..50 {
            if std::fs::remove_dir_all(self.path()).is_ok() || !self.path().exists() {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

fn new_folder() -> Arc<Folder> {
    Arc::new(Folder(tempfile::Builder::new().prefix("sensing-test-").tempdir().unwrap()))
}

/// A database file with only the service's schema.
async fn sqlite_template() -> &'static [u8] {
    static TEMPLATE: OnceCell<Vec<u8>> = OnceCell::const_new();
    let make = async || {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("sensing.db");
        Store::open(&Database::Sqlite(file.clone())).await.unwrap().close().await;
        std::fs::read(file).unwrap()
    };
    TEMPLATE.get_or_init(make).await
}

impl Stopped {
    /// The folder in which the service keeps its files.
    pub fn folder(&self) -> &Path {
        self.home.folder.path()
    }

    /// Starts the service again, and waits until views answer.
    pub async fn start(self) -> App {
        let app = self.start_at_once().await;
        app.until_ready().await;
        app
    }

    /// Starts the service again, without waiting for anything.
    pub async fn start_at_once(self) -> App {
        App::start(self.home).await
    }

    /// The configuration of the service.
    pub fn config(&self) -> DataConfig {
        self.home.config()
    }
}

fn run(
    config: &DataConfig,
    clock: Clock,
    prepare: Prepare,
    listener: TcpListener,
    started: oneshot::Sender<Result<(), String>>,
    mut orders: mpsc::UnboundedReceiver<Order>,
) {
    actix_web::rt::System::new().block_on(async move {
        let opened = async {
            let mut app = Application::open_at(config, clock).await?;
            prepare(&mut app.services);
            let inside = Inside { store: app.store.clone(), services: app.services.clone() };
            Ok::<_, StartError>((inside, app))
        };
        let running = opened.await.and_then(|(inside, app)| Ok((inside, app.serve(listener, Some(2))?)));
        let (inside, running) = match running {
            Ok(running) => running,
            Err(error) => {
                drop(started.send(Err(error.to_string())));
                return;
            }
        };
        let handle = running.handle();
        actix_web::rt::spawn(async move {
            while let Some(order) = orders.recv().await {
                match order {
                    Order::Do(work) => drop(actix_web::rt::spawn(work(inside.clone()))),
                    Order::Stop { gracefully } => handle.stop(gracefully).await,
                }
            }
        });
        drop(started.send(Ok(())));
        running.until_stopped().await.unwrap();
    });
}
