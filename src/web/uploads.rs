//! Forms with files: multipart bodies, read in pieces and with limits in bytes, number and speed.
//!
//! The handler decides who may send before a byte of a file is read: the extractor opens the body, [`Upload::receive`] reads it. The form's token
//! must come before the first file. Each file stands or falls alone; when the request breaks off or the handler is dropped, no file is left.

use super::asker::{Asker, SignedIn};
use crate::failure::{Failure, FieldErrors};
use crate::platform::intake::{Intake, IntakeError, Received};
use crate::platform::sniff::{Allow, FileError};
use actix_multipart::{Field, Multipart};
use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest};
use futures_util::StreamExt as _;
use serde::de::DeserializeOwned;
use std::pin::Pin;
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// A whole request: what a deal may hold, and a little for the fields around.
const MOST_IN_ALL: u64 = (1 << 30) + (1 << 20);
/// All fields that are no files.
const MOST_WORDS: usize = 64 * 1_024;
/// Fields and files.
const MOST_PARTS: usize = 1_000;
/// Fewer bytes than this in such a time, and the connection is cut (16 KiB/s).
const PACE_BYTES: usize = 160 * 1_024;
const PACE_TIME: Duration = Duration::from_secs(10);

/// One file: 200 MiB.
const MOST_PER_FILE: u64 = 200 << 20;
/// Files in one form.
pub const MOST_FILES: usize = 20;

/// What a form takes.
#[derive(Debug, Clone, Copy)]
pub struct Take {
    /// Which types.
    pub allow: Allow,
    /// How many files.
    pub files: usize,
    /// Bytes of one file.
    pub per_file: u64,
    /// Bytes of all of them.
    pub in_all: u64,
}

impl Take {
    /// So many files of these types.
    #[must_use]
    pub const fn files(allow: Allow, files: usize) -> Self {
        Self { allow, files, per_file: MOST_PER_FILE, in_all: MOST_IN_ALL }
    }
}

/// A file that came in through a form.
#[derive(Debug, Clone)]
pub struct Sent {
    /// The name of the form's field.
    pub field: String,
    /// The file.
    pub received: Received,
}

/// A form that was read. Its files are on the disk and have no rows yet.
#[derive(Debug)]
pub struct UploadForm<T> {
    /// What was typed.
    pub fields: T,
    /// The token that makes a double submit one effect, where the form has one.
    pub once: Option<String>,
    /// The files that came in.
    pub files: Vec<Sent>,
    /// The files that did not, by field; `name` is the file's.
    pub errors: FieldErrors,
}

/// A multipart body that nobody has read yet.
pub struct Upload {
    parts: Multipart,
}

impl FromRequest for Upload {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move {
            // Nobody learns anything about a body before he has said who he is.
            SignedIn::extract(&request).await?;
            Self::open(&request, payload)
        })
    }
}

impl Upload {
    fn open(request: &HttpRequest, payload: Payload) -> Result<Self, Failure> {
        let length = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
        if !request.headers().get(header::CONTENT_TYPE).is_some_and(|value| value.as_bytes().starts_with(b"multipart/form-data")) {
            return Err(Failure::WrongType);
        }
        if length.is_some_and(|length| length > MOST_IN_ALL) {
            return Err(Failure::TooLarge);
        }
        Ok(Self { parts: Multipart::new(request.headers(), payload) })
    }

    /// Reads the form. What it typed is `T`'s; files that cannot be taken are in `errors`, each with its reason.
    pub async fn receive<T: DeserializeOwned>(mut self, asker: &Asker, take: Take) -> Result<UploadForm<T>, Failure> {
        let mut reading = Reading::new(&asker.site.intake, take);
        while let Some((field, name, mut part)) = self.next(&mut reading).await? {
            match name {
                None => {
                    let words = reading.words(&mut part).await?;
                    if field == "csrf" {
                        reading.is_ours = asker.owns(&words);
                    }
                    reading.pairs.push((field, words));
                }
                Some(_) if !reading.is_ours => return Err(Failure::Forged),
                Some(name) => reading.file(field, &name, &mut part).await?,
            }
        }
        reading.finish().await
    }

