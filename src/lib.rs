//! supportchat: a self-hosted support chat. ARCHITECTURE.md is the way in.

pub mod app;
pub mod audit;
pub mod auth;
pub mod blobs;
pub mod broker;
pub mod chat;
pub mod cli;
pub mod clock;
pub mod config;
pub mod hub;
pub mod model;
pub mod rest;
pub mod rpc;
pub mod store;
pub mod telemetry;
pub mod web;
