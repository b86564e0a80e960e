//! Logs: readable in a terminal, JSON otherwise. Message text, names, addresses and secrets are never logged.

use std::io::IsTerminal as _;

use tracing_subscriber::EnvFilter;

/// What is logged where `SUPPORTCHAT_LOG` does not say otherwise.
pub const DEFAULT_FILTER: &str = "info";

/// Starts logging to standard error. `filter` is as in `SUPPORTCHAT_LOG`: a level, or `target=level` pairs.
pub fn init(filter: &str) -> Result<(), String> {
    let filter =
        EnvFilter::try_new(filter).map_err(|error| format!("SUPPORTCHAT_LOG is not a filter such as 'info' or 'supportchat=debug': {error}"))?;
    let logs = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if std::io::stderr().is_terminal() {
        logs.with_target(false).compact().init();
    } else {
        logs.json().flatten_event(true).with_current_span(true).with_span_list(false).init();
    }
    Ok(())
}
