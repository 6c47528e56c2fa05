//! A temporary PostgreSQL for one test run, created on first use and removed with the process that started it.

use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use sea_orm::{ConnectionTrait, DatabaseConnection};
use sensing::store::{Database, Store};
use tokio::sync::OnceCell;

/// Starts the server as a user without rights, and stops it when standard input ends, so that nothing is left behind however
/// the tests end.
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
# A server that dies is started again, unless a file says that it is to stay away.
serve() {
    while [ ! -e "$home.stop" ]; do
        [ -e "$home.away" ] || $as "$bin/postgres" -D "$home/data" -k "$home" -c listen_addresses= -c full_page_writes=off \
            -c max_connections=400 -c shared_buffers=64MB -c autovacuum=off >>"$home.log" 2>&1
        sleep 0.1
    done
}
serve &
loop=$!
trap '' INT TERM HUP QUIT
cat >/dev/null
touch "$home.stop"
kill -QUIT "$(head -n 1 "$home/data/postmaster.pid")" 2>/dev/null
wait $loop
rm -rf "$home" "$home.log" "$home.away" "$home.stop"
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

/// A folder in memory if there is one of at least two gigabytes, because the service requires a server that waits for the disk.
fn fast_folder() -> PathBuf {
    let free = Command::new("df").args(["-Pk", "/dev/shm"]).output().ok().and_then(|df| {
        let said = String::from_utf8(df.stdout).ok()?;
        said.lines().nth(1)?.split_whitespace().nth(3)?.parse::<u64>().ok()
    });
    if free.is_some_and(|kilobytes| kilobytes > 2_000_000) { PathBuf::from("/dev/shm") } else { std::env::temp_dir() }
}

/// The server that all tests share. Each test has its own database.
pub fn cluster() -> &'static Cluster {
    static SHARED: OnceLock<Cluster> = OnceLock::new();
    SHARED.get_or_init(Cluster::start)
}

impl Cluster {
    /// Starts a separate server, for tests that would hold others up.
    pub fn start() -> Self {
        let bin = newest_installed().unwrap_or_else(|| {
            panic!(
                "these tests need PostgreSQL, and there is none under /usr/lib/postgresql; \
                 install it with:  apt-get install postgresql"
            )
        });
        let home = tempfile::Builder::new().prefix("sensing-pg-").tempdir_in(fast_folder()).unwrap().keep();
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

    /// Ends the server as a crash does. It stays down until [`Cluster::come_back`].
    pub fn crash(&self) {
        std::fs::write(self.beside("away"), "").unwrap();
        let pid = std::fs::read_to_string(self.socket.join("data/postmaster.pid")).unwrap();
        let killed = Command::new("kill").args(["-KILL", pid.lines().next().unwrap()]).status().unwrap();
        assert!(killed.success());
    }

    /// Lets a crashed server start again.
    pub fn come_back(&self) {
        std::fs::remove_file(self.beside("away")).unwrap();
    }

    fn beside(&self, kind: &str) -> PathBuf {
        PathBuf::from(format!("{}.{kind}", self.socket.display()))
    }

    /// The URL of a new database with only the service's schema.
    pub async fn database(&self) -> String {
        self.template.get_or_init(|| self.make_template()).await;
        self.create("TEMPLATE sensing_template").await
    }

    /// The URL of a new, empty database.
    pub async fn empty_database(&self) -> String {
        self.create("").await
    }

    /// A connection of the test's own, bypassing the service.
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
