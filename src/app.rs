//! Puts the modules together. This is the only module that knows all of them.

use std::io::ErrorKind;
use std::net::TcpListener;
use std::path::Path;
use std::time::Duration;

use actix_web::body::MessageBody;
use actix_web::dev::{Server, ServerHandle, ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::{Compress, from_fn};
use actix_web::{App, Error, HttpServer};
use thiserror::Error;
use tokio::task::JoinHandle;

use crate::accounts::Accounts;
use crate::analysis::Analysis;
use crate::audit::Audit;
use crate::capture::{Capture, Keys};
use crate::collections::Collections;
use crate::config::DataConfig;
use crate::data_folder::{self, Lock};
use crate::exchange::{Exports, Imports};
use crate::frameworks::{Drafts, FrameworkRegistry};
use crate::http::{self, BodyLimits, Services};
use crate::limits::{Limits, TrustedProxies};
use crate::model::{Actor, Clock, TimeZone};
use crate::moderation::Moderation;
use crate::notices::Notices;
use crate::projection::Projection;
use crate::readiness::Readiness;
use crate::store::{Store, StoreError};

/// Seconds that running requests get to finish when the service stops.
const GRACE: u64 = 30;

/// Why the service could not start.
#[derive(Debug, Error)]
pub enum StartError {
    /// The data folder cannot be created or written.
    #[error("the data folder {0} cannot be used: {1}")]
    Folder(String, std::io::Error),
    /// Another service uses the data folder.
    #[error("the data folder {0} is in use by another sensing; stop that one, or name another folder with --data")]
    InUse(String),
    /// The disk has no room for a new database.
    #[error("there is no room left on the disk of the data folder {0}; free some and start again")]
    NoRoom(String),
    /// The store cannot be opened.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The days in the database are days of another time zone.
    #[error(
        "the days in this database are days of the time zone {stored}, and --time-zone is {given}; start with --time-zone {stored} or \
         without that option, or stop every node and run: sensing time-zone {given}"
    )]
    TimeZone {
        /// The time zone of the database.
        stored: TimeZone,
        /// The time zone that was given.
        given: TimeZone,
    },
    /// The service cannot listen on the address.
    #[error("cannot listen: {0}")]
    Listen(#[from] std::io::Error),
}

impl StartError {
    fn folder(folder: &Path, error: std::io::Error) -> Self {
        let name = folder.display().to_string();
        match error.kind() {
            ErrorKind::StorageFull => Self::NoRoom(name),
            ErrorKind::WouldBlock => Self::InUse(name),
            _ => Self::Folder(name, error),
        }
    }

    fn of_store(folder: &Path, error: StoreError) -> Self {
        if error == StoreError::Full { Self::NoRoom(folder.display().to_string()) } else { Self::Store(error) }
    }
}

/// Locks a data folder for this process, until the lock is dropped or the process ends.
///
/// # Errors
/// [`StartError::InUse`] when another process has it.
pub fn lock(config: &DataConfig) -> Result<Lock, StartError> {
    data_folder::make(&config.data)
        .and_then(|()| data_folder::lock(&config.data))
        .map_err(|error| StartError::folder(&config.data, error))
}

async fn open_store(config: &DataConfig) -> Result<Store, StartError> {
    data_folder::make(&config.data).map_err(|error| StartError::folder(&config.data, error))?;
    Store::open(&config.database()).await.map_err(|error| StartError::of_store(&config.data, error))
}

/// The time zone of the database, which is the given or the default one from now on if it had none.
async fn agreed(store: &Store, given: Option<TimeZone>) -> Result<TimeZone, StartError> {
    let actor = if given.is_some() { Actor::Operator } else { Actor::Service };
    let stored = store.time_zone_or(actor, given.unwrap_or_default()).await?;
    match given {
        Some(given) if given != stored => Err(StartError::TimeZone { stored, given }),
        _ => Ok(stored),
    }
}

/// Every route, in its layers: what answers a request.
pub fn web_application(
    services: Services,
) -> App<
    impl ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<impl MessageBody>, Error = Error, InitError = ()>,
> {
    App::new()
        .wrap(Compress::default())
        .wrap(from_fn(http::carry_through))
        .wrap(from_fn(http::finish))
        .wrap(from_fn(http::limit_bodies))
        .configure(|config| http::routes(config, services))
}

/// The service, put together but not running.
pub struct Application {
    /// The store, for the command line.
    pub store: Store,
    /// The services that handlers use.
    pub services: Services,
    /// The keys of this store, for imports.
    pub keys: Keys,
}

/// The running service.
pub struct Running {
    /// The address on which it listens.
    pub address: std::net::SocketAddr,
    server: Server,
    projection: Projection,
    tail: JoinHandle<()>,
    analysis: Analysis,
    jobs: JoinHandle<()>,
    store: Store,
}

