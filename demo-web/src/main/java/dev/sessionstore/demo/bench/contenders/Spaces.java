package dev.sessionstore.demo.bench.contenders;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Names that no other contender has, in this run or another, and that tell an operator where they come from. */
final class Spaces {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Spaces() {}

    static String unique() {
        return "bench_" + HexFormat.of().toHexDigits(RANDOM.nextLong());
    }
}
