package health.careloop.operations;

import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.jspecify.annotations.Nullable;

/**
 * Connections that remember what was asked for, also where it is no address: Jetty forgets it then, and nobody could
 * tell a program from somebody who opened a page.
 */
final class RememberedTargets extends HttpConnectionFactory {
    private RememberedTargets(HttpConfiguration configuration) {
        super(configuration);
    }

    static void in(ServerConnector connector) {
        for (ConnectionFactory factory : connector.getConnectionFactories().toArray(new ConnectionFactory[0])) {
            if (factory instanceof HttpConnectionFactory plain) {
                RememberedTargets remembering = new RememberedTargets(plain.getHttpConfiguration());
                remembering.setInputBufferSize(plain.getInputBufferSize());
                remembering.setUseInputDirectByteBuffers(plain.isUseInputDirectByteBuffers());
                remembering.setUseOutputDirectByteBuffers(plain.isUseOutputDirectByteBuffers());
                connector.addConnectionFactory(remembering); // in its place: it has the same protocol
            }
        }
    }

    /** The path that was asked for, as it came, when it could not be read. */
    static @Nullable String pathOf(Request request) {
        if (request.getConnectionMetaData().getConnection() instanceof Remembering connection
                && connection.target != null) {
            int query = connection.target.indexOf('?');
            return query < 0 ? connection.target : connection.target.substring(0, query);
        }
        return null;
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        Remembering connection = new Remembering(getHttpConfiguration(), connector, endPoint);
        connection.setUseInputDirectByteBuffers(isUseInputDirectByteBuffers());
        connection.setUseOutputDirectByteBuffers(isUseOutputDirectByteBuffers());
        return configure(connection, connector, endPoint);
    }

    private static final class Remembering extends HttpConnection {
        private @Nullable String target;

        Remembering(HttpConfiguration configuration, Connector connector, EndPoint endPoint) {
            super(configuration, connector, endPoint);
        }

        @Override
        protected HttpStreamOverHTTP1 newHttpStream(String method, String uri, HttpVersion version) {
            if (uri.equals(BareErrors.UNREADABLE)) {
                return super.newHttpStream(method, uri, version); // in place of the one that could not be made
            }
            target = uri;
            HttpStreamOverHTTP1 readable = super.newHttpStream(method, uri, version);
            target = null;
            return readable;
        }
    }
}
