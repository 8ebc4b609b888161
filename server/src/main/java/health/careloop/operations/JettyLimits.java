package health.careloop.operations;

import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** What the servers of application and metrics take from a network they do not trust (W-10, W-12). */
@Component
class JettyLimits implements WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> {
    /** Jetty's 50 makes a thousand screens that come back at once wait for a quarter of a minute. */
    private static final int ACCEPT_QUEUE = 1024;

    private static final long IDLE_MILLIS = 30_000;
    /** Above the 10 MB of a message, which its own handler enforces. */
    private static final long LARGEST_MESSAGE = 12L * 1024 * 1024;
    /** Of anything else: it is parsed before anybody is asked who he is. Jetty's own limit for forms, answered with 400. */
    private static final long LARGEST_BODY = 200_000;

    @Override
    public void customize(ConfigurableJettyWebServerFactory factory) {
        factory.addServerCustomizers(JettyLimits::apply);
    }

    private static void apply(Server server) {
        for (var connector : server.getConnectors()) {
            if (connector instanceof ServerConnector network) {
                network.setAcceptQueueSize(ACCEPT_QUEUE);
                network.setIdleTimeout(IDLE_MILLIS);
                RememberedTargets.in(network);
            }
            connector.getConnectionFactories().stream()
                    .filter(HttpConnectionFactory.class::isInstance)
                    .map(factory -> ((HttpConnectionFactory) factory).getHttpConfiguration())
                    // No minimal data rate: Jetty measures it from the first millisecond and cuts honest short bodies.
                    .forEach(http -> http.setSendServerVersion(false));
        }
        server.setErrorHandler(new BareErrors());
        server.insertHandler(new BodyLimit(LARGEST_MESSAGE, LARGEST_BODY));
        SafeCompression.of(server);
        server.insertHandler(new RefusedMethods());
        server.insertHandler(new RefusedAddresses());
        server.insertHandler(new LateBodies()); // around whoever refuses
    }
}