    /// Reads what a program sends with its token: texts first, then the one field `file`. `admit` looks at the texts before a byte of the file is
    /// read, and says what may be sent. Failures: too large, and a field `file` that cannot be taken.
    pub async fn receive_one<A>(
        mut self,
        asker: &Asker,
        admit: impl AsyncFnOnce(&[(String, String)]) -> Result<(A, Take), Failure>,
    ) -> Result<(A, Received), Failure> {
        let mut reading = Reading::new(&asker.site.intake, Take::files(Allow::Work, 0));
        // The token in the header says that no other site's form sent this.
        reading.is_ours = true;
        let (mut admit, mut admitted) = (Some(admit), None);
        while let Some((field, name, mut part)) = self.next(&mut reading).await? {
            if let Some(admit) = admit.take_if(|_| name.is_some()) {
                let (about, take) = admit(&reading.pairs).await?;
                (admitted, reading.take) = (Some(about), take);
            }
            match name {
                None => {
                    let words = reading.words(&mut part).await?;
                    reading.pairs.push((field, words));
                }
                Some(_) if field != "file" => return Err(Failure::field(&field, "unknown")),
                Some(name) => reading.file(field, &name, &mut part).await?,
            }
        }
        if let Some(admit) = admit {
            admit(&reading.pairs).await?;
        }
        let full = [FileError::TooLarge.code(), FileError::DealFull.code()];
        if reading.errors.0.iter().any(|error| full.contains(&error.code)) {
            return Err(Failure::TooLarge);
        }
        std::mem::take(&mut reading.errors).finish(Some(()))?;
        let sent = reading.kept.pop().ok_or_else(|| Failure::field("file", "required"))?;
        Ok((admitted.ok_or_else(|| Failure::field("file", "required"))?, sent.received))
    }

    /// The next part: its field, and the name of its file if it is one.
    async fn next(&mut self, reading: &mut Reading) -> Result<Option<(String, Option<String>, Field)>, Failure> {
        let Some(part) = reading.pace.wait(self.parts.next()).await? else { return Ok(None) };
        reading.begin_part()?;
        let part = part.map_err(|_| Failure::Unreadable)?;
        let disposition = part.content_disposition().cloned().ok_or(Failure::Unreadable)?;
        let field = disposition.get_name().ok_or(Failure::Unreadable)?.to_owned();
        Ok(Some((field, disposition.get_filename().map(ToOwned::to_owned), part)))
    }
}

/// Measures how fast bytes come.
pub(super) struct Pace {
    until: Instant,
    came: usize,
}

impl Pace {
    pub(super) fn new() -> Self {
        Self { until: Instant::now() + PACE_TIME, came: 0 }
    }

    /// So many bytes came.
    pub(super) const fn count(&mut self, bytes: usize) {
        self.came = self.came.saturating_add(bytes);
    }

    /// Waits for what comes next, unless too little came for too long.
    pub(super) async fn wait<T>(&mut self, next: impl Future<Output = T>) -> Result<T, Failure> {
        tokio::pin!(next);
        loop {
            if let Ok(ready) = timeout_at(self.until, &mut next).await {
                return Ok(ready);
            }
            if self.came < PACE_BYTES {
                return Err(Failure::TooSlow);
            }
            *self = Self::new();
        }
    }
}

/// What has been read so far. Dropped before the end, it removes its files.
struct Reading {
    intake: Intake,
    take: Take,
    pace: Pace,
    is_ours: bool,
    pairs: Vec<(String, String)>,
    parts: usize,
    part_ended: bool,
    words_bytes: usize,
    all_bytes: u64,
    file_bytes: u64,
    files_seen: usize,
    kept: Vec<Sent>,
    errors: FieldErrors,
}

impl Reading {
    fn new(intake: &Intake, take: Take) -> Self {
        Self {
            intake: intake.clone(),
            take,
            pace: Pace::new(),
            is_ours: false,
            pairs: Vec::new(),
            parts: 0,
            part_ended: false,
            words_bytes: 0,
            all_bytes: 0,
            file_bytes: 0,
            files_seen: 0,
            kept: Vec::new(),
            errors: FieldErrors::default(),
        }
    }

    const fn begin_part(&mut self) -> Result<(), Failure> {
        self.parts += 1;
        self.part_ended = false;
        if self.parts > MOST_PARTS { Err(Failure::TooLarge) } else { Ok(()) }
    }

    async fn piece(&mut self, part: &mut Field) -> Result<Option<actix_web::web::Bytes>, Failure> {
        // A part that has ended must not be asked again.
        if self.part_ended {
            return Ok(None);
        }
        let piece = self.pace.wait(part.next()).await?.transpose().map_err(|_| Failure::Unreadable)?;
        self.part_ended = piece.is_none();
        let length = piece.as_ref().map_or(0, |bytes| bytes.len());
        self.pace.count(length);
        self.all_bytes = self.all_bytes.saturating_add(u64::try_from(length).unwrap_or(u64::MAX));
        if self.all_bytes > MOST_IN_ALL { Err(Failure::TooLarge) } else { Ok(piece) }
    }

