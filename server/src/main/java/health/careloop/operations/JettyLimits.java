package health.careloop.operations;

import health.careloop.web.LargestBodies;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
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
    private static final int LARGEST_BODY = Math.toIntExact(LargestBodies.OTHERWISE.toBytes());

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
        // Jetty's own, of forms alone, is answered with 400.
        server.getDescendants(ServletContextHandler.class)
                .forEach(context -> context.setMaxFormContentSize(LARGEST_BODY));
        server.setErrorHandler(new BareErrors());
        server.insertHandler(new BodyLimit(LargestBodies.OF_A_MESSAGE.toBytes(), LARGEST_BODY));
        SafeCompression.of(server);
        server.insertHandler(new RefusedMethods());
        server.insertHandler(new RefusedAddresses());
        server.insertHandler(new LateBodies()); // around whoever refuses
    }
}
