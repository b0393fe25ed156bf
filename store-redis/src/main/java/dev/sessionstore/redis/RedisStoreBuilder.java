package dev.sessionstore.redis;

import dev.sessionstore.StoreException;
import dev.sessionstore.StoreUnavailableException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The options of a {@link RedisStore}, the same for every client. The class of the client gives the builder, as in
 * {@code LettuceStore.builder("redis://…")}. Not thread-safe.
 */
public final class RedisStoreBuilder {

    /** The default prefix of connect-redis. */
    public static final String DEFAULT_PREFIX = "sess:";

    /** The default timeout. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);

    private static final Duration MIN_OPENING_LIMIT = Duration.ofSeconds(6);

    /** Loading the classes of a client takes a second or two of processor time, so much longer on a busy machine. */
    private static final Duration MIN_FIRST_OPENING_LIMIT = Duration.ofSeconds(30);

    private static volatile boolean clientLoaded;

    private final @Nullable RedisUrl url;
    private final Function<RedisStoreBuilder, RedisCommands> opener;
    private String prefix = DEFAULT_PREFIX;
    private Duration timeout = DEFAULT_TIMEOUT;
    private InstantSource clock = InstantSource.system();
    private @Nullable String user;
    private @Nullable String password;
    private OptionalInt poolSize = OptionalInt.empty();

    /**
     * The settings that a client module opens its client with.
     *
     * @param url with user and password
     * @param timeout of each command
     * @param poolSize connections per server at most; empty for the client's default
     */
    public record ClientSettings(RedisUrl url, Duration timeout, OptionalInt poolSize) {

        /** {@return the longest that a connection attempt may take, the same as a call of the store} */
        public Duration limit() {
            return RedisStoreBuilder.limit(timeout);
        }
    }

    private RedisStoreBuilder(@Nullable RedisUrl url, Function<RedisStoreBuilder, RedisCommands> opener) {
        this.url = url;
        this.opener = opener;
    }

    /**
     * For the class of a client: a builder of stores that open their own client.
     *
     * @param url one of the forms of {@link RedisUrl}
     * @param opener connects, or throws the client's exception and leaves nothing open
     * @param errorReply as {@link RedisCommands#errorReply}
     * @throws IllegalArgumentException when the URL has none of these forms
     */
    public static RedisStoreBuilder opening(
            String url,
            Function<ClientSettings, RedisCommands> opener,
            Function<Throwable, @Nullable String> errorReply) {
        return new RedisStoreBuilder(RedisUrl.parse(url), builder -> {
            ClientSettings settings = builder.clientSettings();
            return builder.connect(settings.url().toString(), () -> opener.apply(settings), errorReply);
        });
    }

    /**
     * For the class of a client: a builder of stores over a client that the user holds.
     *
     * @param commands adapts the client, given the store's timeout
     * @param errorReply as {@link RedisCommands#errorReply}
     */
    public static RedisStoreBuilder over(
            Function<Duration, RedisCommands> commands, Function<Throwable, @Nullable String> errorReply) {
        return new RedisStoreBuilder(
                null, builder -> builder.connect("Redis", () -> commands.apply(builder.timeout), errorReply));
    }

    /**
     * The text before each sid in the key, by default {@value #DEFAULT_PREFIX}, as in connect-redis. A store with an empty
     * prefix has no {@link RedisStore#listing()}. The keys of owners begin with {@code owners:} and this prefix, and end with 64
     * hexadecimal digits; a sid is refused where its key would be such a one.
     */
    public RedisStoreBuilder prefix(String prefix) {
        this.prefix = new Keys(prefix).prefix();
        return this;
    }

