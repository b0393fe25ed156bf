package dev.sessionstore.jdbc;

import com.mysql.cj.conf.PropertySet;
import com.mysql.cj.protocol.StandardSocketFactory;
import java.net.Socket;

/** As {@link TrackedSocketFactory}, for Connector/J, which requires its own interface. Thread-safe. */
public final class TrackedMySqlSocketFactory extends StandardSocketFactory {

    /** For the driver. */
    public TrackedMySqlSocketFactory() {}

    @Override
    protected Socket createSocket(PropertySet properties) {
        return TrackedSockets.create();
    }
}
