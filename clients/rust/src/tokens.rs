//! The bearer token: got at the first call, renewed before it runs out and when it is refused, by one task at a time.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::sync::{Mutex, OwnedMutexGuard};
use tokio::time::{Instant, timeout};
use tonic::Code;
use tonic::metadata::{Ascii, MetadataValue};
use tonic::transport::Channel;

use crate::credentials::{Credentials, Login};
use crate::v1::auth_service_client::AuthServiceClient;
use crate::{Error, v1};

/// A token is renewed when it has less than this to live, or than a tenth of its life.
const MARGIN: Duration = Duration::from_secs(30);

/// What the header `authorization` holds.
pub(crate) type Bearer = MetadataValue<Ascii>;

/// The tokens of one client.
pub(crate) struct Tokens {
    credentials: Credentials,
    channel: Channel,
    deadline: Duration,
    current: Arc<Mutex<Option<Current>>>,
}

struct Current {
    bearer: Bearer,
    refresh_token: String,
    /// `None` where it is not known how long the token lives.
    renew_at: Option<Instant>,
    refused: bool,
}

impl Tokens {
    pub(crate) fn new(credentials: Credentials, channel: Channel, deadline: Duration) -> Result<Self, Error> {
        let current = match &credentials.login {
            Login::ApiKey(key) if key.is_empty() => return Err(invalid("api_key", "an API key is needed")),
            Login::ApiKey(key) => Some(Current::new("api_key", key, "", None)?),
            Login::Tokens { token, refresh_token } if token.is_empty() && refresh_token.is_empty() => {
                return Err(invalid("token", "a token is needed"));
            }
            Login::Tokens { token, refresh_token } => {
                let current = Current::new("token", token, refresh_token, None)?;
                // What is not there has to be renewed first.
                Some(Current { refused: token.is_empty(), ..current })
            }
            Login::Visitor(_) | Login::Agent(_) => None,
        };
        Ok(Self { credentials, channel, deadline, current: Arc::new(Mutex::new(current)) })
    }

    /// The token to call with now.
    pub(crate) async fn bearer(self: &Arc<Self>) -> Result<Bearer, Error> {
        let current = Arc::clone(&self.current).lock_owned().await;
        if let Some(current) = current.as_ref()
            && (current.is_good(Instant::now()) || current.refresh_token.is_empty() && !self.credentials.login.is_repeatable())
        {
            // What cannot be renewed is left to the server to judge.
            return Ok(current.bearer.clone());
        }
        // Whoever waits may give up; the new tokens must not be lost by that, for the old ones are used up.
        let renewal = tokio::spawn(Arc::clone(self).renew(current));
        renewal.await.unwrap_or_else(|_| Err(Error::broken("the renewal of the token was given up")))
    }

    /// The server has refused this token: unless it was renewed meanwhile, the next call renews it.
    pub(crate) async fn refused(&self, bearer: &Bearer) {
        if let Some(current) = self.current.lock().await.as_mut()
            && current.bearer == bearer
        {
            current.refused = true;
        }
    }

    async fn renew(self: Arc<Self>, mut current: OwnedMutexGuard<Option<Current>>) -> Result<Bearer, Error> {
        let token = match self.new_token(current.as_ref()).await {
            Ok(token) => token,
            Err(error) => match current.as_ref() {
                // It was early: the old token is good for a while yet.
                Some(current) if !current.refused && error.is_retryable() => return Ok(current.bearer.clone()),
                _ => {
                    tracing::debug!(code = ?error.code(), reason = error.reason(), "no new token");
                    return Err(error);
                }
            },
        };
        let life = token.expires_at.and_then(|at| SystemTime::try_from(at).ok()).and_then(time_left);
        let new = Current::new("token", &token.token, &token.refresh_token, life)?;
        let bearer = new.bearer.clone();
        *current = Some(new);
        tracing::debug!("a new token");
        if let Some(told) = &self.credentials.on_renewed {
            // The fault is the program's, and said by its panic hook. The token is as good as ever.
            let _ = catch_unwind(AssertUnwindSafe(|| told(&token)));
        }
        Ok(bearer)
    }

