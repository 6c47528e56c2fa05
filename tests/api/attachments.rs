//! Voices and pictures: how they are sent with a story, who can hear and see them, and that they are erased with it.

use image::{DynamicImage, GenericImageView, ImageFormat, Rgba, RgbaImage};
use reqwest::Method;
use sea_orm::{ConnectionTrait, Statement};
use sensing::model::Role;

use crate::support::*;

/// Sends a story as a form, which must be accepted.
async fn tell(app: &App, form: Form) -> Told {
    let kept = app.submit_form(form).await.is(201);
    let part = |name: &str| kept[name].as_str().unwrap().to_owned();
    Told { id: part("id"), receipt: part("receipt") }
}

async fn own_file(app: &App, receipt: &str, id: &Value) -> Answer {
    app.post("/api/v1/receipts/attachment", &json!({"receipt": receipt, "id": id})).await
}

async fn file_of(app: &App, role: Role, story: &str, id: &Value) -> Answer {
    app.get_as(role, &format!("/api/v1/moderation/stories/{story}/attachments/{}", id.as_str().unwrap())).await
}

/// A picture as it is stored after it was sent.
async fn as_kept(app: &App, sent: Vec<u8>, kind: &str) -> (DynamicImage, Vec<u8>) {
    let draft = a_story();
    let told = tell(app, Form::telling(&draft).part("picture", kind, sent)).await;
    let own = app.open(&told.receipt).await.is(200);
    let answer = own_file(app, &told.receipt, &own["attachments"][0]["id"]).await;
    assert_eq!((answer.status, answer.header("content-type")), (200, "image/jpeg"));
    let image = image::load_from_memory_with_format(&answer.bytes, ImageFormat::Jpeg).unwrap();
    (image, answer.bytes)
}

fn is_red(image: &DynamicImage, x: u32, y: u32) -> bool {
    let [red, _, blue, _] = image.get_pixel(x, y).0;
    red > 150 && blue < 100
}

async fn attachments_in(app: &App) -> i64 {
    let connection = match app.database_url() {
        Some(url) => Cluster::connect(&url).await,
        None => Cluster::connect(&format!("sqlite://{}?mode=ro", app.folder().join("sensing.db").display())).await,
    };
    let statement = Statement::from_string(connection.get_database_backend(), "SELECT count(*) FROM attachment");
    let count = connection.query_one_raw(statement).await.unwrap().unwrap().try_get_by_index(0).unwrap();
    connection.close().await.unwrap();
    count
}