impl Application {
    /// Opens the store and puts the services together, with the clock of this machine. Nothing runs yet.
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn open(config: &DataConfig) -> Result<Self, StartError> {
        let store = open_store(config).await?;
        let stored = match config.time_zone {
            Some(given) => Some(agreed(&store, Some(given)).await?),
            None => store.time_zone().await?,
        };
        Self::put_together(config, store, Clock::of_this_machine(stored.unwrap_or_default())).await
    }

    /// Like [`Application::open`], for a service that takes stories: the time zone that it has now is that of its database from now
    /// on, so that a later node cannot count other days.
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn open_to_serve(config: &DataConfig) -> Result<Self, StartError> {
        let store = open_store(config).await?;
        let zone = agreed(&store, config.time_zone).await?;
        Self::put_together(config, store, Clock::of_this_machine(zone)).await
    }

    /// Like [`Application::open_to_serve`], with a clock that says which day it is.
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn open_at(config: &DataConfig, clock: Clock) -> Result<Self, StartError> {
        let store = open_store(config).await?;
        agreed(&store, Some(clock.zone())).await?;
        Self::put_together(config, store, clock).await
    }

    async fn put_together(config: &DataConfig, store: Store, clock: Clock) -> Result<Self, StartError> {
        let no_room = |error| StartError::of_store(&config.data, error);
        let keys = Keys::of(&store).await.map_err(no_room)?;
        let registry = FrameworkRegistry::open(store.clone()).await.map_err(no_room)?;
        let notices = Notices::open(store.clone(), clock.clone()).await.map_err(no_room)?;
        let projection = Projection::new(store.clone(), registry.clone(), config.index_folder());
        let capture = Capture::new(store.clone(), keys.clone(), registry.clone(), projection.clone(), clock.clone());
        let moderation = Moderation::new(store.clone(), projection.clone());
        let (audit, accounts) = (Audit::new(store.clone()), Accounts::new(store.clone()));
        let analysis = Analysis::new(store.clone(), registry.clone(), projection.clone(), clock.clone());
        let exports = Exports::new(store.clone(), registry.clone(), analysis.clone(), clock.clone(), config.data.clone());
        let (bodies, limits, proxies) = (BodyLimits::default(), Limits::default(), TrustedProxies::default());
        let readiness = Readiness::new(store.clone(), projection.clone());
        let drafts = Drafts::new(store.clone());
        let imports = Imports::new(store.clone(), keys.clone(), registry.clone(), clock.clone());
        let collections = Collections::new(store.clone(), registry.clone(), clock.clone());
        let services = Services {
            readiness,
            registry,
            drafts,
            notices,
            collections,
            capture,
            imports,
            moderation,
            audit,
            accounts,
            analysis,
            exports,
            projection,
            bodies,
            limits,
            proxies,
            hsts: false,
            public_url: None,
            clock,
        };
        Ok(Self { store, services, keys })
    }

    /// Starts to answer requests on a listener, and to follow the change log.
    ///
    /// # Errors
    /// [`StartError::Listen`].
    pub fn serve(self, listener: TcpListener, workers: Option<u16>) -> Result<Running, StartError> {
        let address = listener.local_addr()?;
        let Self { services, store, .. } = self;
        let projection = services.projection.clone();
        let tail = tokio::spawn({
            let projection = projection.clone();
            async move { projection.start().await }
        });
        let analysis = services.analysis.clone();
        let jobs = tokio::spawn({
            let analysis = analysis.clone();
            async move { analysis.run_jobs().await }
        });
        let mut server = HttpServer::new(move || web_application(services.clone()))
            // When a client closes the connection, it no longer waits for an answer, and work for it stops.
            .h1_allow_half_closed(false)
            .shutdown_timeout(GRACE)
            // A connection that sends no request, or sends its head byte by byte, ends soon; until then it takes about 20 kB.
            .client_request_timeout(Duration::from_secs(15))
            // How long the rest of a rejected body is read and discarded, so that the client can read the answer.
            .client_disconnect_timeout(Duration::from_secs(5))
            .keep_alive(Duration::from_secs(30));
        if let Some(workers) = workers {
            server = server.workers(usize::from(workers));
        }
        let server = server.listen(listener)?.run();
        Ok(Running { address, server, projection, tail, analysis, jobs, store })
    }
}

impl Running {
    /// A handle that stops the service from elsewhere.
    pub fn handle(&self) -> ServerHandle {
        self.server.handle()
    }

    /// Answers requests until a signal (SIGTERM, SIGINT) or the handle stops the service. Finishes accepted requests before it
    /// returns.
    ///
    /// # Errors
    /// Errors of the server.
    pub async fn until_stopped(self) -> std::io::Result<()> {
        let result = self.server.await;
        self.jobs.abort();
        if let Err(error) = self.analysis.give_back_jobs().await {
            // Others take them when this node has been silent for a while.
            tracing::warn!(%error, "the jobs could not be given back");
        }
        if let Err(error) = self.projection.close().await {
            // This is harmless: the next start reads the changes again.
            tracing::warn!(%error, "the position of the index could not be saved");
        }
        self.tail.abort();
        self.store.close().await;
        result
    }
}
