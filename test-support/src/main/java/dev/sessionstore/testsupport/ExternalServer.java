package dev.sessionstore.testsupport;

/** A server that an environment variable names. Tests cannot stop it. */
enum ExternalServer implements Running {
    INSTANCE;

    @Override
    public void start() {
        throw notOurs();
    }

    @Override
    public void stop() {
        throw notOurs();
    }

    @Override
    public void kill() {
        throw notOurs();
    }

    @Override
    public String output() {
        throw notOurs();
    }

    private static UnsupportedOperationException notOurs() {
        return new UnsupportedOperationException(
                "An environment variable names this server; tests cannot stop or start it");
    }

    @Override
    public void close() {}
}
