//! `vtask completions SHELL`

use clap::{Args, CommandFactory as _};

/// Print a completion script for a shell.
#[derive(Args)]
pub(crate) struct Completions {
    /// Which shell
    shell: clap_complete::Shell,
}

impl Completions {
    pub(crate) fn run(&self) {
        clap_complete::generate(self.shell, &mut super::Cli::command(), "vtask", &mut std::io::stdout());
    }
}
