//! Log-ins: tokens for visitors and agents, with a refresh token that is used up by each renewal.

use std::sync::Arc;
use std::time::Duration;

use sha2::{Digest as _, Sha256};

use super::proofs::{self, Claims};
use super::{Identity, passwords, secrets};
use crate::clock::SharedClock;
use crate::model::{Agent, Credential, CredentialKind, Deed, Error, NewCredential, NewUser, Noun, Result, Site, Time, User, VisitorUpdate};
use crate::store::Store;

/// How long a visitor is remembered who does not come back.
const VISITOR_REFRESH: Duration = Duration::from_secs(180 * 24 * 3600);
/// How long an agent stays logged in without using the console.
const AGENT_REFRESH: Duration = Duration::from_secs(14 * 24 * 3600);
/// A refresh token may be used again this long after it was used up, because the answer may have been lost on its way.
const REFRESH_GRACE: Duration = Duration::from_secs(30);
/// So much of the address of a failed log-in is written down, in characters.
const MAX_NOTED: usize = 255;
/// So many wrong passwords for one address are allowed...
const MAX_FAILURES: i64 = 10;
/// ...within this time.
const FAILURE_WINDOW: Duration = Duration::from_secs(15 * 60);

/// A token as it is handed out.
#[derive(Debug, Clone)]
pub struct IssuedToken {
    /// The bearer token.
    pub token: String,
    /// When it ends.
    pub expires_at: Time,
    /// What buys the next one.
    pub refresh_token: String,
    /// When that ends.
    pub refresh_expires_at: Time,
}

/// Issues, renews and revokes tokens.
#[derive(Clone)]
pub struct Logins {
    store: Store,
    clock: SharedClock,
    lifetime: Duration,
}

impl Logins {
    /// Tokens are good for `lifetime`.
    pub fn new(store: Store, clock: SharedClock, lifetime: Duration) -> Self {
        Self { store, clock, lifetime }
    }

    /// The site with a public key, as it was a moment ago.
    pub async fn site(&self, key: &str) -> Result<Arc<Site>> {
        self.store.find_site(key).await?.ok_or_else(|| Error::not_found(Noun::Site, key))
    }

    /// Checks that the site has proven a visitor by a hash. The secret is read anew: one that was rotated proves nothing from then on.
    pub async fn check_hash(&self, key: &str, external_id: &str, identifier_hash: &str) -> Result<()> {
        let site = self.store.get_site_by_key(key).await?.ok_or_else(|| Error::not_found(Noun::Site, key))?;
        proofs::check_hash(&site, external_id, identifier_hash)
    }

    /// Checks that the site has proven a visitor by a token, and answers what that says. The secret is read anew, as above.
    pub async fn check_jwt(&self, key: &str, jwt: &str) -> Result<Claims> {
        let site = self.store.get_site_by_key(key).await?.ok_or_else(|| Error::not_found(Noun::Site, key))?;
        proofs::check_jwt(&site, &self.clock, jwt)
    }

    /// The time now.
    pub fn now(&self) -> Time {
        self.clock.now()
    }

    /// A token for a new anonymous visitor.
    pub async fn new_visitor(&self, site: &Site, name: String, email: String, said: VisitorUpdate) -> Result<(IssuedToken, User)> {
        let user = NewUser { site_id: site.id, name, email, external_id: None };
        let visitor = self.store.create_visitor(user, said, self.clock.now()).await?;
        Ok((self.issue_visitor(visitor.user.id).await?, visitor.user))
    }

    /// A token for the site's own user, whom it has proven: one who is new gets a name, one who is known another one only if it is given.
    pub async fn proven_visitor(&self, site: &Site, proof: Claims, said: VisitorUpdate) -> Result<(IssuedToken, User)> {
        let given = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        let update = VisitorUpdate { name: given(&proof.name), email: given(&proof.email), ..said };
        let name = if proof.name.is_empty() { User::NAMELESS.to_owned() } else { proof.name };
        let user = NewUser { site_id: site.id, name, email: proof.email, external_id: Some(proof.external_id) };
        let visitor = self.store.ensure_visitor(user, update, self.clock.now()).await?;
        Ok((self.issue_visitor(visitor.user.id).await?, visitor.user))
    }

    /// A token for a user whom a back end vouches for.
    pub async fn known_visitor(&self, site: &Site, user_id: i64, said: VisitorUpdate) -> Result<(IssuedToken, User)> {
        let user = self.store.get_user(user_id).await?.filter(|user| user.site_id == site.id && user.erased_at.is_none());
        let user = user.ok_or_else(|| Error::not_found(Noun::User, user_id))?;
        if !said.is_empty() {
            self.store.update_visitor(user_id, said).await?;
        }
        Ok((self.issue_visitor(user.id).await?, user))
    }

