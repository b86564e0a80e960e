//! `supportchat openapi`.

use clap::Args;

use crate::app::{self, Failure};
use crate::rest;

/// Print the REST API as an OpenAPI 3.0 document.
#[derive(Debug, Args)]
pub(super) struct Openapi {
    /// The URL under which clients reach the service, for the document's servers.
    #[arg(long, env = "SUPPORTCHAT_PUBLIC_URL", value_name = "URL")]
    public_url: Option<String>,
}

impl Openapi {
    pub(super) fn run(self) -> Result<(), Failure> {
        let failed = |error: &dyn std::fmt::Display| Failure::new("the document cannot be made", error);
        let document = rest::openapi(&app::rest_options(self.public_url)).map_err(|error| failed(&error))?;
        let text = serde_json::to_string_pretty(&document).map_err(|error| failed(&error))?;
        say!("{text}");
        Ok(())
    }
}
