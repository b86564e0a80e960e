//! Two nodes behind the load balancer, as deploy/ sets them up: what clients see of it, also when parts of it die.

mod cluster;
mod faces;
mod failures;
mod files;
mod insistent;
mod traffic;
