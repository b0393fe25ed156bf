package dev.sessionstore.servlet.shop;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A class as applications keep it in their sessions: fields, no setters. */
public class Cart {

    /** A final class in a list. */
    public record Item(String name, int count) {}

    /** What an interface declares has its class beside it. */
    public interface Discount {}

    /** Ten per cent, for example. */
    public record Percent(int percent) implements Discount {}

    /** How it is paid. */
    public enum Payment {
        CARD,
        INVOICE
    }

    private final List<Item> items = new ArrayList<>();
    private final Set<String> notes = new HashSet<>();
    private final Map<Payment, Long> limits = new EnumMap<>(Payment.class);
    private final Instant since = Instant.ofEpochMilli(1_700_000_000_123L);
    private Discount discount;
    private Object extra;
    private transient Thread worker = Thread.currentThread();

    /** Changes the object in place. */
    public Cart add(String name, int count) {
        items.add(new Item(name, count));
        notes.add("note on " + name);
        limits.put(Payment.CARD, Long.MAX_VALUE);
        return this;
    }

    public Cart with(Discount newDiscount, Object newExtra) {
        discount = newDiscount;
        extra = newExtra;
        return this;
    }

    /** Would be a property, if getters counted. */
    public int getTotal() {
        throw new IllegalStateException("nobody asks for " + worker);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cart cart && toString().equals(cart.toString());
    }

    @Override
    public int hashCode() {
        return Objects.hash(items);
    }

    @Override
    public String toString() {
        return items + " " + notes.stream().sorted().toList() + " " + limits + " " + since + " " + discount + " "
                + extra;
    }
}
