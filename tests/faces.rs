//! The faces of the service from outside: REST, server-sent events, grpc-web, TLS, limits, the commands, the README's tour.

mod audit;
mod buckets;
mod commands;
mod contract;
mod grpc_web;
mod grpcurl;
mod limits;
mod rest;
mod sse;
mod tls;
mod tour;
mod web;
