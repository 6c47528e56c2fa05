//! Logs and files contain no address, no device and no secret, and after a withdrawal no word of the story.

use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use sea_orm::ConnectionTrait;

use crate::support::*;

/// Every file in a folder, with its bytes.
pub fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            // A file may be removed during the search.
            found.extend(std::fs::read(&path).ok().map(|bytes| (path, bytes)));
        }
    }
    found
}

/// Whether `bytes` contains `wanted`.
pub fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

fn is_nowhere(folder: &Path, canary: &str) {
    for (path, bytes) in files(folder) {
        for written in [canary.to_owned(), canary.to_lowercase(), canary.to_uppercase()] {
            assert!(!holds(&bytes, written.as_bytes()), "“{written}” is in {}", path.display());
        }
    }
}

/// Does everything that a storyteller and staff do, with marks that can be searched for afterwards.
struct Canaries {
    receipt: String,
    withdrawn: String,
    client: reqwest::Client,
    base: String,
}

const SOURCE: IpAddr = IpAddr::V4(Ipv4Addr::new(127, 0, 99, 77));
const FORWARDED: &str = "203.0.113.77";
const AGENT: &str = "CanaryBrowser/99.7";
const WORD: &str = "Quixolotl";
const PASSWORD: &str = "Passaquixword longer";

impl Canaries {
    fn new(service: &Binary) -> Self {
        let client = reqwest::Client::builder().no_proxy().local_address(SOURCE).user_agent(AGENT).build().unwrap();
        Self { receipt: fresh_receipt(), withdrawn: fresh_receipt(), client, base: service.url("") }
    }

    async fn post(&self, path: &str, body: Value) -> reqwest::Response {
        let request = self.client.post(format!("{}{path}", self.base)).header("x-forwarded-for", FORWARDED);
        let request = request.header("forwarded", format!("for={FORWARDED}")).header("referer", format!("http://x/{WORD}"));
        request.header("cookie", format!("__Host-sensing={WORD}")).header("x-sensing", "1").json(&body).send().await.unwrap()
    }

    async fn goes_through_everything(&self) {
        let story = |receipt: &str| {
            a_story().under(receipt).titled(WORD).saying(&format!("About {WORD}.")).with_write_in("services", &[], WORD).body()
        };
        assert_eq!(self.post("/api/v1/stories", story(&self.receipt)).await.status(), 201);
        assert_eq!(self.post("/api/v1/stories", story(&self.withdrawn)).await.status(), 201);
        assert_eq!(self.post("/api/v1/receipts/open", json!({"receipt": self.receipt})).await.status(), 200);
        assert_eq!(self.post("/api/v1/receipts/correct", story(&self.receipt)).await.status(), 200);
        let consent = json!({"receipt": self.receipt, "consent": {"analysis": true, "quotation": true}});
        assert_eq!(self.post("/api/v1/receipts/consent", consent).await.status(), 200);
        assert_eq!(self.post("/api/v1/receipts/withdraw", json!({"receipt": self.withdrawn})).await.status(), 200);
        // Errors must not contain them either.
        let mut other = story(&self.receipt);
        other["text"] = json!(format!("{WORD}!"));
        assert_eq!(self.post("/api/v1/stories", other).await.status(), 409);
        assert_eq!(self.post("/api/v1/stories", json!({WORD: WORD})).await.status(), 422);
        assert_eq!(self.post("/api/v1/stories", a_story().with("framework", json!(WORD)).body()).await.status(), 422);
        self.post("/api/v1/stories", a_story().in_collection(&format!("{WORD}\0")).body()).await;
        assert_eq!(self.post("/api/v1/receipts/open", json!({"receipt": self.withdrawn})).await.status(), 404);
        assert_eq!(self.post("/api/v1/session", json!({"name": "ada", "password": PASSWORD})).await.status(), 401);
        assert_eq!(self.post("/api/v1/search", json!({"selection": {"text": WORD}})).await.status(), 401);
        let broken = self.client.post(format!("{}/api/v1/stories", self.base)).header("content-type", "application/json");
        assert_eq!(broken.body(format!("{{\"text\": \"{WORD}")).send().await.unwrap().status(), 400);
        // Nor must forms, valid or not.
        let boundary = "multipart/form-data; boundary=canary";
        for (part, status) in [("voice", 201), (WORD, 422)] {
            let story = story(&fresh_receipt());
            let form = format!(
                "--canary\r\ncontent-disposition: form-data; name=\"story\"; filename=\"{WORD}\"\r\ncontent-type: application/json\r\n\r\n\
                 {story}\r\n--canary\r\ncontent-disposition: form-data; name=\"{part}\"; filename=\"{WORD}\"\r\n\
                 content-type: audio/webm\r\n\r\n"
            );
            let form = [form.as_bytes(), &a_voice(WORD), b"\r\n--canary--\r\n"].concat();
            let request = self.client.post(format!("{}/api/v1/stories", self.base)).header("content-type", boundary);
            assert_eq!(request.body(form).send().await.unwrap().status(), status);
        }
        let nowhere = self.client.get(format!("{}/{WORD}?receipt={}", self.base, self.receipt)).send().await.unwrap();
        assert_eq!(nowhere.status(), 404);
    }
}

