package dev.sessionstore.conformance.wrong;

import static dev.sessionstore.conformance.wrong.WrongStore.wrong;
import static dev.sessionstore.conformance.wrong.WrongStore.wrongOwners;

import dev.sessionstore.StoreArguments;
import dev.sessionstore.conformance.small.SmallOwners;
import dev.sessionstore.conformance.small.SmallStore;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Wrong in which owners and sids they take for one another, and in how they check them. */
final class WrongOwnerNames {

    private WrongOwnerNames() {}

    static List<WrongStore> all() {
        return List.of(
                keyed("the case of an owner does not count", "OWNER-18", owner -> owner.toLowerCase(Locale.ROOT)),
                keyed("spaces around an owner do not count", "OWNER-18", String::strip),
                keyed("spaces after an owner do not count", "OWNER-18", String::stripTrailing),
                keyed(
                        "an owner's Unicode form does not count",
                        "OWNER-18",
                        owner -> Normalizer.normalize(owner, Normalizer.Form.NFC)),
                keyed(
                        "full-width letters of an owner are letters",
                        "OWNER-18",
                        owner -> Normalizer.normalize(owner, Normalizer.Form.NFKC)),
                keyed(
                        "accents of an owner do not count",
                        "OWNER-18",
                        owner ->
                                Normalizer.normalize(owner, Normalizer.Form.NFD).replaceAll("\\p{M}", "")),
                keyed(
                        "an owner is cut at 255 characters",
                        "OWNER-18",
                        owner -> owner.substring(0, Math.min(255, owner.length()))),
                keyed(
                        "an owner's digest is cut to one byte",
                        "OWNER-18",
                        owner -> StoreArguments.ownerDigest(owner).substring(0, 2)),
                keyed(
                        "an owner's digest is of its ASCII bytes",
                        "OWNER-18",
                        owner -> new String(owner.getBytes(StandardCharsets.US_ASCII), StandardCharsets.US_ASCII)),
                keyed(
                        "an owner that is a number is one",
                        "OWNER-18",
                        owner -> owner.matches("0*[0-9]+(\\.0)?")
                                ? String.valueOf((int) Double.parseDouble(owner))
                                : owner),
                keyed(
                        "control characters of an owner do not count",
                        "OWNER-19",
                        owner -> owner.replaceAll("\\p{Cntrl}", "")),
                keyed(
                        "an owner ends at its first colon",
                        "OWNER-19",
                        owner -> owner.startsWith(":") ? owner : owner.split(":", 2)[0]),
                keyed(
                        "a digest is not digested again",
                        "OWNER-19",
                        owner -> owner.matches("[0-9a-f]{64}") ? owner : StoreArguments.ownerDigest(owner)),
                wrongOwners("an owner is a pattern", "OWNER-19", store -> new SmallOwners(store) {
                    @Override
                    protected String key(String owner) {
                        return owner;
                    }

                    @Override
                    protected List<String> entries(String key) {
                        return key.startsWith("*") || key.endsWith("*")
                                ? index().keySet().stream()
                                        .filter(other -> matches(key, other))
                                        .flatMap(other -> super.entries(other).stream())
                                        .toList()
                                : super.entries(key);
                    }
                }),
                wrongOwners("sid and owner are put together", "OWNER-20", Joined::new),
                wrongOwners("the case of a bound sid does not count", "OWNER-21", store -> new SmallOwners(store) {
                    @Override
                    protected void write(String key, String sid, Instant until) {
                        if (entries(key).stream().noneMatch(sid::equalsIgnoreCase)) {
                            super.write(key, sid, until);
                        }
                    }
                }),
                wrongOwners("a long sid cannot be bound", "OWNER-21", store -> new SmallOwners(store) {
                    @Override
                    protected void write(String key, String sid, Instant until) {
                        if (sid.length() > 127) {
                            throw new IllegalArgumentException("too long");
                        }
                        super.write(key, sid, until);
                    }
                }),
                wrong("the index lies among the sessions", "OWNER-22", backend -> new SmallStore(backend) {
                    @Override
                    public void set(String sid, String data, Instant expiresAt) {
                        super.set(sid, data, expiresAt);
                        locked(() -> this.backend.owners.remove(sid.replaceFirst("^owner:", "")));
                    }
                }),
                wrongOwners("bind checks nothing", "OWNER-23", store -> new SmallOwners(store) {
                    @Override
                    public void bind(String sid, String owner, Instant until) {
                        locked(() -> {
                            write(String.valueOf(owner), sid, until);
                            return true;
                        });
                    }
                }),
                wrongOwners("bind looks at the owner before the sid", "OWNER-23", store -> new SmallOwners(store) {
                    @Override
                    public void bind(String sid, String owner, Instant until) {
                        this.store.get("x");
                        StoreArguments.requireOwner(owner);
                        super.bind(sid, owner, until);
                    }
                }),
                wrongOwners("destroyAll looks at its exceptions last", "OWNER-23", store -> new SmallOwners(store) {
                    @Override
                    public int destroyAll(String owner, Set<String> except) {
                        return super.destroyAll(owner, except == null ? Set.of() : except);
                    }
                }),
                wrongOwners("an excepted sid is checked", "OWNER-23", store -> new SmallOwners(store) {
                    @Override
                    public int destroyAll(String owner, Set<String> except) {
                        if (except != null) {
                            except.forEach(StoreArguments::requireSid);
                        }
                        return super.destroyAll(owner, except);
                    }
                }));
    }

    private static WrongStore keyed(String what, String breaks, UnaryOperator<String> key) {
        return wrongOwners(what, breaks, store -> new SmallOwners(store) {
            @Override
            protected String key(String owner) {
                return key.apply(StoreArguments.requireOwner(owner));
            }
        });
    }

    private static boolean matches(String pattern, String text) {
        return text.matches(pattern.chars()
                .mapToObj(c -> c == '*' ? ".*" : Pattern.quote(String.valueOf((char) c)))
                .collect(Collectors.joining()));
    }

    /** Keeps all entries under the text that sid and owner make together. */
    private static final class Joined extends SmallOwners {
        Joined(SmallStore store) {
            super(store);
        }

        @Override
        protected String key(String owner) {
            return owner;
        }

        @Override
        public boolean unbind(String sid, String owner) {
            String joined = sid + ":" + owner;
            boolean removed = super.unbind(sid, owner);
            return removed
                    | locked(() -> index().entrySet().stream()
                            .anyMatch(entry -> entry.getValue()
                                    .keySet()
                                    .removeIf(other -> joined.equals(other + ":" + entry.getKey()))));
        }
    }
}
