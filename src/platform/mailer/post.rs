//! The way out: a mail server, or a directory with a file for each mail.

use crate::config::MailTo;
use crate::primitives::id::MailId;
use lettre::transport::smtp::PoolConfig;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Connections to the mail server at a time.
const CONNECTIONS: u32 = 4;
/// For one step of the conversation with the server.
const PATIENCE: Duration = Duration::from_secs(10);

/// Why a mail did not go out.
#[derive(Debug)]
pub(super) enum PostError {
    /// The server cannot be reached: the others need not try now.
    Away(String),
    /// This mail was not taken.
    Refused(String),
}

impl std::fmt::Display for PostError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (Self::Away(why) | Self::Refused(why)) = self;
        f.write_str(why)
    }
}

pub(super) enum Post {
    Server(AsyncSmtpTransport<Tokio1Executor>),
    Directory(PathBuf),
}

impl Post {
    pub(super) fn open(to: &MailTo) -> Result<Self, String> {
        match to {
            MailTo::Server(url) => {
                // The error of lettre may repeat the URL, and with it the password.
                let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
                    .map_err(|_| "SMTP_URL cannot be read. Wanted: smtps://user:password@host or smtp://…?tls=required.".to_owned())?;
                let pool = PoolConfig::new().max_size(CONNECTIONS);
                Ok(Self::Server(builder.timeout(Some(PATIENCE)).pool_config(pool).build()))
            }
            MailTo::Directory(directory) => Ok(Self::Directory(directory.clone())),
        }
    }

    /// Hands the mail over. Done twice with the same mail, a directory still holds one file.
    pub(super) async fn send(&self, id: MailId, message: Message) -> Result<(), PostError> {
        match self {
            Self::Server(server) => {
                // A server that drips its answers is away too.
                let sent = tokio::time::timeout(PATIENCE * 2, server.send(message)).await;
                sent.map_err(|_| PostError::Away("the mail server is too slow".to_owned()))?.map(drop).map_err(|error| sort(&error))
            }
            Self::Directory(directory) => {
                let written = write(directory, id, &message.formatted()).await;
                written.map_err(|error| PostError::Away(format!("{}: {error}", directory.display())))
            }
        }
    }
}

fn sort(error: &lettre::transport::smtp::Error) -> PostError {
    let why = std::error::Error::source(error).map_or_else(|| error.to_string(), |cause| format!("{error}: {cause}"));
    if error.is_permanent() || error.is_transient() || error.is_client() { PostError::Refused(why) } else { PostError::Away(why) }
}

async fn write(directory: &Path, id: MailId, bytes: &[u8]) -> std::io::Result<()> {
    tokio::fs::create_dir_all(directory).await?;
    let part = directory.join(format!("{id}.part"));
    tokio::fs::write(&part, bytes).await?;
    tokio::fs::rename(&part, directory.join(format!("{id}.eml"))).await
}
