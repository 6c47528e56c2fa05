//! A throw-away PostgreSQL for one run of the tests, made on first use and gone with the process that asked for it.

use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use sea_orm::{ConnectionTrait, DatabaseConnection};
use sensing::store::{Database, Store};
use tokio::sync::OnceCell;

/// Starts the server as a user without rights, and stops it when standard input ends: however the tests end, nothing
/// is left behind.
const GUARD: &str = r#"
bin=$1 home=$2
as=
if [ "$(id -u)" = 0 ]; then
    user=postgres
    id -u $user >/dev/null 2>&1 || user=nobody
    chown $user "$home"
    as="setpriv --reuid=$user --regid=$(id -g $user) --clear-groups"
fi
cd "$home"
$as "$bin/initdb" -D "$home/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$home.log" 2>&1
$as "$bin/postgres" -D "$home/data" -k "$home" -c listen_addresses= -c fsync=off -c full_page_writes=off \
    -c max_connections=400 -c shared_buffers=64MB -c autovacuum=off >>"$home.log" 2>&1 &
server=$!
trap '' INT TERM HUP QUIT
cat >/dev/null
kill -QUIT $server 2>/dev/null
wait $server 2>/dev/null
rm -rf "$home" "$home.log"
"#;

/// A running server.
pub struct Cluster {
    socket: PathBuf,
    template: OnceCell<()>,
    next: AtomicU32,
    /// When this closes, the guard stops the server.
    _lifeline: ChildStdin,
    _guard: Child,
}

/// The server that all tests share, each with a database of its own.
pub fn cluster() -> &'static Cluster {
    static SHARED: OnceLock<Cluster> = OnceLock::new();
    SHARED.get_or_init(Cluster::start)
}

impl Cluster {
    /// Makes a server of its own, for tests that hold others up.
    pub fn start() -> Self {
        let bin = newest_installed().unwrap_or_else(|| {
            panic!(
                "these tests need PostgreSQL, and there is none under /usr/lib/postgresql; \
                 install it with:  apt-get install postgresql"
            )
        });
        let home = tempfile::Builder::new().prefix("sensing-pg-").tempdir().unwrap().keep();
        let mut guard = Command::new("sh");
        guard.args(["-c", GUARD, "guard"]).arg(&bin).arg(&home);
        let mut guard = guard.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let lifeline = guard.stdin.take().unwrap();
        let began = Instant::now();
        while !answers(&bin, &home) {
            assert!(guard.try_wait().unwrap().is_none(), "PostgreSQL did not start:\n{}", read_log(&home));
            assert!(began.elapsed() < Duration::from_secs(60), "PostgreSQL did not start in a minute:\n{}", read_log(&home));
            std::thread::sleep(Duration::from_millis(50));
        }
        Self { socket: home, template: OnceCell::new(), next: AtomicU32::new(1), _lifeline: lifeline, _guard: guard }
    }

    /// The URL of a new database with the service's schema and nothing in it.
    pub async fn database(&self) -> String {
        self.template.get_or_init(|| self.make_template()).await;
        self.create("TEMPLATE sensing_template").await
    }

    /// The URL of a new database with nothing at all in it.
    pub async fn empty_database(&self) -> String {
        self.create("").await
    }

    /// A connection of the test's own, past the service.
    pub async fn connect(url: &str) -> DatabaseConnection {
        let mut options = sea_orm::ConnectOptions::new(url);
        options.sqlx_logging(false).max_connections(4);
        sea_orm::Database::connect(options).await.unwrap()
    }

    async fn make_template(&self) {
        self.administer("CREATE DATABASE sensing_template").await;
        let store = Store::open(&Database::Postgres(self.url("sensing_template"))).await.unwrap();
        store.close().await;
    }

    async fn create(&self, how: &str) -> String {
        let name = format!("test_{}", self.next.fetch_add(1, Ordering::Relaxed));
        self.administer(&format!("CREATE DATABASE {name} {how}")).await;
        self.url(&name)
    }

    async fn administer(&self, sql: &str) {
        let connection = Self::connect(&self.url("postgres")).await;
        connection.execute_unprepared(sql).await.unwrap();
        connection.close().await.unwrap();
    }

    fn url(&self, database: &str) -> String {
        format!("postgres://postgres@localhost/{database}?host={}", self.socket.display())
    }
}

fn answers(bin: &Path, home: &Path) -> bool {
    let asked = Command::new(bin.join("pg_isready")).arg("-q").arg("-h").arg(home).status();
    asked.is_ok_and(|status| status.success())
}

fn read_log(home: &Path) -> String {
    std::fs::read_to_string(format!("{}.log", home.display())).unwrap_or_default()
}

fn newest_installed() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?.filter_map(|entry| Some(entry.ok()?.path().join("bin")));
    versions.filter(|bin| bin.join("initdb").exists()).max_by_key(|bin| {
        let version = bin.parent().and_then(|parent| parent.file_name()).and_then(|name| name.to_str());
        version.and_then(|version| version.parse::<u32>().ok())
    })
}
