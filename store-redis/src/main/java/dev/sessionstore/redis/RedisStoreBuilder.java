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
 * The options of a {@link RedisStore}. Comes from the class of the client, as in {@code LettuceStore.builder("redis://…")}.
 * Not thread-safe.
 */
public final class RedisStoreBuilder {

    /** The prefix that connect-redis uses when none is given. */
    public static final String DEFAULT_PREFIX = "sess:";

    /** How long to wait for Redis when nothing else is said. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);

    /** A client's classes take a second or two to load, more on a busy machine, and that is no fault of Redis. */
    private static final Duration START = Duration.ofSeconds(6);

    private final @Nullable RedisUrl url;
    private final Function<RedisStoreBuilder, RedisCommands> opener;
    private String prefix = DEFAULT_PREFIX;
    private Duration timeout = DEFAULT_TIMEOUT;
    private InstantSource clock = InstantSource.system();
    private @Nullable String user;
    private @Nullable String password;
    private OptionalInt poolSize = OptionalInt.empty();

    /**
     * What a client is opened with.
     *
     * @param url where, with user and password
     * @param timeout of each command
     * @param poolSize connections per server at most; empty when the user did not say
     */
    public record Connecting(RedisUrl url, Duration timeout, OptionalInt poolSize) {

        /** {@return the longest that opening may take: what a call of the store may take} */
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
     * @param opener connects, or throws what the client throws and leaves nothing open
     * @param errorReply as {@link RedisCommands#errorReply}
     * @throws IllegalArgumentException when the URL is none
     */
    public static RedisStoreBuilder opening(
            String url, Function<Connecting, RedisCommands> opener, Function<Throwable, @Nullable String> errorReply) {
        return new RedisStoreBuilder(RedisUrl.parse(url), builder -> {
            Connecting connecting = builder.connecting();
            return builder.connect(connecting.url().toString(), () -> opener.apply(connecting), errorReply);
        });
    }

    /**
     * For the class of a client: a builder of stores over what the user holds.
     *
     * @param port adapts it, given the store's timeout
     * @param errorReply as {@link RedisCommands#errorReply}
     */
    public static RedisStoreBuilder over(
            Function<Duration, RedisCommands> port, Function<Throwable, @Nullable String> errorReply) {
        return new RedisStoreBuilder(
                null, builder -> builder.connect("Redis", () -> port.apply(builder.timeout), errorReply));
    }

    /**
     * What stands before each sid in the key: by default {@value #DEFAULT_PREFIX}, as in connect-redis. With an empty prefix
     * there is no {@link RedisStore#listing()}.
     */
    public RedisStoreBuilder prefix(String prefix) {
        this.prefix = new Keys(prefix).prefix();
        return this;
    }

    /**
     * How long a call waits for Redis, by default 2 s; a call ends within one and a half times that and half a second,
     * {@link RedisStore#close()} too. Opening has as long, and not less than six seconds, since a client that is loaded for the
     * first time takes a while. In a listing each page is a call, and so is the removal of a page's sessions.
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

    /** The application's clock, by default the system's. What is expired is measured by it alone. */
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
     * How many connections to each server the store may open. The default is the client's class's. Only for stores from a URL.
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
                    option + ": belongs to the client that this store was given; set it there, or give a URL");
        }
        return Objects.requireNonNull(value, option);
    }

    /**
     * Opens the store. From a URL it connects at once, so that a wrong address or password shows now and not at the first
     * visitor; from then on the store heals by itself.
     *
     * @throws StoreUnavailableException when Redis could not be reached in time; nothing is left open, or what a client still
     *     opens is closed when it is done
     * @throws StoreException when Redis refused, for example the password
     * @throws IllegalArgumentException when options contradict each other, or the given client may read from replicas
     */
    public RedisStore build() {
        String backend = url == null ? "Redis" : url.toString();
        return new RedisStore(opener.apply(this), backend, prefix, timeout, clock);
    }

    private Connecting connecting() {
        RedisUrl target = Objects.requireNonNull(url).withCredentials(user, password);
        if (target.user() != null && target.password() == null) {
            throw new IllegalArgumentException("user: needs a password");
        }
        return new Connecting(target, timeout, poolSize);
    }

    /** An interrupt from before is set aside meanwhile: opening is not what it was meant for. */
    private RedisCommands connect(
            String backend, Supplier<RedisCommands> opener, Function<Throwable, @Nullable String> errorReply) {
        Failures failures = new Failures(backend, errorReply);
        Duration limit = limit(timeout).compareTo(START) < 0 ? START : limit(timeout);
        boolean interruptedBefore = Thread.interrupted();
        try {
            return Aside.open(opener, limit, RedisCommands::close);
        } catch (ExecutionException e) {
            if (Causes.unwrap(e) instanceof IllegalArgumentException refusedOption) {
                throw refusedOption;
            }
            throw failures.of("connect", e);
        } catch (TimeoutException e) {
            throw failures.unavailable("connect", "no connection within " + limit.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            interruptedBefore = true;
            throw failures.unavailable("connect", "the thread was interrupted", e);
        } finally {
            if (interruptedBefore) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** How long anything is waited for that is given a timeout: a little less than a call may take. */
    static Duration limit(Duration timeout) {
        return timeout.multipliedBy(3).dividedBy(2).plusMillis(450);
    }
}
