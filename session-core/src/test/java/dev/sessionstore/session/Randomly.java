package dev.sessionstore.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowingConsumer;

/** Makes random cases for properties. Each run has other cases, unless {@code -Drandomly.seed} says which. */
final class Randomly {

    private static final long SEED = Long.getLong("randomly.seed", new Random().nextLong());

    private final Random random;

    private Randomly(long seed) {
        random = new Random(seed);
    }

    /** Checks a property with this many cases. A failure names the seed and the case. */
    static <T> void check(int cases, Function<Randomly, T> generator, ThrowingConsumer<T> property) {
        Randomly seeds = new Randomly(SEED);
        for (int i = 0; i < cases; i++) {
            T made = generator.apply(new Randomly(seeds.random.nextLong()));
            try {
                property.accept(made);
            } catch (Throwable e) {
                throw new AssertionError("case " + i + " of -Drandomly.seed=" + SEED + ": " + made, e);
            }
        }
    }

    /** {@return a number from 0 to this one} */
    int upTo(int most) {
        return random.nextInt(most + 1);
    }

    @SafeVarargs
    final <T> T oneOf(T... all) {
        return all[random.nextInt(all.length)];
    }

    @SafeVarargs
    final <T> T either(Supplier<? extends T>... all) {
        return oneOf(all).get();
    }

    <T> List<T> list(int most, Supplier<T> element) {
        List<T> list = new ArrayList<>();
        for (int left = upTo(most); left > 0; left--) {
            list.add(element.get());
        }
        return list;
    }

    /** {@return any characters: of every kind that JSON treats in its own way, unpaired surrogates included} */
    String text(int most) {
        return String.join("", list(most, this::character));
    }

    private String character() {
        return either(
                () -> oneOf("\"", "\\", "/", "<", "\u007f", "\u2028", "\ufeff", "\uffff"),
                () -> Character.toString(upTo(0x1f)),
                () -> Character.toString(' ' + upTo('~' - ' ')),
                () -> String.valueOf((char) upTo(Character.MAX_VALUE)),
                () -> Character.toString(Character.MIN_SUPPLEMENTARY_CODE_POINT + upTo(0xfffff)),
                () -> String.valueOf((char) (Character.MIN_SURROGATE + upTo(0x7ff))));
    }

    /** {@return any finite number} */
    double number() {
        double any = either(
                () -> Double.longBitsToDouble(random.nextLong()),
                () -> (random.nextLong() >> upTo(63)) / oneOf(1.0, 10.0, 1000.0),
                () -> Math.scalb(random.nextDouble(), upTo(200) - 100),
                () -> oneOf(0.0, -0.0, Double.MIN_VALUE, Double.MIN_NORMAL, Double.MAX_VALUE, 1e21, 1e-7, 0x1p53));
        return Double.isFinite(any) ? any : -Double.MAX_VALUE;
    }
}
