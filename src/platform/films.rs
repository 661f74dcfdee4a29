//! Films and sounds, looked at by ffprobe and copied small by ffmpeg, where they are installed. Where they are not, nothing is looked at and nothing
//! is copied, and pages say so.
//!
//! What people send is hostile: each run gets a file of ours by its path and the format that we found ourselves, may open nothing but files, has no
//! environment, and is bounded in time, memory and what it may write. What comes out is a JPEG, which is read and written anew before anybody sees
//! it, and a film that was made from pixels.

use super::mark;
use super::sniff::{MediaType, Medium};
use serde_json::Value;
use std::ffi::OsString;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;

/// The longest run. Longer films have no copy.
const LONGEST: Duration = Duration::from_secs(180);
const LONGEST_LOOK: Duration = Duration::from_secs(15);
/// How often it is looked whether a run has ended.
const PAUSE: Duration = Duration::from_millis(50);
/// Bounds of a run: memory in KiB, seconds of the processor, blocks of 512 bytes in one file.
const BOUNDED: &str = "ulimit -v 2097152 && ulimit -t 300 && ulimit -f 262144 && exec \"$@\"";
/// Pixels across and down of a small film at most, and the side of a point of the mark on it.
const SMALL: (u32, u32) = (640, 1_280);
const POINT: u32 = 3;
/// The film made small, with the mark laid over it.
const MARKED: &str = "[0:v:0]scale='min(640,iw)':'min(1280,ih)':force_original_aspect_ratio=decrease:force_divisible_by=2,fps=24[small];\
    [small][1:v:0]overlay=0:0,format=yuv420p[seen]";
/// What ffprobe is asked for.
const LOOKED_FOR: &str = "format=duration:stream=codec_type,width,height:stream_side_data=rotation:stream_tags=rotate";
/// What ffprobe may say.
const MOST_SAID: u64 = 64 * 1_024;

/// Why there is no look or no copy.
#[derive(Debug, thiserror::Error)]
pub enum FilmError {
    /// The program is not there.
    #[error("no such program")]
    Absent,
    /// The program refused the file, or took too long over it.
    #[error("the file cannot be read as what it is")]
    Refused,
    /// The machine's fault.
    #[error("{0}")]
    Disk(#[from] std::io::Error),
}

/// What was seen of a film or a sound.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look {
    /// How long it is, thousandths of a second.
    pub millis: i64,
    /// Pixels across and down, of a film.
    pub pixels: Option<(i32, i32)>,
    /// It can be heard.
    pub has_sound: bool,
}

/// Which copy of a film is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// A small one with the mark of work that is not paid for: at most 640 across, 15 minutes.
    Marked,
    /// The same pictures and sounds, without what the camera wrote beside them: place, device, names.
    Clean,
}

/// The two programs. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Films {
    ffmpeg: Option<PathBuf>,
    ffprobe: Option<PathBuf>,
    one: Arc<Semaphore>,
}

impl Films {
    /// As the setting says: `off`, the path of ffmpeg (ffprobe stands beside it), or nothing to look in the usual places.
    #[must_use]
    pub fn find(said: &str) -> Self {
        let places: Vec<PathBuf> = match said {
            "off" => Vec::new(),
            "" => ["/usr/local/bin", "/usr/bin", "/opt/homebrew/bin"].map(PathBuf::from).to_vec(),
            path => Path::new(path).parent().map(Path::to_path_buf).into_iter().collect(),
        };
        let find = |name: &str| places.iter().map(|place| place.join(name)).find(|path| path.is_file());
        Self { ffmpeg: find("ffmpeg"), ffprobe: find("ffprobe"), one: Arc::new(Semaphore::new(1)) }
    }

    /// Both programs are there.
    #[must_use]
    pub const fn are_there(&self) -> bool {
        self.ffmpeg.is_some() && self.ffprobe.is_some()
    }

    /// Length, size and sound of a film or a sound.
    pub async fn look(&self, path: PathBuf, media: MediaType) -> Result<Look, FilmError> {
        let program = self.ffprobe.clone().ok_or(FilmError::Absent)?;
        let mut args = words(&["-v", "error", "-protocol_whitelist", "file", "-f", format(media)?]);
        args.extend(words(&["-show_entries", LOOKED_FOR, "-of", "json"]));
        args.push(path.into_os_string());
        let said = self.run(program, args, LONGEST_LOOK).await?;
        read_look(&said).ok_or(FilmError::Refused)
    }

