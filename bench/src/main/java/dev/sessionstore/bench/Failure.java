package dev.sessionstore.bench;

/**
 * A target that did not take part, or not to the end.
 *
 * @param target its name
 * @param reason in one line
 */
public record Failure(String target, String reason) {}
