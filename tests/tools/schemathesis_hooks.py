"""A check of our own for schemathesis: what the description allows is not refused as invalid."""

import schemathesis
from schemathesis.generation import GenerationMode

# Fields whose rule no schema can tell: tokens are opaque, and a mask names fields of another message.
UNTOLD = {"page_token", "update_mask"}
# The same in one operation: what an API key must give and a visitor need not, an agent for a key of the role agent, a mark no further than the session's log,
# one direction to page in, an agent who logs in by an address, what a new thing must have and a change need not, what an origin or a tag is, a hash and the id
# that it proves, the keys of a map.
SITE = {
    "site.allowed_origins",
    "site.widget.pre_chat_fields",
    "site.widget.pre_chat_fields.kind",
    "site.widget.pre_chat_fields.label",
    "site.widget.texts",
    "site.widget.texts.key",
    "site.widget.texts.locale",
    "site.widget.texts.text",
}
UNTOLD_OF = {
    ("POST", "/chat_sessions"): {"user_id"},
    ("POST", "/api_keys"): {"agent_id"},
    ("POST", "/agents"): {"email"},
    ("POST", "/teams"): {"team.name"},
    ("POST", "/canned_replies"): {"canned_reply.shortcut", "canned_reply.message"},
    ("POST", "/sites"): {"site.name"} | SITE,
    ("PATCH", "/sites/{id}"): {"site.id"} | SITE,
    ("PATCH", "/teams/{id}"): {"team.id"},
    ("PATCH", "/canned_replies/{id}"): {"canned_reply.id"},
    ("POST", "/chat_sessions/{id}:set_tags"): {"tags"},
    ("POST", "/visitor_tokens"): {"external_id", "identifier_hash", "attributes"},
    ("POST", "/visitor:update"): {"attributes"},
    ("GET", "/chat_sessions/{id}/messages"): {"before_seq"},
    ("POST", "/chat_sessions/{id}:mark_delivered"): {"seq"},
    ("POST", "/chat_sessions/{id}:mark_read"): {"seq"},
}


@schemathesis.check
def valid_data_is_accepted(ctx, response, case):
    """A refusal may come from the state of things (FAILED_PRECONDITION is a 400 too), but not from data that the schema allows."""
    mode = case.meta.generation.mode if case.meta else None
    if mode != GenerationMode.POSITIVE or response.status_code != 400:
        return
    error = response.json().get("error", {})
    if error.get("status") == "FAILED_PRECONDITION":
        return
    untold = UNTOLD | UNTOLD_OF.get((case.method.upper(), case.path), set())
    violations = [violation for detail in error.get("details", []) for violation in detail.get("field_violations", [])]
    if violations and all(violation.get("field") in untold for violation in violations):
        return
    raise AssertionError(f"The description allows this request, but the answer is {error.get('status')}: {error.get('message')}")
