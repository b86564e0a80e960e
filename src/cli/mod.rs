//! The commands.

/// Prints a line of the answer. A reader who has seen enough, such as `head`, is no error.
macro_rules! say {
    ($($text:tt)*) => { drop(std::io::Write::write_fmt(&mut std::io::stdout(), format_args!("{}\n", format_args!($($text)*)))) };
}

mod agent;
mod audit;
mod demo;
mod key;
mod migrate;
mod openapi;
mod serve;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::app::Failure;
use crate::model::Cause;

const AFTER_HELP: &str = "\
To look around:      supportchat demo
To run in earnest:   supportchat migrate, supportchat agent add --admin ..., supportchat serve
More about a command: supportchat COMMAND --help";

/// supportchat: a self-hosted support chat. One service between a widget and its agents' console.
#[derive(Debug, Parser)]
#[command(name = "supportchat", version, after_help = AFTER_HELP, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,

    /// What to log: error, warn, info, debug, trace, or 'target=level' pairs with commas between them.
    #[arg(long, global = true, env = "SUPPORTCHAT_LOG", value_name = "FILTER")]
    log: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Serve(serve::Serve),
    Demo(demo::DemoCommand),
    Migrate(migrate::Migrate),
    Agent(agent::AgentCommand),
    Key(key::KeyCommand),
    Audit(audit::AuditCommand),
    Openapi(openapi::Openapi),
}

/// Runs the command that the arguments name.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    // Commands that print an answer keep their log quiet, so that the answer can be read.
    let quiet = match &cli.command {
        Command::Serve(_) | Command::Demo(_) => false,
        Command::Audit(command) => !command.serves(),
        _ => true,
    };
    let filter = cli.log.unwrap_or_else(|| if quiet { "warn".to_owned() } else { crate::telemetry::DEFAULT_FILTER.to_owned() });
    if let Err(problem) = crate::telemetry::init(&filter) {
        eprintln!("error: {problem}");
        return ExitCode::from(2);
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("error: the threads cannot be started: {error}");
            return ExitCode::FAILURE;
        }
    };
    // What is done here, an operator does; the service names its callers by itself.
    let done: Result<(), Failure> = runtime.block_on(Cause::OPERATOR.scope(async {
        match cli.command {
            Command::Serve(command) => command.run().await,
            Command::Demo(command) => command.run().await,
            Command::Migrate(command) => command.run().await,
            Command::Agent(command) => command.run().await,
            Command::Key(command) => command.run().await,
            Command::Audit(command) => command.run().await,
            Command::Openapi(command) => command.run(),
        }
    }));
    // Connections that did not end in time must not hold up the exit.
    runtime.shutdown_background();
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}
