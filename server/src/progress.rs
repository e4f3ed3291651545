//! How far a load has come: a bar on a terminal, a plain line every five seconds elsewhere.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::{Globals, When};

/// Seconds between two plain lines.
const PAUSE: Duration = Duration::from_secs(5);

/// Tells on stderr how many articles are done.
pub struct Progress {
    bar: Option<ProgressBar>,
    plain: bool,
    started: Instant,
    told: Instant,
}

impl Progress {
    /// Begins to count.
    #[must_use]
    pub fn new(globals: Globals) -> Self {
        let bar = globals.progress.on_stderr().then(|| {
            let bar = ProgressBar::new_spinner();
            let style = ProgressStyle::with_template("{spinner} {pos} articles · {per_sec} · {msg} · {elapsed}");
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
            bar.enable_steady_tick(Duration::from_millis(120));
            bar
        });
        let plain = bar.is_none() && globals.progress != When::Never;
        Self { bar, plain, started: Instant::now(), told: Instant::now() }
    }

    /// So many articles are done, so many events found, so many records rejected.
    pub fn tell(&mut self, articles: usize, reports: usize, rejected: usize) {
        if let Some(bar) = &self.bar {
            bar.set_position(articles as u64);
            bar.set_message(format!("{reports} reports · {rejected} rejected"));
        } else if self.plain && self.told.elapsed() >= PAUSE {
            self.told = Instant::now();
            eprintln!(
                "{articles} articles, {reports} reports, {rejected} rejected, {:.0} s",
                self.started.elapsed().as_secs_f64()
            );
        }
    }

    /// Says something that stays.
    pub fn say(&self, line: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| eprintln!("{line}")),
            None => eprintln!("{line}"),
        }
    }

    /// Takes the bar away and tells how long it took.
    #[must_use]
    pub fn finish(self) -> Duration {
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
        self.started.elapsed()
    }
}
