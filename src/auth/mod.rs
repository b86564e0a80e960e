//! Who is calling, what they may do, and how often.

pub mod callers;
pub mod credentials;
pub mod keys;
pub mod limits;
pub mod links;
pub mod logins;
pub mod passwords;
pub mod proofs;
pub mod refusals;
pub mod secrets;

pub use callers::{Caller, Identity};
pub use credentials::Authenticator;
pub use limits::RateLimits;
pub use logins::{IssuedToken, Logins};
pub use refusals::Refusals;
