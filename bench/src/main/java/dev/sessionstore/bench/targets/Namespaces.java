package dev.sessionstore.bench.targets;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Names that no other target has, in this run or another, and that show an operator where they come from. */
public final class Namespaces {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Namespaces() {}

    /** {@return lower-case letters, digits and underscores, fit for a prefix or a table} */
    public static String unique() {
        return "bench_" + HexFormat.of().toHexDigits(RANDOM.nextLong());
    }
}
