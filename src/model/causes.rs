//! What causes a change: who asks for it, and from where. The audit log writes it down.

use std::fmt;
use std::future::Future;
use std::net::IpAddr;
use std::str::FromStr;

use super::Participant;

/// Who does something, as the audit log names them: `user:5`, `agent:2`, `key:7`, `operator`, `system`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Principal {
    /// The service itself.
    System,
    /// A visitor.
    User(i64),
    /// An agent or an administrator.
    Agent(i64),
    /// A program with an API key.
    Key(i64),
    /// Somebody at the command line of the host.
    Operator,
    /// Somebody without a credential, or with one that is not good.
    Nobody,
}

impl fmt::Display for Principal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::System => f.write_str("system"),
            Self::User(id) => write!(f, "user:{id}"),
            Self::Agent(id) => write!(f, "agent:{id}"),
            Self::Key(id) => write!(f, "key:{id}"),
            Self::Operator => f.write_str("operator"),
            Self::Nobody => f.write_str("nobody"),
        }
    }
}

impl FromStr for Principal {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "system" => return Ok(Self::System),
            "operator" => return Ok(Self::Operator),
            "nobody" => return Ok(Self::Nobody),
            _ => {}
        }
        let (kind, id) = text.split_once(':').ok_or(())?;
        let id = id.parse().map_err(|_| ())?;
        match kind {
            "user" => Ok(Self::User(id)),
            "agent" => Ok(Self::Agent(id)),
            "key" => Ok(Self::Key(id)),
            _ => Err(()),
        }
    }
}

impl From<Participant> for Principal {
    fn from(participant: Participant) -> Self {
        match participant {
            Participant::System => Self::System,
            Participant::User(id) => Self::User(id),
            Participant::Agent(id) => Self::Agent(id),
        }
    }
}

/// Who asks for a change, and from where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cause {
    /// Who.
    pub principal: Principal,
    /// The address that they call from.
    pub address: Option<IpAddr>,
}

tokio::task_local! {
    static CAUSE: Cause;
}

impl Cause {
    /// What the service does by itself.
    pub const SYSTEM: Self = Self { principal: Principal::System, address: None };
    /// What is done at the command line.
    pub const OPERATOR: Self = Self { principal: Principal::Operator, address: None };

    /// The cause of what runs here: the service itself, unless [`Cause::scope`] says otherwise.
    ///
    /// It goes with the task and is no argument, as a trace is not: every change would carry it through every floor, and only the audit log
    /// reads it. A task that is started on somebody's behalf is started with [`Cause::carried`].
    pub fn current() -> Self {
        CAUSE.try_with(|cause| *cause).unwrap_or(Self::SYSTEM)
    }

    /// Runs something that this causes.
    pub fn scope<F: Future>(self, work: F) -> impl Future<Output = F::Output> {
        CAUSE.scope(self, work)
    }

    /// Something that is caused, wherever it is run, by what causes this call.
    pub fn carried<F: Future>(work: F) -> impl Future<Output = F::Output> {
        Self::current().scope(work)
    }

    /// The address as text; empty if there is none.
    pub fn source(&self) -> String {
        self.address.map(|address| address.to_canonical().to_string()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::{Cause, Principal};

    #[test]
    fn principals_are_read_as_they_are_written() {
        for principal in [Principal::System, Principal::User(5), Principal::Agent(2), Principal::Key(7), Principal::Operator, Principal::Nobody] {
            assert_eq!(principal.to_string().parse(), Ok(principal));
        }
        assert_eq!("user:x".parse::<Principal>(), Err(()));
        assert_eq!("5".parse::<Principal>(), Err(()));
    }

    #[tokio::test]
    async fn a_cause_goes_with_the_task_and_into_those_that_carry_it() {
        assert_eq!(Cause::current(), Cause::SYSTEM);
        let seen = Cause::OPERATOR.scope(async { tokio::spawn(Cause::carried(async { Cause::current() })).await.unwrap_or(Cause::SYSTEM) });
        assert_eq!(seen.await, Cause::OPERATOR);
    }
}
