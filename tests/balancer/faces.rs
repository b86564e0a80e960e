//! Every face of the service through the balancer.
