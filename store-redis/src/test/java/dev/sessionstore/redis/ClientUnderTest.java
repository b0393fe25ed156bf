package dev.sessionstore.redis;

/** The client that the tests of a class run with. */
public interface ClientUnderTest {

    /** {@return a store from the client's {@code open}} */
    RedisStore open(String url);

    /** {@return the client's builder of stores} */
    RedisStoreBuilder client(String url);
}
