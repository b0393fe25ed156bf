package dev.sessionstore.conformance.small;

import dev.sessionstore.StoreArguments;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.StoreEvent.SessionEvent;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How requests and answers look: fields with tabs between, percent-encoded, a line each. */
final class TinyProtocol {

    private TinyProtocol() {}

    static String request(String... fields) {
        return Arrays.stream(fields).map(TinyProtocol::encode).collect(Collectors.joining("\t")) + "\n";
    }

    static String instant(Instant instant) {
        return instant.toString();
    }

    /** Executes a request; gives the answer's text. */
    static String execute(SmallStore store, String line) {
        List<String> f =
                Arrays.stream(line.split("\t", -1)).map(TinyProtocol::decode).toList();
        return switch (f.get(0)) {
            case "read" -> store.read(f.get(1));
            case "get" -> optional(store.get(f.get(1)));
            case "set" -> {
                store.set(f.get(1), f.get(2), Instant.parse(f.get(3)));
                yield "";
            }
            case "touch" -> String.valueOf(store.touch(f.get(1), Instant.parse(f.get(2))));
            case "destroy" -> String.valueOf(store.destroy(f.get(1)));
            case "create" -> String.valueOf(store.create(f.get(1), f.get(2), Instant.parse(f.get(3))));
            case "replace" ->
                store.replace(f.get(1), f.get(2), f.get(3), Instant.parse(f.get(4)))
                        .name();
            case "sids" -> store.sids().map(TinyProtocol::encode).collect(Collectors.joining(","));
            case "expiresAt" -> optional(store.expiresAt(f.get(1)).map(Instant::toString));
            case "clear" -> {
                store.clear();
                yield "";
            }
            case "sweep" -> String.valueOf(store.sweep(Integer.parseInt(f.get(1))));
            case "bind" -> {
                owners(store).bind(f.get(1), f.get(2), Instant.parse(f.get(3)));
                yield "";
            }
            case "unbind" -> String.valueOf(owners(store).unbind(f.get(1), f.get(2)));
            case "ownerSids" ->
                owners(store).sids(f.get(1)).map(TinyProtocol::encode).collect(Collectors.joining(","));
            case "ownerDestroy" ->
                String.valueOf(owners(store).destroy(StoreArguments.ownerDigest(f.get(2)), f.get(1)));
            case "ownersClear" -> {
                owners(store).clear();
                yield "";
            }
            default -> throw new IllegalArgumentException("unknown request " + f.get(0));
        };
    }

    static String answer(String answer, List<SessionEvent> effects) {
        String published = effects.stream().map(TinyProtocol::effect).collect(Collectors.joining(","));
        return encode(answer) + "\t" + published + "\n";
    }

    static Optional<String> parseOptional(String answer) {
        return answer.startsWith("+") ? Optional.of(answer.substring(1)) : Optional.empty();
    }

    static Stream<String> parseSids(String answer) {
        return answer.isEmpty()
                ? Stream.empty()
                : Arrays.stream(answer.split(",", -1)).map(TinyProtocol::decode);
    }

    static StoreEvent parseEffect(String effect) {
        String sid = decode(effect.substring(1));
        return switch (effect.charAt(0)) {
            case 'S' -> new StoreEvent.Saved(sid);
            case 'T' -> new StoreEvent.Touched(sid);
            case 'D' -> new StoreEvent.Destroyed(sid);
            default -> new StoreEvent.Expired(sid);
        };
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static SmallOwners owners(SmallStore store) {
        return new SmallOwners(store);
    }

    private static String optional(Optional<String> text) {
        return text.map(present -> "+" + present).orElse("-");
    }

    /** The first letter of the event's name, which {@link #parseEffect} reads. */
    private static String effect(SessionEvent event) {
        return event.getClass().getSimpleName().charAt(0) + encode(event.sid());
    }
}
