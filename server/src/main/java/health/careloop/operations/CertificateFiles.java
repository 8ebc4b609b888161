package health.careloop.operations;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * {@code CARELOOP_TLS_CERTIFICATE} and {@code CARELOOP_TLS_KEY}: two PEM files turn TLS on, and are read again when they
 * change, so that a renewed certificate needs no restart.
 */
final class CertificateFiles implements EnvironmentPostProcessor {
    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        String certificate = environment.getProperty("CARELOOP_TLS_CERTIFICATE", "");
        String key = environment.getProperty("CARELOOP_TLS_KEY", "");
        if (certificate.isBlank() && key.isBlank()) {
            return;
        }
        if (certificate.isBlank() || key.isBlank()) {
            throw new IllegalStateException(
                    "TLS needs both files: CARELOOP_TLS_CERTIFICATE and CARELOOP_TLS_KEY, each a path to a PEM file");
        }
        String bundle = "spring.ssl.bundle.pem." + CertificateReload.BUNDLE + ".";
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "careloop certificate files",
                        Map.of(
                                bundle + "keystore.certificate",
                                file(certificate),
                                bundle + "keystore.private-key",
                                file(key),
                                bundle + "reload-on-update",
                                "true",
                                "careloop.scheme",
                                "https",
                                "server.ssl.bundle",
                                "careloop",
                                "server.ssl.enabled-protocols",
                                "TLSv1.3,TLSv1.2")));
    }

    private static String file(String path) {
        return path.startsWith("file:") ? path : "file:" + path;
    }
}
