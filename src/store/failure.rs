//! What can go wrong inside a transaction, and what the pools may do about it.

use diesel::result::{DatabaseErrorKind, Error as DieselError};

use crate::model::Error;

/// What a query function answers.
pub type Answer<T> = std::result::Result<T, Failure>;

/// Why a query function did not do what it should.
#[derive(Debug)]
pub enum Failure {
    /// A rule of the product says no. The transaction is rolled back, and nothing is wrong with the database.
    Refused(Error),
    /// The database says no.
    Database(DieselError),
}

/// What a failure means for another try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Another try would end the same way.
    Final,
    /// A unique key is taken.
    Duplicate,
    /// Others were in the way, and nothing was changed.
    Contended,
    /// The connection is gone, or the server is leaving.
    Lost,
}

impl Failure {
    /// What the failure means for another try.
    pub fn class(&self) -> Class {
        match self {
            Self::Database(DieselError::DatabaseError(kind, info)) => classify(*kind, info.message()),
            _ => Class::Final,
        }
    }

    /// Puts a rule's answer in the place of the database's error on a unique key.
    pub fn or_duplicate(error: DieselError, answer: Error) -> Self {
        match error {
            DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, _) => Self::Refused(answer),
            other => Self::Database(other),
        }
    }
}

/// diesel-async reports everything that it has no kind for as `Unknown`, so that only the text is left to tell the cases apart: first
/// what MySQL and MariaDB say, then the driver, then SQLite.
fn classify(kind: DatabaseErrorKind, message: &str) -> Class {
    const CONTENDED: [&str; 5] =
        ["Deadlock found", "Lock wait timeout exceeded", "Record has changed since last read", "WSREP", "database is locked"];
    const LOST: [&str; 9] = [
        "Input/output error",
        "Driver error",
        "Server shutdown in progress",
        "Connection was killed",
        "Query execution was interrupted",
        "read-only",
        "read only",
        "was killed",
        "disconnected by the server",
    ];
    match kind {
        DatabaseErrorKind::UniqueViolation => Class::Duplicate,
        DatabaseErrorKind::SerializationFailure => Class::Contended,
        DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand => Class::Lost,
        _ if CONTENDED.iter().any(|text| message.contains(text)) => Class::Contended,
        _ if LOST.iter().any(|text| message.contains(text)) => Class::Lost,
        _ => Class::Final,
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Refused(error)
    }
}

impl From<DieselError> for Failure {
    fn from(error: DieselError) -> Self {
        Self::Database(error)
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        match (failure.class(), failure) {
            (_, Failure::Refused(error)) => error,
            (Class::Contended | Class::Lost, Failure::Database(error)) => Self::Unavailable(format!("the database cannot answer now: {error}")),
            (_, Failure::Database(error)) => Self::Internal(format!("the database refused a query: {error}")),
        }
    }
}
