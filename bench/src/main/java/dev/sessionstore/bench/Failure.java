package dev.sessionstore.bench;

/**
 * A candidate that did not take part, or not to the end.
 *
 * @param candidate its name
 * @param reason in one line
 */
public record Failure(String candidate, String reason) {}