// What is stored, and who gets it back.
on_both! {
    async fn a_voice_and_a_picture_can_be_opened_with_the_receipt(app: App) {
        let voice = a_voice("Somebody rang back.");
        let told = tell(&app, Form::telling(&a_story().saying("")).voice(&voice).picture(a_photo())).await;
        let own = app.open(&told.receipt).await.is(200);
        assert_eq!((&own["text"], &own["worried"]), (&json!(""), &json!(false)));
        let files = own["attachments"].as_array().unwrap();
        assert_eq!((&files[0]["kind"], &files[0]["media_type"]), (&json!("voice"), &json!("audio/webm")));
        assert_eq!((&files[1]["kind"], &files[1]["media_type"]), (&json!("picture"), &json!("image/jpeg")));
        assert_eq!(files[0]["bytes"], voice.len());
        let heard = own_file(&app, &told.receipt, &files[0]["id"]).await;
        assert_eq!((heard.status, &heard.bytes), (200, &voice));
        let seen = own_file(&app, &told.receipt, &files[1]["id"]).await;
        assert_eq!(seen.bytes.len() as u64, files[1]["bytes"].as_u64().unwrap());
        for (answer, kind) in [(heard, "audio/webm"), (seen, "image/jpeg")] {
            assert_eq!(answer.header("content-type"), kind);
            assert_eq!(answer.header("content-disposition"), "inline");
            assert_eq!(answer.header("cache-control"), "no-store");
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
            assert!(answer.header("content-security-policy").starts_with("default-src 'none'"));
        }
    }

    async fn a_client_that_accepts_only_bytes_gets_a_file_as_bytes(app: App) {
        let told = tell(&app, Form::telling(&a_story()).picture(a_photo())).await;
        let own = app.open(&told.receipt).await.is(200);
        let asked = json!({"receipt": told.receipt, "id": own["attachments"][0]["id"]}).to_string();
        let bytes = "application/octet-stream";
        for (accept, kind) in [(bytes, bytes), ("*/*", "image/jpeg"), ("image/*, application/octet-stream", "image/jpeg")] {
            let request = app.request(Method::POST, "/api/v1/receipts/attachment").header("content-type", "application/json");
            let answer = send(request.header("accept", accept).body(asked.clone())).await;
            assert_eq!((answer.status, answer.header("content-type")), (200, kind), "{accept}");
        }
    }

    async fn the_story_in_a_form_needs_no_media_type(app: App) {
        let draft = a_story();
        let told = tell(&app, Form::telling_without_a_type(&draft).picture(a_photo())).await;
        let own = app.open(&told.receipt).await.is(200);
        assert_eq!((&own["text"], own["attachments"].as_array().unwrap().len()), (&draft.body()["text"], 1));
    }

    async fn a_receipt_does_not_open_files_of_other_stories(app: App) {
        let one = tell(&app, Form::telling(&a_story()).voice(a_voice("one"))).await;
        let other = app.tell(&a_story()).await;
        let id = app.open(&one.receipt).await.is(200)["attachments"][0]["id"].clone();
        own_file(&app, &other.receipt, &id).await.problem(404);
        own_file(&app, &fresh_receipt(), &id).await.problem(404);
        own_file(&app, &one.receipt, &json!("01990a3e-7c00-7000-8000-1f2e3d4c5b6a")).await.problem(404);
        own_file(&app, &one.receipt, &json!("a picture")).await.problem(422).names("id");
        own_file(&app, "nonsense", &id).await.problem(422).names("receipt");
        file_of(&app, Role::Moderator, &other.id, &id).await.problem(404);
    }

    async fn only_moderators_and_safeguarding_leads_hear_and_see_attachments(app: App) {
        let voice = a_voice("Only for those who look after it.");
        let told = tell(&app, Form::telling(&a_story()).voice(&voice)).await;
        let queued = app.queue("").await.is(200)["stories"][0].clone();
        assert_eq!(queued["attachments"], app.queued(&told.id).await.is(200)["attachments"]);
        let id = &queued["attachments"][0]["id"];
        for role in [Role::Moderator, Role::SafeguardingLead] {
            let heard = file_of(&app, role, &told.id, id).await;
            assert_eq!((heard.status, &heard.bytes), (200, &voice));
            assert_eq!((heard.header("cache-control"), heard.header("content-disposition")), ("no-store", "inline"));
        }
        app.clear(&told.id, &json!({})).await.is(200);
        for role in [Role::Facilitator, Role::Analyst, Role::Administrator] {
            file_of(&app, role, &told.id, id).await.problem(403);
        }
        let path = format!("/api/v1/moderation/stories/{}/attachments/{}", told.id, id.as_str().unwrap());
        app.get(&path).await.problem(401);
        for answer in [app.story(&told.id).await, app.search(json!({})).await] {
            answer.is(200);
            assert!(!answer.text().contains("attachment") && !answer.text().contains(id.as_str().unwrap()), "{}", answer.text());
        }
    }

    async fn a_moderator_can_type_in_a_spoken_story_which_is_then_found(app: App) {
        let told = tell(&app, Form::telling(&a_story().saying("").with_dyad("timing", 0.5)).voice(a_voice("x"))).await;
        let cleared = app.clear(&told.id, &json!({"text": "The nightjar sang all summer."})).await.is(200);
        assert_eq!((&cleared["text"], &cleared["redacted"]), (&json!("The nightjar sang all summer."), &json!(false)));
        assert_eq!(ids(&app.find("nightjar").await), [told.id.as_str()]);
        assert_eq!(app.open(&told.receipt).await.is(200)["text"], "The nightjar sang all summer.");
        let again = app.clear(&told.id, &json!({"text": "[A bird] sang all summer."})).await.is(200);
        assert_eq!(again["redacted"], true, "what was typed first may say too much, and is kept apart");
        assert_eq!(app.find("nightjar").await["matching"], 0);
    }

    async fn a_spoken_story_without_words_is_on_the_map_and_shows_none(app: App) {
        let told = tell(&app, Form::telling(&a_story().saying("").with_dyad("timing", 0.5)).voice(a_voice("x"))).await;
        app.clear(&told.id, &json!({"text": " "})).await.problem(422).names("text");
        app.clear(&told.id, &json!({})).await.is(200);
        let answer = app.patterns(json!({"signifiers": ["timing"]})).await.is(200);
        assert_eq!((&answer["matching"], &answer["readable"]), (&json!(1), &json!(1)));
        assert_eq!(answer["signifiers"]["timing"]["answered"], 1);
        let found = app.search(json!({})).await.is(200);
        assert_eq!(ids(&found), [told.id.as_str()]);
        assert_eq!(found["stories"][0]["snippet"], json!([]));
        assert_eq!(app.story(&told.id).await.is(200)["text"], "");
    }

    async fn the_same_story_with_the_same_files_is_kept_once(app: App) {
        let draft = a_story();
        let form = Form::telling(&draft).voice(a_voice("once")).picture(a_photo());
        let requests = (0..8).map(|_| {
            let request = app.request(Method::POST, "/api/v1/stories").header("content-type", form_type());
            send(request.body(form.clone().finished()))
        });
        let answers = all(requests).await;
        let first = answers[0].is(201);
        assert!(answers.iter().all(|answer| answer.is(201) == first));
        assert_eq!(app.submit_form(form).await.is(201), first, "later too");
        assert_eq!((app.queue("").await.is(200)["total"].clone(), attachments_in(&app).await), (json!(1), 2));
    }

    async fn other_files_under_the_same_receipt_are_another_story(app: App) {
        let draft = a_story();
        tell(&app, Form::telling(&draft).voice(a_voice("one")).picture(a_photo())).await;
        let others = [
            Form::telling(&draft).voice(a_voice("two")).picture(a_photo()),
            Form::telling(&draft).voice(a_voice("one")),
            Form::telling(&draft).picture(a_photo()),
            Form::telling(&draft),
        ];
        for other in others {
            app.submit_form(other).await.problem(409);
        }
        app.submit(&draft).await.problem(409);
        assert_eq!(attachments_in(&app).await, 2);
    }

    async fn a_form_with_nothing_but_a_story_is_the_same_as_json(app: App) {
        let draft = a_story();
        let first = app.submit_form(Form::telling(&draft)).await.is(201);
        assert_eq!(app.submit(&draft).await.is(201), first);
        assert_eq!(app.open(draft.receipt()).await.is(200)["attachments"], json!([]));
    }

    async fn a_correction_keeps_what_came_with_the_story(app: App) {
        let draft = a_story();
        tell(&app, Form::telling(&draft).voice(a_voice("x"))).await;
        let corrected = app.correct(&draft.saying("")).await.is(200);
        assert_eq!((&corrected["text"], &corrected["attachments"][0]["kind"]), (&json!(""), &json!("voice")));
        let plain = a_story();
        app.tell(&plain).await;
        app.correct(&plain.saying("")).await.problem(422).names("text");
    }

    async fn attachments_of_a_withdrawn_story_are_erased(app: App) {
        let draft = a_story();
        let form = Form::telling(&draft).voice(a_voice("x")).picture(a_photo());
        let told = tell(&app, form.clone()).await;
        let id = app.open(&told.receipt).await.is(200)["attachments"][0]["id"].clone();
        let stays = tell(&app, Form::telling(&a_story()).voice(a_voice("y"))).await;
        assert_eq!(app.withdraw(&told.receipt).await.status, 200);
        own_file(&app, &told.receipt, &id).await.problem(404);
        file_of(&app, Role::Moderator, &told.id, &id).await.problem(404);
        app.submit_form(form).await.problem(409);
        assert_eq!(attachments_in(&app).await, 1);
        assert_eq!(app.open(&stays.receipt).await.is(200)["attachments"].as_array().unwrap().len(), 1);
    }

    async fn a_file_whose_bytes_are_damaged_is_not_served(app: App) {
        let told = tell(&app, Form::telling(&a_story()).voice(a_voice("x"))).await;
        let id = app.open(&told.receipt).await.is(200)["attachments"][0]["id"].clone();
        let connection = match app.database_url() {
            Some(url) => Cluster::connect(&url).await,
            None => Cluster::connect(&format!("sqlite://{}", app.folder().join("sensing.db").display())).await,
        };
        let flipped = Statement::from_sql_and_values(
            connection.get_database_backend(),
            "UPDATE attachment SET bytes = $1",
            [a_voice("y").into()],
        );
        connection.execute_raw(flipped).await.unwrap();
        connection.close().await.unwrap();
        for answer in [own_file(&app, &told.receipt, &id).await, file_of(&app, Role::Moderator, &told.id, &id).await] {
            let problem = answer.problem(500);
            assert!(problem.detail().contains("damaged"), "{}", problem.detail());
        }
    }

    async fn nothing_is_stored_of_a_story_when_one_of_its_files_is_refused(app: App) {
        let draft = a_story();
        let damaged = encoded(&red_and_blue(60, 40), ImageFormat::Png)[..60].to_vec();
        let form = Form::telling(&draft).voice(a_voice("x")).part("picture", "image/png", damaged);
        app.submit_form(form).await.problem(422).names("picture");
        app.open(draft.receipt()).await.problem(404);
        assert_eq!(attachments_in(&app).await, 0);
    }
}