    /// A token for an agent who knows their password.
    pub async fn agent(&self, email: &str, password: &str) -> Result<(IssuedToken, Agent)> {
        let email = email.trim().to_lowercase();
        let address: [u8; 32] = Sha256::digest(email.as_bytes()).into();
        let now = self.clock.now();
        // Counted as failed before the password is looked at, so that guesses made at the same time count each other.
        self.store.record_login_failure(address, now).await?;
        if self.store.count_login_failures(address, now - FAILURE_WINDOW).await? > MAX_FAILURES {
            self.note_failure(&email).await;
            return Err(Error::TooManyFailedLogins { retry_after: FAILURE_WINDOW });
        }
        let found = self.store.get_agent_by_email(email.clone()).await?;
        let hash = found.as_ref().and_then(|(_, hash)| hash.clone());
        let right = passwords::verify(password, hash).await?;
        let Some((agent, _)) = found.filter(|(agent, _)| right && !agent.disabled) else {
            self.note_failure(&email).await;
            return Err(Error::WrongCredentials);
        };
        self.store.clear_login_failures(address).await?;
        let (issued, credentials) = self.tokens(CredentialKind::AgentToken, None, Some(agent.id));
        self.store.create_credentials(credentials, now).await?;
        Ok((issued, agent))
    }

    /// Writes down for the audit log that somebody could not log in: with the address that they gave, as content.
    async fn note_failure(&self, email: &str) {
        let email: String = email.chars().take(MAX_NOTED).collect();
        if let Err(error) = self.store.record(Deed::new("login.failed").content(email), self.clock.now()).await {
            tracing::warn!(%error, "a failed log-in could not be written down");
        }
    }

    /// The next token for the bearer of a refresh token.
    pub async fn refresh(&self, refresh_token: &str) -> Result<IssuedToken> {
        let hash = secrets::hash(refresh_token);
        let old: Credential = self.store.find_credential(hash).await?.ok_or(Error::InvalidToken)?;
        let kind = match old.kind {
            CredentialKind::VisitorRefresh => CredentialKind::VisitorToken,
            CredentialKind::AgentRefresh => CredentialKind::AgentToken,
            _ => return Err(Error::InvalidToken),
        };
        let (issued, credentials) = self.tokens(kind, old.user_id, old.agent_id);
        self.store.rotate_refresh(hash, credentials, self.clock.now(), REFRESH_GRACE).await?.ok_or(Error::InvalidToken)?;
        Ok(issued)
    }

    /// Ends the log-in that an identity comes from.
    pub async fn revoke(&self, identity: &Identity) -> Result<()> {
        if identity.kind == CredentialKind::ApiKey {
            return Err(Error::RoleRequired("a visitor or an agent with a token; an administrator revokes API keys"));
        }
        self.store.log_out(identity.family, self.clock.now()).await
    }

    async fn issue_visitor(&self, user_id: i64) -> Result<IssuedToken> {
        let (issued, credentials) = self.tokens(CredentialKind::VisitorToken, Some(user_id), None);
        self.store.create_credentials(credentials, self.clock.now()).await?;
        Ok(issued)
    }

    fn tokens(&self, kind: CredentialKind, user_id: Option<i64>, agent_id: Option<i64>) -> (IssuedToken, Vec<NewCredential>) {
        let now = self.clock.now();
        let (refresh_kind, refresh_lifetime) = match kind {
            CredentialKind::AgentToken => (CredentialKind::AgentRefresh, AGENT_REFRESH),
            _ => (CredentialKind::VisitorRefresh, VISITOR_REFRESH),
        };
        let (expires_at, refresh_expires_at) = (now + self.lifetime, now + refresh_lifetime);
        let (token, hash) = secrets::generate(&*self.clock, kind);
        let (refresh_token, refresh_hash) = secrets::generate(&*self.clock, refresh_kind);
        let family = secrets::random_number(&*self.clock);
        let credential = |kind, hash, expires_at| NewCredential {
            kind,
            hash,
            family,
            role: None,
            name: String::new(),
            user_id,
            agent_id,
            expires_at: Some(expires_at),
        };
        let credentials = vec![credential(kind, hash, expires_at), credential(refresh_kind, refresh_hash, refresh_expires_at)];
        (IssuedToken { token, expires_at, refresh_token, refresh_expires_at }, credentials)
    }
}
