package dev.sessionstore.elsewhere;

/** A class outside of the application's packages. */
public record Voucher(int value) {}