    async fn words(&mut self, part: &mut Field) -> Result<String, Failure> {
        let mut words = Vec::new();
        while let Some(piece) = self.piece(part).await? {
            self.words_bytes += piece.len();
            if self.words_bytes > MOST_WORDS {
                return Err(Failure::TooLarge);
            }
            words.extend_from_slice(&piece);
        }
        String::from_utf8(words).map_err(|_| Failure::Unreadable)
    }

    /// Takes one file. Its own faults are noted; only the connection's and the disk's end the request.
    async fn file(&mut self, field: String, name: &str, part: &mut Field) -> Result<(), Failure> {
        let Some(first) = self.first(part).await? else {
            // A file input where nothing was chosen has no name and no bytes.
            if !name.is_empty() {
                self.refuse(&field, name, FileError::Empty);
            }
            return Ok(());
        };
        self.files_seen += 1;
        let taken =
            if self.files_seen > self.take.files { Err(FileError::TooMany.into()) } else { self.take_in(name, first, part).await? };
        // The time that our own work took is not the sender's.
        self.pace = Pace::new();
        match taken {
            Ok(received) => {
                self.file_bytes = self.file_bytes.saturating_add(u64::try_from(received.stored.size).unwrap_or(u64::MAX));
                self.kept.push(Sent { field, received });
            }
            Err(IntakeError::File(error)) => {
                self.drain(part).await?;
                self.refuse(&field, name, error);
            }
            Err(IntakeError::Disk(error)) => return Err(Failure::Busy(format!("storage: {error}"))),
        }
        Ok(())
    }

    async fn first(&mut self, part: &mut Field) -> Result<Option<actix_web::web::Bytes>, Failure> {
        while let Some(piece) = self.piece(part).await? {
            if !piece.is_empty() {
                return Ok(Some(piece));
            }
        }
        Ok(None)
    }

    async fn take_in(
        &mut self,
        name: &str,
        first: actix_web::web::Bytes,
        part: &mut Field,
    ) -> Result<Result<Received, IntakeError>, Failure> {
        let room = self.take.in_all.saturating_sub(self.file_bytes);
        let intake = self.intake.clone();
        let mut receiving = match intake.begin(name, self.take.allow, room.min(self.take.per_file)).await {
            Ok(receiving) => receiving,
            Err(error) => return Ok(Err(error)),
        };
        let mut piece = Some(first);
        while let Some(bytes) = piece {
            if let Err(error) = receiving.write(&bytes).await {
                let full = matches!(error, IntakeError::File(FileError::TooLarge)) && room < self.take.per_file;
                return Ok(Err(if full { FileError::DealFull.into() } else { error }));
            }
            piece = self.piece(part).await?;
        }
        Ok(receiving.finish().await)
    }

    /// What follows of a refused file is read and forgotten, so that the next one can be looked at.
    async fn drain(&mut self, part: &mut Field) -> Result<(), Failure> {
        while self.piece(part).await?.is_some() {}
        Ok(())
    }

    fn refuse(&mut self, field: &str, name: &str, error: FileError) {
        let shown: String = name.chars().filter(|c| !c.is_control()).take(80).collect();
        self.errors.add_with(field, error.code(), vec![("name", shown)]);
    }

    async fn finish<T: DeserializeOwned>(mut self) -> Result<UploadForm<T>, Failure> {
        if !self.is_ours {
            return Err(Failure::Forged);
        }
        let words = serde_html_form::to_string(&self.pairs).map_err(|_| Failure::Unreadable)?;
        let fields = serde_html_form::from_str(&words).map_err(|_| Failure::Unreadable)?;
        let once = self.pairs.iter().find(|(name, _)| name == "once").map(|(_, value)| value.clone());
        Ok(UploadForm {
            fields,
            once: once.filter(|token| !token.is_empty() && token.len() <= 64),
            files: std::mem::take(&mut self.kept),
            errors: std::mem::take(&mut self.errors),
        })
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        for sent in &self.kept {
            self.intake.discard_now(&sent.received);
        }
    }
}

impl<T> UploadForm<T> {
    /// Removes the files again: the form was refused, and no row names them.
    pub async fn discard(&self, intake: &Intake) {
        for sent in &self.files {
            intake.discard(&sent.received).await;
        }
    }
}
