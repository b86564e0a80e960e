//! Logs: readable in a terminal, JSON otherwise. Message text, names, addresses and secrets are never logged.

use std::io::IsTerminal as _;

use tracing_subscriber::Layer as _;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

/// What is logged where `SUPPORTCHAT_LOG` does not say otherwise.
pub const DEFAULT_FILTER: &str = "info";

/// Starts logging to standard error. `filter` is as in `SUPPORTCHAT_LOG`: a level, or `target=level` pairs.
pub fn init(filter: &str) -> Result<(), String> {
    let filter: Targets = filter
        .parse()
        .map_err(|error| format!("the log filter (--log, SUPPORTCHAT_LOG) is not one such as 'info' or 'supportchat=debug': {error}"))?;
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let logs = if std::io::stderr().is_terminal() {
        lines.with_target(false).compact().boxed()
    } else {
        lines.json().flatten_event(true).with_current_span(true).with_span_list(false).boxed()
    };
    tracing_subscriber::registry().with(logs.with_filter(filter)).init();
    Ok(())
}
