//! Puts the rooms together: the only place that knows them all.

use std::net::TcpListener;
use std::path::Path;
use std::time::Duration;

use actix_web::dev::{Server, ServerHandle};
use actix_web::middleware::{Compress, from_fn};
use actix_web::{App, HttpServer};
use thiserror::Error;
use tokio::task::JoinHandle;

use crate::accounts::Accounts;
use crate::capture::{Capture, Keys};
use crate::config::DataConfig;
use crate::explore::Explore;
use crate::frameworks::Shelf;
use crate::http::{self, FormRoom, Services};
use crate::moderation::Moderation;
use crate::projection::Projection;
use crate::store::{Store, StoreError};

/// Seconds that requests under way get to finish when the service stops.
const GRACE: u64 = 30;

/// Why the service could not start.
#[derive(Debug, Error)]
pub enum StartError {
    /// The data folder cannot be made or written.
    #[error("the data folder {0} cannot be used: {1}")]
    Folder(String, std::io::Error),
    /// The store cannot be opened.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The address cannot be listened on.
    #[error("cannot listen: {0}")]
    Listen(#[from] std::io::Error),
}

/// The service, put together.
pub struct Application {
    /// What handlers call on.
    pub services: Services,
    /// The key of this store, for imports.
    pub keys: Keys,
}

/// The service while it answers requests.
pub struct Running {
    /// Where it listens.
    pub address: std::net::SocketAddr,
    server: Server,
    projection: Projection,
    tail: JoinHandle<()>,
    store: Store,
}

impl Application {
    /// Opens the store and puts the services together. Nothing runs yet.
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn open(config: &DataConfig) -> Result<Self, StartError> {
        make_folder(&config.data)?;
        let store = Store::open(&config.database()).await?;
        let keys = Keys::of(&store).await?;
        let shelf = Shelf::open(store.clone()).await?;
        let projection = Projection::new(store.clone(), shelf.clone(), config.index_folder());
        let capture = Capture::new(store.clone(), keys.clone(), shelf.clone(), projection.clone());
        let moderation = Moderation::new(store.clone(), projection.clone());
        let accounts = Accounts::new(store.clone());
        let explore = Explore::new(store.clone(), shelf.clone(), projection.clone());
        let forms = FormRoom::default();
        let services = Services { store, shelf, capture, moderation, accounts, explore, projection, forms };
        Ok(Self { services, keys })
    }

    /// Starts answering on a listener, and following the change log.
    ///
    /// # Errors
    /// [`StartError::Listen`].
    pub fn serve(self, listener: TcpListener, workers: Option<u16>) -> Result<Running, StartError> {
        let address = listener.local_addr()?;
        let services = self.services;
        let projection = services.projection.clone();
        let store = services.store.clone();
        let tail = tokio::spawn({
            let projection = projection.clone();
            async move { projection.start().await }
        });
        let mut server = HttpServer::new(move || {
            let services = services.clone();
            App::new()
                .wrap(Compress::default())
                .wrap(from_fn(http::carry_through))
                .wrap(from_fn(http::finish))
                .configure(|config| http::routes(config, services))
        })
        // Whoever closes the connection waits for nothing any more, and the work for them stops.
        .h1_allow_half_closed(false)
        .shutdown_timeout(GRACE)
        .client_request_timeout(Duration::from_secs(30))
        .keep_alive(Duration::from_secs(30));
        if let Some(workers) = workers {
            server = server.workers(usize::from(workers));
        }
        let server = server.listen(listener)?.run();
        Ok(Running { address, server, projection, tail, store })
    }
}

impl Running {
    /// Stops the service from elsewhere.
    pub fn handle(&self) -> ServerHandle {
        self.server.handle()
    }

    /// Answers until a signal (SIGTERM, SIGINT) or the handle stops it; finishes what was accepted before it returns.
    ///
    /// # Errors
    /// What the server reports.
    pub async fn until_stopped(self) -> std::io::Result<()> {
        let result = self.server.await;
        if let Err(error) = self.projection.close().await {
            // No harm: the next start goes through the changes again.
            tracing::warn!(%error, "how far the index has come could not be noted");
        }
        self.tail.abort();
        self.store.close().await;
        result
    }
}

fn make_folder(folder: &Path) -> Result<(), StartError> {
    let failed = |error| StartError::Folder(folder.display().to_string(), error);
    std::fs::create_dir_all(folder).map_err(failed)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // Only the service's own user may look in.
        let private = std::fs::Permissions::from_mode(0o700);
        if let Err(error) = std::fs::set_permissions(folder, private) {
            tracing::warn!(%error, "the data folder could not be closed to other users");
        }
    }
    Ok(())
}