    /// A picture of the film, and a copy of it. Both are written to these paths; whoever may see a film without the mark is shown the film itself.
    pub async fn copy(&self, path: PathBuf, media: MediaType, cut: Cut, (poster, film): (&Path, &Path)) -> Result<(), FilmError> {
        if media.medium() != Medium::Film {
            return Err(FilmError::Refused);
        }
        let program = self.ffmpeg.clone().ok_or(FilmError::Absent)?;
        let mut one = begin(&path, media, None)?;
        one.extend(words(&["-map", "0:v:0", "-an", "-frames:v", "1"]));
        one.extend(words(&["-vf", "thumbnail=24,scale='min(1600,iw)':-2", "-f", "image2", "-c:v", "mjpeg", "-q:v", "4", "-y"]));
        one.push(poster.as_os_str().to_owned());
        self.run(program.clone(), one, LONGEST).await?;
        match cut {
            Cut::Marked => self.mark(program, (&path, media), film).await,
            Cut::Clean => {
                let mut all = begin(&path, media, None)?;
                all.extend(words(&["-map_chapters", "-1", "-map", "0:v:0", "-map", "0:a:0?", "-c", "copy"]));
                let kind: &[&str] =
                    if media == MediaType::Webm { &["-f", "webm", "-y"] } else { &["-movflags", "+faststart", "-f", "mp4", "-y"] };
                all.extend(words(kind));
                all.push(film.as_os_str().to_owned());
                self.run(program, all, LONGEST).await.map(drop)
            }
        }
    }

    async fn mark(&self, program: PathBuf, (path, media): (&Path, MediaType), film: &Path) -> Result<(), FilmError> {
        let sheet = film.with_extension("mark");
        tokio::fs::write(&sheet, mark::sheet(SMALL, POINT).map_err(|error| std::io::Error::other(error.to_string()))?).await?;
        let mut all = begin(path, media, Some(&sheet))?;
        all.extend(words(&["-t", "900", "-filter_complex", MARKED, "-map", "[seen]", "-map", "0:a:0?"]));
        all.extend(words(&["-c:v", "libx264", "-preset", "veryfast", "-crf", "32", "-c:a", "aac", "-b:a", "64k", "-ac", "1"]));
        all.extend(words(&["-movflags", "+faststart", "-f", "mp4", "-y"]));
        all.push(film.as_os_str().to_owned());
        let made = self.run(program, all, LONGEST).await;
        tokio::fs::remove_file(&sheet).await?;
        made.map(drop)
    }

    async fn run(&self, program: PathBuf, args: Vec<OsString>, longest: Duration) -> Result<Vec<u8>, FilmError> {
        let Ok(permit) = Arc::clone(&self.one).acquire_owned().await else { return Err(FilmError::Refused) };
        let work = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            run(&program, &args, longest)
        });
        work.await.unwrap_or(Err(FilmError::Refused))
    }
}

/// How every run of ffmpeg begins: the film, a sheet to lay over it, and nothing of what stands beside the pictures and sounds.
fn begin(path: &Path, media: MediaType, sheet: Option<&Path>) -> Result<Vec<OsString>, FilmError> {
    let mut args = words(&["-nostdin", "-hide_banner", "-loglevel", "error", "-threads", "1"]);
    args.extend(words(&["-protocol_whitelist", "file", "-f", format(media)?, "-i"]));
    args.push(path.as_os_str().to_owned());
    if let Some(sheet) = sheet {
        args.extend(words(&["-protocol_whitelist", "file", "-f", "png_pipe", "-i"]));
        args.push(sheet.as_os_str().to_owned());
    }
    args.extend(words(&["-map_metadata", "-1", "-sn", "-dn", "-threads", "1"]));
    Ok(args)
}

fn words(words: &[&str]) -> Vec<OsString> {
    words.iter().map(OsString::from).collect()
}

/// The reader that fits what we found the file to be: none other may guess.
const fn format(media: MediaType) -> Result<&'static str, FilmError> {
    Ok(match media {
        MediaType::Mp4 | MediaType::Mov | MediaType::M4a => "mov",
        MediaType::Webm => "matroska",
        MediaType::Mp3 => "mp3",
        MediaType::Wav => "wav",
        MediaType::Ogg => "ogg",
        MediaType::Jpeg
        | MediaType::Png
        | MediaType::Webp
        | MediaType::Gif
        | MediaType::Pdf
        | MediaType::Docx
        | MediaType::Pptx
        | MediaType::Xlsx
        | MediaType::Zip
        | MediaType::Text
        | MediaType::Opaque => return Err(FilmError::Refused),
    })
}

