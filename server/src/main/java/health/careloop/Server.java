package health.careloop;

import health.careloop.postgres.DatabaseStartup;
import health.careloop.tenancy.Databases;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The application and its database: started side by side, stopped one after the other. */
final class Server {

    private Server() {}

    /** Returns when requests are answered. Settings of Spring Boot, {@code --server.port=0} say, are passed on. */
    static ConfigurableApplicationContext start(Class<?> source, Invocation invocation) {
        var begun = System.nanoTime();
        var ports = Ports.of(invocation);
        KnownSettings.requireNumbers(invocation);
        KnownSettings.requireSound(invocation);
        ports.require(invocation);
        LoggerFactory.getILoggerFactory(); // its first user must not be two threads at once
        var home = invocation.home().toAbsolutePath().normalize();
        var running = Ending.ends(
                invocation.err(),
                () -> new Running(DatabaseStartup.begin(home, invocation.environment(), invocation::progress)));
        var database = running.database();
        var application = new SpringApplication(source);
        application.setBannerMode(Banner.Mode.OFF);
        application.setDefaultProperties(
                defaults(home, invocation.option("debug").isPresent()));
        application.setRegisterShutdownHook(false); // Ending knows the order
        application.addInitializers(context -> {
            context.getBeanFactory().registerSingleton("databaseStartup", database);
            context.getBeanFactory().registerSingleton("running", running);
            running.starts(context);
        });
        ConfigurableApplicationContext context;
        try {
            context = application.run(settings(invocation));
        } catch (RuntimeException e) {
            stop(running);
            throw new StartupFailure.Told(e);
        }
        try {
            database.await();
            context.getBeanProvider(Databases.class).ifAvailable(Databases::await);
        } catch (RuntimeException e) {
            stop(running);
            throw e;
        }
        invocation.progress("ready after %.1f s on http://localhost:%s"
                .formatted(
                        (System.nanoTime() - begun) / 1e9,
                        context.getEnvironment().getProperty("local.server.port")));
        return context;
    }

    static void stop(ConfigurableApplicationContext context) {
        stop(context.getBean(Running.class));
    }

    private static void stop(Running running) {
        running.close();
        Ending.isOver();
    }

    private static Map<String, Object> defaults(Path home, boolean debug) {
        var defaults = new HashMap<String, Object>();
        defaults.put("careloop.home", home.toString());
        if (!debug) {
            // A failed start is told in one sentence; these tell it again, at length.
            defaults.put("logging.level.org.springframework.boot.autoconfigure.logging", "off");
            defaults.put("logging.level.org.springframework.boot.web", "error");
            defaults.put("logging.level.org.springframework.boot.actuate.endpoint", "warn");
            defaults.put("logging.level.org.springframework.boot.jetty", "warn");
            defaults.put("logging.level.org.eclipse.jetty", "warn");
            defaults.put("spring.main.log-startup-info", "false");
        }
        return defaults;
    }

    private static String[] settings(Invocation invocation) {
        return invocation.options().entrySet().stream()
                .filter(option -> !option.getKey().equals("home"))
                .map(option -> "--" + option.getKey() + (option.getValue().isEmpty() ? "" : "=" + option.getValue()))
                .toArray(String[]::new);
    }
}
