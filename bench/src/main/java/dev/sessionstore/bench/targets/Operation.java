package dev.sessionstore.bench.targets;

/** One operation of a store, which {@code change} does, beside the raw client's single command. */
public enum Operation {
    /** {@code set}, beside SET or an upsert. */
    SET,
    /** {@code touch}, beside EXPIRE or an update of the expiry. */
    TOUCH,
    /** {@code replace}, beside SET or an upsert. */
    REPLACE
}