/// Runs a program within the bounds and gives back what it said. It is ended when its time is over.
fn run(program: &Path, args: &[OsString], longest: Duration) -> Result<Vec<u8>, FilmError> {
    let mut command = Command::new("/bin/sh");
    command.args(["-c", BOUNDED, "sh"]).arg(program).args(args).env_clear().current_dir("/");
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let began = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if began.elapsed() > longest {
            child.kill()?;
            child.wait()?;
            return Err(FilmError::Refused);
        }
        std::thread::sleep(PAUSE);
    };
    let mut said = Vec::new();
    if let Some(out) = child.stdout.take() {
        out.take(MOST_SAID).read_to_end(&mut said)?;
    }
    if status.success() { Ok(said) } else { Err(FilmError::Refused) }
}

/// What ffprobe said, in JSON.
fn read_look(said: &[u8]) -> Option<Look> {
    let said: Value = serde_json::from_slice(said).ok()?;
    let streams = said.get("streams")?.as_array()?;
    let kind = |stream: &&Value, kind: &str| stream.get("codec_type").and_then(Value::as_str) == Some(kind);
    let film = streams.iter().find(|stream| kind(stream, "video"));
    let side = |name: &str| film.and_then(|film| i32::try_from(film.get(name)?.as_i64()?).ok());
    Some(Look {
        millis: millis(said.get("format")?.get("duration")?.as_str()?)?,
        pixels: side("width")
            .zip(side("height"))
            .map(|(width, height)| if film.is_some_and(lies) { (height, width) } else { (width, height) }),
        has_sound: streams.iter().any(|stream| kind(&stream, "audio")),
    })
}

/// Whether a film is shown turned by a quarter, as phones write it.
fn lies(film: &Value) -> bool {
    let told = film.get("tags").and_then(|tags| tags.get("rotate")?.as_str()?.parse::<i64>().ok());
    let turned = film.get("side_data_list").and_then(Value::as_array);
    let turned = turned.and_then(|list| list.iter().find_map(|data| data.get("rotation")?.as_i64()));
    turned.or(told).is_some_and(|degrees| degrees.rem_euclid(180) == 90)
}

/// `12.345000`, in thousandths.
fn millis(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let part: String = part.chars().chain("000".chars()).take(3).collect();
    whole.parse::<i64>().ok()?.checked_mul(1_000)?.checked_add(part.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ffprobe_says_is_read() {
        let said = br#"{"programs": [], "streams": [{"codec_type": "video", "width": 1080, "height": 1920}, {"codec_type": "audio"}],
            "format": {"duration": "45.0412"}}"#;
        assert_eq!(read_look(said), Some(Look { millis: 45_041, pixels: Some((1080, 1920)), has_sound: true }));
        assert_eq!(read_look(br#"{"streams": [], "format": {"duration": "N/A"}}"#), None);
        for turn in [r#""side_data_list": [{}, {"rotation": -90}]"#, r#""tags": {"rotate": "270"}"#] {
            let said = format!(
                r#"{{"streams": [{{"codec_type": "video", "width": 1920, "height": 1080, {turn}}}], "format": {{"duration": "1.0"}}}}"#
            );
            assert_eq!(read_look(said.as_bytes()).unwrap().pixels, Some((1_080, 1_920)), "{turn}");
        }
    }

    #[test]
    fn a_program_that_does_not_end_is_ended_and_one_that_eats_is_stopped() {
        let began = Instant::now();
        let sleep = run(Path::new("/bin/sleep"), &words(&["30"]), Duration::from_millis(200));
        assert!(matches!(sleep, Err(FilmError::Refused)) && began.elapsed() < Duration::from_secs(5));
        let dir = tempfile::tempdir().unwrap();
        let (big, of) = (dir.path().join("big"), format!("of={}", dir.path().join("big").display()));
        let writes = run(Path::new("/bin/dd"), &words(&["if=/dev/zero", &of, "bs=1M", "count=200"]), Duration::from_secs(20));
        assert!(matches!(writes, Err(FilmError::Refused)) && std::fs::metadata(big).unwrap().len() <= 128 * 1_024 * 1_024);
        assert!(
            run(Path::new("/usr/bin/env"), &[], Duration::from_secs(5)).is_ok_and(|said| !String::from_utf8_lossy(&said).contains("HOME"))
        );
    }
}