    /**
     * How long a call waits for Redis, by default 2 s. A call ends within one and a half times the timeout and half a second;
     * so does {@link RedisStore#close()}. Opening has the same limit, but at least six seconds, and thirty until one store was
     * opened, since the classes of a client take a while to load. In a listing each page is a call, and so is the removal of each
     * hundred sessions. A page of an owner's sessions is up to three calls.
     *
     * @param timeout from 1 ms to 1 hour
     */
    public RedisStoreBuilder timeout(Duration timeout) {
        if (timeout.compareTo(Duration.ofMillis(1)) < 0 || timeout.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("timeout: from 1 ms to 1 hour, was " + timeout);
        }
        this.timeout = timeout;
        return this;
    }

    /** The application's clock, by default the system's. It alone decides whether a given expiry is past. */
    public RedisStoreBuilder clock(InstantSource clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        return this;
    }

    /** The user to log in as (ACL, Redis 6 and later), instead of the URL's. Only for stores from a URL. */
    public RedisStoreBuilder user(String user) {
        this.user = ownClient("user", user);
        return this;
    }

    /** The password to log in with, instead of the URL's. Only for stores from a URL. */
    public RedisStoreBuilder password(String password) {
        this.password = ownClient("password", password);
        return this;
    }

    /**
     * The maximum number of connections to each server, by default 32. Lettuce shares one connection and refuses this option.
     * Only for stores from a URL.
     *
     * @param connections 1 or more
     */
    public RedisStoreBuilder poolSize(int connections) {
        if (connections < 1) {
            throw new IllegalArgumentException("poolSize: at least 1, was " + connections);
        }
        this.poolSize = OptionalInt.of(ownClient("poolSize", connections));
        return this;
    }

    private <T> T ownClient(String option, T value) {
        if (url == null) {
            throw new IllegalArgumentException(
                    option + ": is an option of the client that this builder was given; set it there, or give a URL");
        }
        return Objects.requireNonNull(value, option);
    }

    /**
     * Opens the store. A store from a URL connects at once, so a wrong address or password shows at the start and not at the
     * first request. Later outages need no new store: it reconnects by itself.
     *
     * @throws StoreUnavailableException when Redis was not reached in time; a client that finishes opening later is closed
     * @throws StoreException when Redis refused, for example the password
     * @throws IllegalArgumentException when options contradict each other, or the given client reads from replicas or sends
     *     commands again
     */
    public RedisStore build() {
        String backend = url == null ? "Redis" : url.toString();
        return new RedisStore(opener.apply(this), backend, prefix, timeout, clock);
    }

    private ClientSettings clientSettings() {
        RedisUrl target = Objects.requireNonNull(url).withCredentials(user, password);
        if (target.user() != null && target.password() == null) {
            throw new IllegalArgumentException("user: needs a password");
        }
        return new ClientSettings(target, timeout, poolSize);
    }

    /** An earlier interrupt of the thread does not end the opening. The flag is set again afterwards. */
    private RedisCommands connect(
            String backend, Supplier<RedisCommands> opener, Function<Throwable, @Nullable String> errorReply) {
        ErrorTranslator errors = new ErrorTranslator(backend, errorReply);
        Duration limit = openingLimit();
        boolean interruptedBefore = Thread.interrupted();
        try {
            RedisCommands commands = ClientLifecycle.open(opener, limit, RedisCommands::close);
            clientLoaded = true;
            return commands;
        } catch (ExecutionException e) {
            if (Causes.unwrap(e) instanceof IllegalArgumentException refusedOption) {
                throw refusedOption;
            }
            throw errors.translateConnect(e);
        } catch (TimeoutException e) {
            throw errors.unavailable("connect", "no connection within " + limit.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            interruptedBefore = true;
            throw errors.unavailable("connect", "the thread was interrupted", e);
        } finally {
            if (interruptedBefore) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Duration openingLimit() {
        Duration min = clientLoaded ? MIN_OPENING_LIMIT : MIN_FIRST_OPENING_LIMIT;
        return limit(timeout).compareTo(min) < 0 ? min : limit(timeout);
    }

    /** {@return a limit for work that has a timeout of its own, a little less than a call may take} */
    static Duration limit(Duration timeout) {
        return timeout.multipliedBy(3).dividedBy(2).plusMillis(450);
    }
}