#[actix_web::test]
async fn no_log_line_and_no_file_reveals_who_told_a_story() {
    for url in [None, Some(cluster().database().await)] {
        let folder = tempfile::tempdir().unwrap();
        let (data, log) = (folder.path().join("data"), folder.path().join("log"));
        let mut service = Binary::serve(&data, url.as_deref(), &log);
        service.until_ready().await;
        let canaries = Canaries::new(&service);
        canaries.goes_through_everything().await;
        if let Some(url) = &url {
            // Errors of the database itself, which quote values.
            let connection = Cluster::connect(url).await;
            connection.execute_unprepared("ALTER TABLE story ADD CONSTRAINT odd CHECK (number < 0) NOT VALID").await.unwrap();
            assert_eq!(
                canaries.post("/api/v1/stories", a_story().saying(&format!("{WORD} again.")).body()).await.status(),
                500
            );
            connection.close().await.unwrap();
        }
        service.signal("TERM");
        assert!(service.until_ended(Duration::from_secs(20)).await.success());

        let said = std::fs::read_to_string(&log).unwrap();
        assert!(said.contains("the stories have been read"), "the log is there: {said}");
        let source = SOURCE.to_string();
        let secret = [canaries.receipt.as_str(), canaries.withdrawn.as_str(), PASSWORD];
        for canary in [source.as_str(), FORWARDED, AGENT, WORD, "About ", "INSERT INTO"].iter().chain(&secret) {
            for line in said.lines() {
                assert!(!line.to_lowercase().contains(&canary.to_lowercase()), "“{canary}” is in the log: {line}");
            }
        }
        for canary in [source.as_str(), FORWARDED, AGENT].iter().chain(&secret) {
            is_nowhere(&data, canary);
        }
    }
}

#[actix_web::test]
async fn after_a_withdrawal_no_byte_of_the_story_is_in_any_file() {
    let app = spawn_app(Base::Sqlite).await;
    let others: Vec<Draft> = (0..20).map(|n| a_story().saying(&format!("Another story, number {n}."))).collect();
    app.has_cleared(&others).await;
    let draft = a_story().titled("Zyzzyvatitle").saying(&"Zyzzyvatext and so on. ".repeat(150)).with_write_in(
        "services",
        &[],
        "Zyzzyvawords",
    );
    let held = app.tell(&draft).await;
    app.correct(&draft.saying("Zyzzyvacorrection.")).await.is(200);
    let redacted = app.tell(&a_story().saying("Zyzzyvaoriginal for short.")).await;
    app.clear(&redacted.id, &json!({"text": "Zyzzyvaredacted."})).await.is(200);
    let cleared = app.tell_cleared(&a_story().titled("Zyzzyvacleared").saying("Zyzzyvatwo.")).await;
    assert_eq!(app.find("zyzzyva*").await["matching"], 2);
    assert!(files(&app.folder()).iter().any(|(_, bytes)| holds(bytes, b"yzzyvaredacted")), "the test looks in the right place");

    let form =
        Form::telling(&a_story().saying("")).voice(a_voice(&"Zyzzyvavoice and so on. ".repeat(4_000))).picture(a_photo());
    let kept = app.submit_form(form).await.is(201);
    let spoken = Told { id: kept["id"].as_str().unwrap().to_owned(), receipt: kept["receipt"].as_str().unwrap().to_owned() };
    let picture = app.open(&spoken.receipt).await.is(200)["attachments"][1]["id"].clone();
    let asked = json!({"receipt": spoken.receipt, "id": picture});
    let drawn = app.post("/api/v1/receipts/attachment", &asked).await.bytes;
    let in_the_picture = &drawn[drawn.len() - 100..drawn.len() - 60];
    let holds_it = |folder: &Path| files(folder).iter().any(|(_, bytes)| holds(bytes, in_the_picture));
    assert!(files(&app.folder()).iter().any(|(_, bytes)| holds(bytes, b"Zyzzyvavoice")), "the voice is there before");
    assert!(holds_it(&app.folder()), "the picture is there before");

    for told in [held, redacted, cleared, spoken] {
        assert_eq!(app.withdraw(&told.receipt).await.status, 200);
    }
    app.inside(async |services| services.projection.expunge().await.unwrap()).await;
    is_nowhere(&app.folder(), "Zyzzyva");
    assert!(!holds_it(&app.folder()), "a piece of the picture is left");
    assert_eq!(app.find("story").await["matching"], 20, "the others are still there");
    // They do not come back after the service has been stopped, either.
    let stopped = app.stop().await;
    is_nowhere(stopped.folder(), "Zyzzyva");
}

#[cfg(unix)]
#[actix_web::test]
async fn the_data_folder_is_closed_to_other_users() {
    use std::os::unix::fs::PermissionsExt;
    let app = spawn_app(Base::Sqlite).await;
    let mode = std::fs::metadata(app.folder()).unwrap().permissions().mode();
    assert_eq!(mode & 0o077, 0, "{mode:o}");
}
