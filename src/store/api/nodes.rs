//! What the floors above call to be one of several nodes. As in `api`, each call is one transaction, or one read.

use crate::model::{Participant, Result, Time};
use crate::store::{Store, run};

impl Store {
    /// Says that a node is alive, until then. `false`: it was not known, or not any more, and nobody is known to be connected to it.
    pub async fn renew_node(&self, node: String, until: Time) -> Result<bool> {
        run!(self, Write, nodes::renew(node, until))
    }

    /// Says who has come to a node.
    pub async fn join_node(&self, node: String, who: Vec<Participant>) -> Result<()> {
        run!(self, Write, nodes::connect(node, who))
    }

    /// Says whose last stream on a node has ended.
    pub async fn leave_node(&self, node: String, who: Vec<Participant>, now: Time) -> Result<()> {
        run!(self, Write, nodes::disconnect(node, who, now))
    }

    /// Of these, those who are connected to any node.
    pub async fn connected(&self, who: Vec<Participant>, now: Time) -> Result<Vec<Participant>> {
        run!(self, Read, nodes::connected(who, now))
    }

    /// Forgets the nodes that have died, and answers who was connected to them. Of several nodes that call it, one gets the answer.
    pub async fn bury_nodes(&self, now: Time) -> Result<Vec<Participant>> {
        run!(self, Write, nodes::bury(now))
    }

    /// The sessions that have changed since, and when. `None`: too many to say.
    pub async fn changes(&self, since: Time) -> Result<Option<Vec<(i64, Time)>>> {
        let changes = run!(self, Read, nodes::changes(since))?;
        Ok(i64::try_from(changes.len()).is_ok_and(|count| count < crate::store::mysql::nodes::MAX_CHANGES).then_some(changes))
    }

    /// Sessions by their ids.
    pub async fn get_sessions(&self, ids: Vec<i64>) -> Result<Vec<crate::model::ChatSession>> {
        run!(self, Read, sessions::by_ids(ids))
    }
}
