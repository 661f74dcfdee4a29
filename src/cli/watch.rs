//! How far long work has come: a bar on a terminal, a line every ten seconds otherwise.

use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal as _;
use std::time::{Duration, Instant};

/// Watches work of a known or unknown length.
pub(super) struct Watch {
    bar: ProgressBar,
    unit: &'static str,
    is_terminal: bool,
    told: Instant,
}

impl Watch {
    /// `unit` is what is counted, in the plural.
    pub(super) fn start(unit: &'static str) -> Self {
        let is_terminal = std::io::stderr().is_terminal();
        let bar = if is_terminal { ProgressBar::new(0) } else { ProgressBar::hidden() };
        if let Ok(style) = ProgressStyle::with_template(&format!("{{bar:40}} {{pos}}/{{len}} {unit}, {{per_sec}}, {{eta}} left")) {
            bar.set_style(style);
        }
        Self { bar, unit, is_terminal, told: Instant::now() }
    }

    /// So much is done of so much.
    pub(super) fn show(&mut self, done: u64, total: u64) {
        self.bar.set_length(total);
        self.bar.set_position(done);
        self.tell(&format!("{done} of {total} {}", self.unit));
    }

    /// So much more is done, of nobody knows how much.
    pub(super) fn add(&mut self, done: u64) {
        self.bar.inc(done);
        self.tell(&format!("{} {} so far", self.bar.position(), self.unit));
    }

    fn tell(&mut self, line: &str) {
        if !self.is_terminal && self.told.elapsed() >= Duration::from_secs(10) {
            self.told = Instant::now();
            eprintln!("{line}");
        }
    }

    /// Takes the bar away.
    pub(super) fn end(self) {
        self.bar.finish_and_clear();
    }
}
