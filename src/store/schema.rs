//! The tables, as Diesel sees them: the same for MySQL and SQLite. The migrations say what each is for.

diesel::table! {
    sites (id) {
        id -> BigInt,
        site_key -> Text,
        name -> Text,
        created_at -> Timestamp,
        settings -> Nullable<Text>,
        secret -> Nullable<Text>,
    }
}

diesel::table! {
    users (id) {
        id -> BigInt,
        site_id -> BigInt,
        name -> Text,
        email -> Text,
        external_id -> Nullable<Text>,
        created_at -> Timestamp,
        visit -> Nullable<Text>,
        attributes -> Nullable<Text>,
        erased_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    agents (id) {
        id -> BigInt,
        name -> Text,
        availability_status -> Text,
        email -> Nullable<Text>,
        password_hash -> Nullable<Text>,
        role -> Text,
        capacity -> Integer,
        active_sessions -> Integer,
        last_assigned_at -> Nullable<Timestamp>,
        disabled -> Bool,
        created_at -> Timestamp,
        avatar_url -> Text,
        connected_until -> Nullable<Timestamp>,
    }
}

diesel::table! {
    queues (id) {
        id -> BigInt,
        name -> Text,
    }
}

diesel::table! {
    chat_sessions (id) {
        id -> BigInt,
        user_id -> BigInt,
        agent_id -> Nullable<BigInt>,
        status -> Text,
        last_seq -> BigInt,
        created_at -> Timestamp,
        closed_at -> Nullable<Timestamp>,
        client_session_id -> Nullable<Text>,
        team_id -> Nullable<BigInt>,
        waiting_since -> Nullable<Timestamp>,
        tags -> Nullable<Text>,
        rating_score -> Nullable<Integer>,
        rating_comment -> Nullable<Text>,
        rated_at -> Nullable<Timestamp>,
        changed_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    messages (id) {
        id -> BigInt,
        chat_session_id -> BigInt,
        seq -> BigInt,
        kind -> Text,
        sender_type -> Text,
        sender_id -> BigInt,
        client_message_id -> Nullable<Text>,
        message -> Text,
        payload -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    session_members (chat_session_id, member_type, member_id) {
        chat_session_id -> BigInt,
        member_type -> Text,
        member_id -> BigInt,
        delivered_seq -> BigInt,
        read_seq -> BigInt,
    }
}

diesel::table! {
    credentials (id) {
        id -> BigInt,
        kind -> Text,
        hash -> Binary,
        family -> BigInt,
        role -> Nullable<Text>,
        name -> Text,
        user_id -> Nullable<BigInt>,
        agent_id -> Nullable<BigInt>,
        created_at -> Timestamp,
        expires_at -> Nullable<Timestamp>,
        revoked_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    login_failures (id) {
        id -> BigInt,
        address_hash -> Binary,
        failed_at -> Timestamp,
    }
}

diesel::table! {
    teams (id) {
        id -> BigInt,
        name -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    team_members (team_id, agent_id) {
        team_id -> BigInt,
        agent_id -> BigInt,
    }
}

diesel::table! {
    attachments (id) {
        id -> BigInt,
        chat_session_id -> BigInt,
        uploader_type -> Text,
        uploader_id -> BigInt,
        name -> Text,
        content_type -> Text,
        size -> BigInt,
        width -> Integer,
        height -> Integer,
        location -> Text,
        message_id -> Nullable<BigInt>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    canned_replies (id) {
        id -> BigInt,
        shortcut -> Text,
        message -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    settings (name) {
        name -> Text,
        value -> Binary,
    }
}

diesel::table! {
    outbox (id) {
        id -> BigInt,
        chat_session_id -> Nullable<BigInt>,
        first_seq -> Nullable<BigInt>,
        entries -> Nullable<Integer>,
        deed -> Nullable<Text>,
        principal -> Text,
        source -> Text,
        created_at -> Timestamp,
        published_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    audit_log (id) {
        id -> BigInt,
        event_id -> Text,
        action -> Text,
        actor -> Text,
        via -> Nullable<Text>,
        object -> Text,
        chat_session_id -> Nullable<BigInt>,
        seq -> Nullable<BigInt>,
        occurred_at -> Timestamp,
        recorded_at -> Timestamp,
        details -> Text,
        commitment -> Binary,
        hash -> Binary,
        kept -> Text,
    }
}

diesel::table! {
    audit_contents (id) {
        id -> BigInt,
        salt -> Binary,
        source -> Text,
        content -> Nullable<Binary>,
        sealed -> Bool,
    }
}

diesel::table! {
    audit_head (id) {
        id -> BigInt,
        last_id -> BigInt,
        hash -> Binary,
    }
}

diesel::table! {
    leases (name) {
        name -> Text,
        holder -> Text,
        held_until -> Timestamp,
    }
}

diesel::table! {
    nodes (name) {
        name -> Text,
        alive_until -> Timestamp,
    }
}

diesel::table! {
    connections (member_type, member_id, node) {
        member_type -> Text,
        member_id -> BigInt,
        node -> Text,
    }
}

diesel::allow_tables_to_appear_in_same_query!(credentials, agents);
diesel::allow_tables_to_appear_in_same_query!(connections, nodes);
diesel::allow_tables_to_appear_in_same_query!(team_members, agents);
diesel::allow_tables_to_appear_in_same_query!(chat_sessions, agents);
diesel::allow_tables_to_appear_in_same_query!(chat_sessions, users);
diesel::allow_tables_to_appear_in_same_query!(audit_log, audit_contents);
