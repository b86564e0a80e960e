//! The tables, as Diesel sees them: the same for MySQL and SQLite. The migrations say what each is for.

diesel::table! {
    sites (id) {
        id -> BigInt,
        site_key -> Text,
        name -> Text,
        created_at -> Timestamp,
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

diesel::allow_tables_to_appear_in_same_query!(credentials, agents);