    async fn new_token(&self, current: Option<&Current>) -> Result<v1::Token, Error> {
        let calls = async || -> Result<Option<v1::Token>, Error> {
            let mut auth = AuthServiceClient::new(self.channel.clone());
            if let Some(current) = current.filter(|current| !current.refresh_token.is_empty()) {
                let request = v1::RefreshTokenRequest { refresh_token: current.refresh_token.clone() };
                match auth.refresh_token(request).await {
                    Ok(response) => return Ok(response.into_inner().token),
                    Err(status) if status.code() == Code::Unauthenticated && self.credentials.login.is_repeatable() => {}
                    Err(status) => return Err(status.into()),
                }
            }
            match &self.credentials.login {
                Login::Visitor(visitor) => {
                    let answer = auth.create_visitor_token(v1::CreateVisitorTokenRequest::clone(visitor)).await?.into_inner();
                    Ok(answer.visitor_token.and_then(|visitor| visitor.token))
                }
                Login::Agent(agent) => {
                    let answer = auth.create_agent_token(agent.clone()).await?.into_inner();
                    Ok(answer.agent_token.and_then(|agent| agent.token))
                }
                Login::ApiKey(_) | Login::Tokens { .. } => Ok(None),
            }
        };
        let token = timeout(self.deadline, calls()).await.map_err(|_| Error::late("no new token came in time"))??;
        token.ok_or_else(|| Error::broken("the answer holds no token"))
    }
}

impl Current {
    fn new(field: &str, token: &str, refresh_token: &str, life: Option<Duration>) -> Result<Self, Error> {
        let mut bearer: Bearer = format!("Bearer {token}").parse().map_err(|_| invalid(field, "it must be one line of ASCII"))?;
        bearer.set_sensitive(true);
        let renew_at = life.and_then(|life| Instant::now().checked_add(life.saturating_sub(MARGIN.min(life / 10))));
        Ok(Self { bearer, refresh_token: refresh_token.to_owned(), renew_at, refused: false })
    }

    fn is_good(&self, now: Instant) -> bool {
        !self.refused && self.renew_at.is_none_or(|at| now < at)
    }
}

fn invalid(field: &str, problem: &str) -> Error {
    Error::invalid("INVALID_CREDENTIALS", field, problem)
}

/// How long until then; `None` where this machine's clock must be wrong, since the server has just made it so.
#[expect(clippy::disallowed_methods, reason = "the server tells of a time of day, and only a clock of that kind can be compared with it")]
fn time_left(at: SystemTime) -> Option<Duration> {
    at.duration_since(SystemTime::now()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_renewed_shortly_before_it_runs_out() {
        let good_after = |life: u64, seconds: u64| {
            let current = Current::new("token", "t", "r", Some(Duration::from_secs(life))).expect("a token");
            current.is_good(Instant::now() + Duration::from_secs(seconds))
        };
        assert!(good_after(3600, 3569));
        assert!(!good_after(3600, 3571));
        assert!(good_after(100, 89), "a tenth of its life is less than 30 seconds");
        assert!(!good_after(100, 91));
        assert!(good_after(u64::MAX, 1_000_000));
    }

    #[tokio::test]
    async fn what_is_missing_is_named() {
        let channel = Channel::from_static("http://127.0.0.1:9").connect_lazy();
        let missing =
            |credentials| Tokens::new(credentials, channel.clone(), Duration::from_secs(1)).err().map(|error| error.fields()[0].field.clone());
        assert_eq!(missing(Credentials::api_key("")).as_deref(), Some("api_key"));
        assert_eq!(missing(Credentials::api_key("two\nlines")).as_deref(), Some("api_key"));
        assert_eq!(missing(Credentials::tokens("", "")).as_deref(), Some("token"));
        assert_eq!(missing(Credentials::tokens("two\nlines", "r")).as_deref(), Some("token"));
        assert_eq!(missing(Credentials::tokens("", "r")), None, "it can be renewed");
    }

    #[test]
    fn a_token_that_cannot_be_sent_is_refused_and_none_is_shown() {
        assert!(Current::new("token", "two\nlines", "", None).is_err());
        let current = Current::new("token", "secret", "", None).expect("a token");
        assert_eq!(format!("{:?}", current.bearer), "Sensitive");
    }
}
