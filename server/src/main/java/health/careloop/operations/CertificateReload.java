package health.careloop.operations;

import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Boot reads the certificate's files again when they change, but tells Jetty nothing; this does. */
@Component
class CertificateReload implements WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> {
    static final String BUNDLE = "careloop";
    private static final Logger LOG = LoggerFactory.getLogger(CertificateReload.class);

    private final ObjectProvider<SslBundles> bundles;

    CertificateReload(ObjectProvider<SslBundles> bundles) {
        this.bundles = bundles;
    }

    @Override
    public void customize(ConfigurableJettyWebServerFactory factory) {
        SslBundles known = bundles.getIfAvailable();
        if (known != null && known.getBundleNames().contains(BUNDLE)) {
            factory.addServerCustomizers(
                    server -> known.addBundleUpdateHandler(BUNDLE, bundle -> reload(server, bundle)));
        }
    }

    /** Connections that are open keep their certificate; new ones get the new. */
    private static void reload(Server server, SslBundle bundle) {
        for (var connector : server.getConnectors()) {
            SslConnectionFactory ssl = connector.getConnectionFactory(SslConnectionFactory.class);
            if (ssl == null) {
                continue;
            }
            try {
                ssl.getSslContextFactory().reload(factory -> use(factory, bundle));
                LOG.info("The server's certificate was read again");
            } catch (Exception e) {
                LOG.error("The new certificate cannot be used; the old one stays", e);
            }
        }
    }

    private static void use(SslContextFactory factory, SslBundle bundle) {
        factory.setKeyStore(bundle.getStores().getKeyStore());
        String password = bundle.getStores().getKeyStorePassword();
        if (password != null) {
            factory.setKeyStorePassword(password);
        }
    }
}
