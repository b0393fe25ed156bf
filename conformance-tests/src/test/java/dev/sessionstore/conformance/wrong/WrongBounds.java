package dev.sessionstore.conformance.wrong;

import static dev.sessionstore.conformance.wrong.WrongStore.wrongNet;

import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.conformance.small.NetStore;
import dev.sessionstore.conformance.small.TinyConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** Wrong in how long their calls take while the server is ill. */
final class WrongBounds {

    private static final Duration FOR_EVER = Duration.ofMinutes(5);

    private WrongBounds() {}

    static List<WrongStore> all() {
        return List.of(
                wrongNet("the socket's read timeout is all", "BOUND-1 BOUND-2", port -> new NetStore(port) {
                    @Override
                    protected String exchange(TinyConnection connection, String request, Duration left)
                            throws IOException {
                        return connection.exchange(request);
                    }
                }),
                wrongNet("connecting has no timeout", "BOUND-3", port -> new NetStore(port) {
                    @Override
                    protected TinyConnection take() throws IOException {
                        TinyConnection pooled = idle.poll();
                        return pooled != null ? pooled : new TinyConnection(port, FOR_EVER);
                    }
                }),
                wrongNet("a login may take its time", "BOUND-4", port -> new NetStore(port) {
                    @Override
                    protected TinyConnection take() throws IOException {
                        TinyConnection pooled = idle.poll();
                        if (pooled != null) {
                            return pooled;
                        }
                        TinyConnection connection = new TinyConnection(port, TIMEOUT);
                        connection.timeout(FOR_EVER);
                        connection.exchange(request("get", "login"));
                        return connection;
                    }
                }),
                wrongNet("once a login hung all wait for it", "BOUND-4", port -> new NetStore(port) {
                    private final AtomicReference<Thread> loggingIn = new AtomicReference<>();

                    @Override
                    protected TinyConnection take() throws IOException {
                        TinyConnection pooled = idle.poll();
                        if (pooled != null) {
                            return pooled;
                        }
                        if (!loggingIn.compareAndSet(null, Thread.currentThread())) {
                            throw new IOException("another thread is about to log in");
                        }
                        TinyConnection connection = new TinyConnection(port, TIMEOUT);
                        connection.exchange(request("get", "login"), TIMEOUT);
                        loggingIn.set(null);
                        return connection;
                    }
                }),
                wrongNet("each step has the whole timeout", "BOUND-5", port -> new NetStore(port) {
                    @Override
                    protected String exchange(TinyConnection connection, String request, Duration left)
                            throws IOException {
                        for (int step = 0; step < 4; step++) {
                            connection.exchange(request("get", "step"), TIMEOUT);
                        }
                        return connection.exchange(request, TIMEOUT);
                    }
                }),
                wrongNet(
                        "clear tries each session, whatever became of the last", "BOUND-6", port -> new NetStore(port) {
                            @Override
                            public void clear() {
                                AtomicReference<StoreUnavailableException> last = new AtomicReference<>();
                                for (String sid : sids().toList()) {
                                    try {
                                        destroy(sid);
                                    } catch (StoreUnavailableException down) {
                                        last.set(down);
                                    }
                                }
                                if (last.get() != null) {
                                    throw last.get();
                                }
                            }
                        }),
                wrongNet("a sweep goes on without its server", "BOUND-6", port -> new NetStore(port) {
                    @Override
                    public int sweep(int atMost) {
                        int swept = 0;
                        for (int i = 0; i < Math.min(atMost, 100); i++) {
                            try {
                                swept += super.sweep(1);
                            } catch (StoreUnavailableException down) {
                                continue;
                            }
                        }
                        return swept;
                    }
                }),
                wrongNet("close says goodbye and waits for the answer", "BOUND-7", port -> new NetStore(port) {
                    @Override
                    public void close() {
                        Stream.ofNullable(idle.poll()).forEach(this::goodbye);
                        super.close();
                    }

                    private void goodbye(TinyConnection connection) {
                        try {
                            connection.timeout(FOR_EVER);
                            connection.exchange(request("get", "goodbye"));
                        } catch (IOException gone) {
                            connection.close();
                        }
                    }
                }),
                wrongNet("a call that is given up goes on", "BOUND-8", port -> new NetStore(port) {
                    @Override
                    protected String exchange(TinyConnection connection, String request, Duration left)
                            throws IOException {
                        connection.timeout(FOR_EVER);
                        FutureTask<String> answer = new FutureTask<>(() -> connection.exchange(request));
                        Thread thread = new Thread(answer, "given up");
                        thread.setDaemon(true);
                        thread.start();
                        try {
                            return answer.get(left.toNanos(), TimeUnit.NANOSECONDS);
                        } catch (TimeoutException | ExecutionException | InterruptedException e) {
                            throw new LeftAlone(e);
                        }
                    }

                    @Override
                    protected String send(String... request) {
                        try {
                            TinyConnection connection = take();
                            String answer = exchange(connection, request(request), TIMEOUT);
                            giveBack(connection);
                            return answer;
                        } catch (IOException e) {
                            throw new StoreUnavailableException(request[0] + " failed", e);
                        }
                    }
                }));
    }

    private static final class LeftAlone extends IOException {
        private static final long serialVersionUID = 1L;

        LeftAlone(Exception cause) {
            super(cause);
        }
    }
}