// How pictures and voices are converted.
on_both! { shared;
    async fn a_picture_is_turned_upright_and_loses_its_metadata(app: App) {
        let canary = "CANARY of the place and the camera";
        let sent = with_exif(&a_photo(), 6, canary);
        assert!(crate::privacy::holds(&sent, canary.as_bytes()) && crate::privacy::holds(&sent, b"Exif"));
        let (kept, bytes) = as_kept(&app, sent, "image/jpeg").await;
        assert_eq!(kept.dimensions(), (40, 60), "it was lying on its side");
        assert!(is_red(&kept, 20, 5) && !is_red(&kept, 20, 55), "its left is its top");
        for mark in [canary.as_bytes(), b"Exif", b"GPS", &53u32.to_le_bytes(), b"ICC_PROFILE", b"http://ns.adobe.com"] {
            assert!(!crate::privacy::holds(&bytes, mark), "{mark:?} is still in it");
        }
    }

    async fn png_and_webp_become_jpeg_and_transparent_parts_become_white(app: App) {
        for (format, kind) in [(ImageFormat::Png, "image/png"), (ImageFormat::WebP, "image/webp")] {
            let mut drawing = RgbaImage::from_pixel(64, 64, Rgba([0, 0, 0, 0]));
            (0..32).for_each(|x| (0..64).for_each(|y| drawing.put_pixel(x, y, Rgba([220, 20, 20, 255]))));
            let (kept, _) = as_kept(&app, encoded(&drawing.into(), format), kind).await;
            assert!(is_red(&kept, 8, 32), "{kind}");
            let [red, green, blue, _] = kept.get_pixel(56, 32).0;
            assert!(red > 240 && green > 240 && blue > 240, "{kind}: {:?}", kept.get_pixel(56, 32));
        }
    }

    async fn a_large_picture_is_made_smaller_and_keeps_its_shape(app: App) {
        let (kept, _) = as_kept(&app, encoded(&red_and_blue(3_000, 1_500), ImageFormat::Jpeg), "image/jpeg").await;
        assert_eq!(kept.dimensions(), (2_048, 1_024));
        assert!(is_red(&kept, 100, 500) && !is_red(&kept, 1_900, 500));
    }

    async fn a_picture_is_recognised_by_its_content(app: App) {
        let (kept, _) = as_kept(&app, encoded(&red_and_blue(60, 40), ImageFormat::Png), "image/jpeg").await;
        assert_eq!(kept.dimensions(), (60, 40));
    }

    async fn a_picture_that_would_unpack_to_too_much_is_refused(app: App) {
        let bombs = [
            (claiming(&a_photo(), 65_500, 65_500), "image/jpeg"),
            (claiming(&a_photo(), 6_000, 5_001), "image/jpeg"),
            (claiming_png(&encoded(&red_and_blue(60, 40), ImageFormat::Png), 50_000, 50_000), "image/png"),
            (claiming_png(&encoded(&red_and_blue(60, 40), ImageFormat::Png), 30_000_001, 1), "image/png"),
        ];
        for (bomb, kind) in bombs {
            let problem = app.submit_form(Form::telling(&a_story()).part("picture", kind, bomb)).await.problem(422);
            problem.names("picture");
            assert!(problem.detail().contains("pixels"), "{}", problem.detail());
        }
    }

    async fn a_damaged_picture_is_refused(app: App) {
        let png = encoded(&red_and_blue(60, 40), ImageFormat::Png);
        let webp = encoded(&red_and_blue(60, 40), ImageFormat::WebP);
        let damaged = [
            png[..png.len() / 2].to_vec(),
            png[..8].to_vec(),
            webp[..webp.len() / 2].to_vec(),
            webp[..14].to_vec(),
            b"\xff\xd8\xff\xe0 and then nothing of a picture".to_vec(),
            a_photo()[..30].to_vec(),
        ];
        for damaged in damaged {
            app.submit_form(Form::telling(&a_story()).picture(damaged)).await.problem(422).names("picture");
        }
    }

    async fn a_jpeg_that_is_not_whole_is_refused_wherever_it_ends(app: App) {
        let photo = encoded(&red_and_blue(400, 300), ImageFormat::Jpeg);
        app.submit_form(Form::telling(&a_story()).picture(&photo)).await.is(201);
        for end in [photo.len() / 4, photo.len() / 2, photo.len() * 3 / 4, photo.len() - 20] {
            for cut in [photo[..end].to_vec(), [&photo[..end], b"\xff\xd9"].concat(), [&photo[..end], &[0; 500]].concat()] {
                let draft = a_story();
                let problem = app.submit_form(Form::telling(&draft).picture(cut)).await.problem(422);
                problem.names("picture");
                assert!(problem.detail().contains("damaged"), "{}", problem.detail());
                app.open(draft.receipt()).await.problem(404);
            }
        }
    }

    async fn colours_with_a_profile_are_kept_as_they_look(app: App) {
        let photo = with_profile(&encoded(&red_and_blue(60, 40), ImageFormat::Jpeg), &swapped_profile());
        let (kept, bytes) = as_kept(&app, photo, "image/jpeg").await;
        assert!(is_red(&kept, 50, 20) && !is_red(&kept, 10, 20), "red numbers on the left mean blue");
        assert!(!crate::privacy::holds(&bytes, b"ICC_PROFILE"));
        let mut png = std::io::Cursor::new(Vec::new());
        let mut encoder = image::codecs::png::PngEncoder::new(&mut png);
        image::ImageEncoder::set_icc_profile(&mut encoder, swapped_profile()).unwrap();
        red_and_blue(60, 40).write_with_encoder(encoder).unwrap();
        let (kept, _) = as_kept(&app, png.into_inner(), "image/png").await;
        assert!(is_red(&kept, 50, 20) && !is_red(&kept, 10, 20));
        let unreadable = with_profile(&a_photo(), b"this is no profile");
        let problem = app.submit_form(Form::telling(&a_story()).picture(unreadable)).await.problem(422);
        problem.names("picture");
        assert!(problem.detail().contains("screenshot"), "{}", problem.detail());
    }

    async fn a_recording_without_sound_is_refused(app: App) {
        let voice = a_voice("x");
        let cluster = voice.windows(4).position(|name| name == b"\x1f\x43\xb6\x75").unwrap();
        for silent in [&voice[..cluster], &voice[..cluster + 15], &voice[..cluster - 2], &an_ogg()[..80]] {
            let draft = a_story().saying("");
            let problem = app.submit_form(Form::telling(&draft).voice(silent)).await.problem(422);
            problem.names("voice");
            assert!(problem.detail().contains("no sound"), "{}", problem.detail());
            app.open(draft.receipt()).await.problem(404);
        }
    }

    async fn every_recording_that_browsers_make_is_taken(app: App) {
        for (bytes, kind) in [(a_voice("x"), "audio/webm"), (an_ogg(), "audio/ogg"), (an_mp4(b"soun", ""), "audio/mp4")] {
            let told = tell(&app, Form::telling(&a_story().saying("")).part("voice", &format!("{kind}; codecs=opus"), bytes)).await;
            let own = app.open(&told.receipt).await.is(200);
            assert_eq!(own["attachments"][0]["media_type"], kind);
        }
    }

    async fn a_film_is_refused_where_a_voice_is_meant(app: App) {
        for (film, kind) in [(a_webm(&[SOUND, FILM], "x"), "audio/webm"), (an_mp4(b"vide", ""), "audio/mp4")] {
            let draft = a_story();
            let problem = app.submit_form(Form::telling(&draft).part("voice", kind, film)).await.problem(415);
            assert!(problem.detail().contains("more than sound"), "{}", problem.detail());
            app.open(draft.receipt()).await.problem(404);
        }
    }

    async fn a_voice_is_stored_without_its_location_and_a_repeat_is_recognised(app: App) {
        let place = "+53.3811-001.4701/";
        let form = Form::telling(&a_story()).part("voice", "audio/mp4", an_mp4(b"soun", place));
        let told = tell(&app, form.clone()).await;
        let own = app.open(&told.receipt).await.is(200);
        let heard = own_file(&app, &told.receipt, &own["attachments"][0]["id"]).await;
        assert_eq!((heard.status, heard.bytes.len()), (200, an_mp4(b"soun", place).len()));
        assert!(!crate::privacy::holds(&heard.bytes, place.as_bytes()) && crate::privacy::holds(&heard.bytes, b"mdatsound"));
        assert_eq!(tell(&app, form).await.id, told.id);
    }

    async fn other_kinds_of_files_are_refused_whatever_their_names(app: App) {
        let voices: [&[u8]; 6] = [
            b"<script>alert(1)</script>",
            b"\x1a\x45\xdf\xa3\x42\x82\x88matroska",
            b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
            b"\x1a\x45\xdf",
            b"ID3\x04 and a song",
            &a_photo(),
        ];
        for voice in voices {
            app.submit_form(Form::telling(&a_story()).voice(voice)).await.problem(415);
        }
        let pictures: [&[u8]; 4] = [b"GIF89a and so on", b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", b"BM", &a_voice("x")];
        for picture in pictures {
            app.submit_form(Form::telling(&a_story()).picture(picture)).await.problem(415);
        }
        for (part, kind) in [("voice", "video/webm"), ("voice", "text/html"), ("picture", "image/svg+xml"), ("story", "text/plain")] {
            let form = if part == "story" { Form::default() } else { Form::telling(&a_story()) };
            app.submit_form(form.part(part, kind, a_voice("x"))).await.problem(415);
        }
    }

    async fn an_empty_file_is_refused(app: App) {
        app.submit_form(Form::telling(&a_story()).voice("")).await.problem(422).names("voice");
        app.submit_form(Form::telling(&a_story()).picture("")).await.problem(422).names("picture");
    }
}

// Malformed forms.
on_both! { shared;
    async fn an_empty_text_without_a_file_is_refused(app: App) {
        app.submit_form(Form::telling(&a_story().saying(" "))).await.problem(422).names("text");
        app.submit_form(Form::telling(&a_story().saying("a\0")).voice(a_voice("x"))).await.problem(422).names("text");
        let long = a_story().saying(&"a".repeat(5_001));
        app.submit_form(Form::telling(&long).voice(a_voice("x"))).await.problem(422).names("text");
    }

    async fn two_of_a_kind_are_refused(app: App) {
        let one = Form::telling(&a_story()).voice(a_voice("x")).picture(a_photo());
        app.submit_form(one.clone().voice(a_voice("y"))).await.problem(422).names("voice");
        app.submit_form(one.clone().picture(a_photo())).await.problem(422).names("picture");
        app.submit_form(one.part("story", "application/json", a_story().body().to_string())).await.problem(422).names("story");
    }

    async fn the_story_comes_first(app: App) {
        let turned = Form::default().voice(a_voice("x")).part("story", "application/json", a_story().body().to_string());
        app.submit_form(turned).await.problem(422).names("story");
        app.submit_form(Form::default().voice(a_voice("x"))).await.problem(422).names("story");
        app.submit_body(Form::default().finished()).await.problem(422).names("story");
    }

    async fn the_picture_may_come_before_the_voice(app: App) {
        app.submit_form(Form::telling(&a_story()).picture(a_photo()).voice(a_voice("x"))).await.is(201);
    }

    async fn an_unknown_part_is_named(app: App) {
        let video = Form::telling(&a_story()).part("video", "video/mp4", "x");
        app.submit_form(video).await.problem(422).names("video");
    }

    async fn the_story_in_a_form_is_read_as_strictly_as_by_itself(app: App) {
        let story = |json: &str| Form::default().part("story", "application/json", json).voice(a_voice("x"));
        app.submit_form(story("{")).await.problem(400);
        app.submit_form(story("")).await.problem(400);
        app.submit_form(story(&"[".repeat(60_000))).await.problem(400);
        app.submit_form(story("[]")).await.problem(422);
        app.submit_form(story(&a_story().with("name", json!("Ada")).body().to_string())).await.problem(422).names("name");
        app.submit_form(story(&a_story().saying(&"ä".repeat(33 * 1024)).body().to_string())).await.problem(422).names("text");
        app.submit_form(story(&a_story().saying(&"ä".repeat(600 * 1024)).body().to_string())).await.problem(413);
    }

    async fn a_truncated_form_is_refused_wherever_it_ends(app: App) {
        let whole = Form::telling(&a_story()).voice(a_voice("x")).picture(a_photo()).finished();
        let places = [0, 1, 10, 40, 100, 200, whole.len() / 2, whole.len() - 40, whole.len() - 5];
        for place in places {
            let answer = app.submit_body(whole[..place].to_vec()).await;
            assert_eq!(answer.status, 400, "broken off after {place} bytes: {}", answer.text());
            answer.problem(400);
        }
    }

    async fn a_body_that_is_not_a_form_is_refused(app: App) {
        app.submit_body(a_story().body().to_string().into_bytes()).await.problem(400);
        app.submit_body(vec![0xff; 100_000]).await.problem(400);
        let headers = format!("------a-boundary-of-tests\r\nx-long: {}\r\n\r\n", "a".repeat(200_000));
        app.submit_body(headers.into_bytes()).await.problem(400);
        app.submit_body(b"------a-boundary-of-tests\r\n\r\nno name\r\n------a-boundary-of-tests--\r\n".to_vec()).await.problem(400);
        for kind in ["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"\""] {
            let body = Form::telling(&a_story()).finished();
            send(app.request(Method::POST, "/api/v1/stories").header("content-type", kind).body(body)).await.problem(400);
        }
        for kind in ["multipart/mixed; boundary=x", "multipart", "multipart/related"] {
            send(app.request(Method::POST, "/api/v1/stories").header("content-type", kind).body("x")).await.problem(415);
        }
    }

    async fn files_of_five_megabytes_are_taken_and_larger_ones_are_not(app: App) {
        let mut voice = a_voice("x");
        voice.resize(5 * 1024 * 1024, b'v');
        let told = tell(&app, Form::telling(&a_story()).voice(&voice)).await;
        let own = app.open(&told.receipt).await.is(200);
        assert_eq!(own_file(&app, &told.receipt, &own["attachments"][0]["id"]).await.bytes, voice);
        voice.push(b'v');
        let problem = app.submit_form(Form::telling(&a_story()).voice(&voice)).await.problem(413);
        assert!(problem.detail().contains("voice") && problem.detail().contains("5120 KiB"), "{}", problem.detail());
        let mut picture = a_photo();
        picture.resize(5 * 1024 * 1024 + 1, 0);
        app.submit_form(Form::telling(&a_story()).picture(picture)).await.problem(413);
    }

    async fn a_form_larger_than_eleven_megabytes_is_read_to_the_end_and_refused(app: App) {
        app.submit_form(Form::telling(&a_story()).voice(vec![b'v'; 20 * 1024 * 1024])).await.problem(413);
        let odd = Form::telling(&a_story()).part("video", "video/mp4", vec![b'v'; 20 * 1024 * 1024]);
        app.submit_form(odd).await.problem(422).names("video");
    }

    async fn other_routes_refuse_forms(app: App) {
        let body = Form::telling(&a_story()).finished();
        let request = app.request(Method::POST, "/api/v1/receipts/correct").header("content-type", form_type());
        send(request.body(body)).await.problem(415);
    }
}
