package dev.sessionstore.conformance.wrong;

import static dev.sessionstore.conformance.wrong.WrongStore.wrongNet;

import dev.sessionstore.StoreEvent;
import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.conformance.small.NetStore;
import dev.sessionstore.conformance.small.TinyConnection;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

/** Wrong when their server is gone, and when it is back. */
final class WrongNetworks {

    /** So that no garbage collector closes them. */
    private static final Queue<TinyConnection> LEAKED = new ConcurrentLinkedQueue<>();

    private WrongNetworks() {}

    static List<WrongStore> all() {
        return List.of(
                wrongNet("an outage looks like no session", "FAULT-1", port -> new NetStore(port) {
                    @Override
                    public Optional<String> get(String sid) {
                        try {
                            return super.get(sid);
                        } catch (StoreUnavailableException down) {
                            return Optional.empty();
                        }
                    }
                }),
                wrongNet("calls wait for ever", "FAULT-2", port -> new NetStore(port) {
                    @Override
                    protected String exchange(TinyConnection connection, String request, Duration left)
                            throws IOException {
                        connection.timeout(Duration.ZERO);
                        return connection.exchange(request);
                    }
                }),
                wrongNet("once down, down for ever", "FAULT-3 FAULT-4", port -> new NetStore(port) {
                    @Override
                    protected String send(String... request) {
                        if (!availability.isConnected()) {
                            throw new StoreUnavailableException(request[0] + " failed: down");
                        }
                        return super.send(request);
                    }
                }),
                wrongNet("a cut connection is kept", "FAULT-5", port -> new OneConnection(port, false)),
                wrongNet("a silent connection is kept", "FAULT-6", port -> new OneConnection(port, true)),
                wrongNet("slow is taken for down", "FAULT-7", port -> new NetStore(port) {
                    @Override
                    protected TinyConnection take() throws IOException {
                        TinyConnection connection = super.take();
                        connection.timeout(Duration.ofMillis(80));
                        return connection;
                    }
                }),
                wrongNet("the next call reads the late answer", "FAULT-8", port -> new OneConnection(port, true)),
                wrongNet("every failed call publishes Disconnected", "FAULT-9", port -> new NetStore(port) {
                    @Override
                    protected String send(String... request) {
                        try {
                            return super.send(request);
                        } catch (StoreUnavailableException down) {
                            events.publish(new StoreEvent.Disconnected(down));
                            throw down;
                        }
                    }
                }),
                wrongNet("a failed call publishes its effect", "FAULT-10", port -> new NetStore(port) {
                    @Override
                    public void set(String sid, String data, Instant expiresAt) {
                        try {
                            super.set(sid, data, expiresAt);
                        } catch (StoreUnavailableException down) {
                            events.publish(new StoreEvent.Saved(sid));
                            throw down;
                        }
                    }
                }),
                wrongNet("messages show the whole sid", "FAULT-11", port -> new NetStore(port) {
                    @Override
                    protected String send(String... request) {
                        try {
                            return super.send(request);
                        } catch (StoreUnavailableException down) {
                            throw new StoreUnavailableException(request[0] + " of " + request[1] + " failed", down);
                        }
                    }
                }),
                wrongNet("interrupts are swallowed while waiting", "FAULT-12", port -> new NetStore(port) {
                    @Override
                    protected String send(String... request) {
                        try {
                            return super.send(request);
                        } finally {
                            Thread.interrupted();
                        }
                    }
                }),
                wrongNet(
                        "failed calls are tried again",
                        "LOST-1 LOST-2 LOST-3 LOST-4 LOST-5 LOST-6",
                        port -> new NetStore(port) {
                            @Override
                            protected String send(String... request) {
                                try {
                                    return super.send(request);
                                } catch (StoreUnavailableException first) {
                                    return super.send(request);
                                }
                            }
                        }),
                wrongNet("large texts are written in two steps", "LOST-7", port -> new NetStore(port) {
                    @Override
                    public void set(String sid, String data, Instant expiresAt) {
                        if (data != null && data.length() > 30_000) {
                            super.set(sid, data.substring(0, 100), expiresAt);
                        }
                        super.set(sid, data, expiresAt);
                    }
                }),
                wrongNet("failed writes are made up for later", "LOST-6", Replaying::new),
                wrongNet(
                        "every call pings the server first",
                        "COST-1 COST-2 COST-3 COST-4 COST-5 COST-6",
                        port -> new NetStore(port) {
                            @Override
                            protected String send(String... request) {
                                super.send("get", "ping");
                                return super.send(request);
                            }
                        }),
                wrongNet("close leaves the connections", "CLOSE-10", port -> new NetStore(port) {
                    @Override
                    public void close() {
                        List<TinyConnection> left = new ArrayList<>(idle);
                        idle.clear();
                        super.close();
                        LEAKED.addAll(left);
                    }
                }));
    }

    /** Always the same connection, one call at a time, whatever became of it. */
    private static final class OneConnection extends NetStore {
        private final ReentrantLock lock = new ReentrantLock();
        private final boolean replaceWhenCut;
        private TinyConnection only;

        OneConnection(int port, boolean replaceWhenCut) {
            super(port);
            this.replaceWhenCut = replaceWhenCut;
        }

        @Override
        protected String send(String... request) {
            lock.lock();
            try {
                if (only == null) {
                    only = take();
                }
                return only.exchange(request(request));
            } catch (SocketTimeoutException late) {
                throw new StoreUnavailableException(request[0] + " failed: late", late);
            } catch (IOException cut) {
                if (replaceWhenCut) {
                    only = null;
                }
                throw new StoreUnavailableException(request[0] + " failed: cut", cut);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            if (only != null) {
                only.close();
            }
            super.close();
        }
    }

    /** Sends a failed write again before the next call. */
    private static final class Replaying extends NetStore {
        private final Queue<String[]> failed = new ConcurrentLinkedQueue<>();

        Replaying(int port) {
            super(port);
        }

        @Override
        protected String send(String... request) {
            String[] again = failed.poll();
            if (again != null) {
                send(again);
            }
            try {
                return super.send(request);
            } catch (StoreUnavailableException down) {
                if (request[0].equals("set")) {
                    failed.add(request);
                }
                throw down;
            }
        }
    }
}
