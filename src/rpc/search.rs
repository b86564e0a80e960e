//! Search.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use tonic::{Request, Status};

use super::validate::List;
use super::{convert, proto, sessions, status};
use crate::chat::Chat;
use crate::model::search::{Needle, Search, SearchPlace};
use crate::model::{Error, Result as ModelResult};

/// How long a query may be, in characters.
const QUERY: std::ops::RangeInclusive<usize> = 2..=100;
const DEFAULT_PAGE: usize = 20;
const MAX_PAGE: usize = 100;

pub(super) async fn search(chat: &Chat, request: Request<proto::SearchChatSessionsRequest>) -> Result<proto::SearchChatSessionsResponse, Status> {
    let actor = sessions::desk(&request)?;
    let request = request.into_inner();
    let asked = || -> ModelResult<_> {
        let query = request.query.trim();
        if !QUERY.contains(&query.chars().count()) {
            return Err(Error::invalid("query", "BAD_LENGTH", format!("a query has {} to {} characters", QUERY.start(), QUERY.end())));
        }
        let enough = match usize::try_from(request.page_size) {
            Ok(0) => DEFAULT_PAGE,
            Ok(size @ 1..=MAX_PAGE) => size,
            _ => return Err(Error::invalid("page_size", "OUT_OF_RANGE", format!("a page has 1 to {MAX_PAGE} hits; 0 means {DEFAULT_PAGE}"))),
        };
        Ok(Search { needle: Needle::new(query), actor, from: place(&request.page_token)?, enough })
    };
    let found = chat.search(asked().map_err(status::of)?).await.map_err(status::of)?;
    let hits = found.hits.into_iter().map(|hit| proto::SearchHit {
        chat_session: Some(convert::session(&hit.session, actor)),
        user_name: hit.user_name,
        message: hit.message.as_ref().map(convert::message),
    });
    Ok(proto::SearchChatSessionsResponse {
        hits: hits.collect(),
        next_page_token: found.next.map(token).unwrap_or_default(),
        searched_to: found.searched_to.map(convert::time),
    })
}

fn token(place: SearchPlace) -> String {
    let bytes = [&[List::Search as u8], place.chat_session_id.to_be_bytes().as_slice(), place.before_seq.to_be_bytes().as_slice()].concat();
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The place that a token names. Anyone can make one up.
fn place(token: &str) -> ModelResult<SearchPlace> {
    if token.is_empty() {
        return Ok(SearchPlace::NEWEST);
    }
    let bytes = URL_SAFE_NO_PAD.decode(token).ok().filter(|bytes| bytes.len() == 17 && bytes[0] == List::Search as u8);
    let number = |bytes: &[u8]| bytes.try_into().ok().map(i64::from_be_bytes);
    let numbers = bytes.and_then(|bytes| Some((number(&bytes[1..9])?, number(&bytes[9..])?)));
    let (newest, known) = (SearchPlace::NEWEST, |number: i64, most: i64| (0..=most).contains(&number));
    match numbers {
        Some((chat_session_id, before_seq)) if known(chat_session_id, newest.chat_session_id) && known(before_seq, newest.before_seq) => {
            Ok(SearchPlace { chat_session_id, before_seq })
        }
        _ => Err(Error::invalid("page_token", "INVALID_PAGE_TOKEN", "this is no next_page_token of an earlier answer of this method")),
    }
}
