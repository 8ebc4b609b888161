package health.careloop;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Both ports, asked for before a database is made that nobody could reach. Jetty asks again; somebody may be quicker. */
record Ports(
        int application,
        int metrics,
        @Nullable String address,
        @Nullable String metricsAddress) {
    static final String APPLICATION = "server.port";
    static final String METRICS = "management.server.port";

    /** As application.yaml finds them. */
    static Ports of(Invocation invocation) {
        return new Ports(
                port(invocation, APPLICATION, 5000, "SERVER_PORT", "CARELOOP_PORT", "PORT"),
                port(invocation, METRICS, 9090, "MANAGEMENT_SERVER_PORT", "CARELOOP_METRICS_PORT", "PROMETHEUS_PORT"),
                invocation.option("server.address").orElse((String) null),
                invocation
                        .option("management.server.address")
                        .orElseGet(
                                () -> invocation.environment().getOrDefault("CARELOOP_METRICS_ADDRESS", "127.0.0.1")));
    }

    private static int port(Invocation invocation, String setting, int otherwise, String... variables) {
        var typed = invocation.options().get(setting);
        if (typed != null) {
            return number("--" + setting, typed);
        }
        for (var variable : variables) {
            var value = invocation.environment().get(variable);
            if (value != null) {
                return number(variable, value);
            }
        }
        return otherwise;
    }

    private static int number(String name, String value) {
        try {
            var port = Integer.parseInt(value.strip());
            if (port >= (name.contains(METRICS) ? -1 : 0) && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new UsageException(name + " must be a port, a whole number from 0 to 65535; '" + value + "' is none.");
    }

    /**
     * @throws UsageException when both are the same
     * @throws StartupFailure.Told after both that are in use were named in one sentence
     */
    void require(Invocation invocation) {
        if (application == metrics && application != 0) {
            throw new UsageException(
                    "--" + APPLICATION + " and --" + METRICS + " must be two ports; both are " + application + ".");
        }
        if (isSomebodyIn(invocation.home())) {
            return; // the folder is in use, which says more than its ports
        }
        Map<Integer, String> taken = new LinkedHashMap<>();
        if (isTaken(application, address)) {
            taken.put(application, "--" + APPLICATION + "=PORT");
        }
        if (metrics != application && isTaken(metrics, metricsAddress)) {
            taken.put(metrics, "--" + METRICS + "=PORT");
        }
        if (taken.isEmpty()) {
            return;
        }
        List<String> numbers = new ArrayList<>();
        taken.keySet().forEach(port -> numbers.add(port.toString()));
        invocation.progress((numbers.size() > 1 ? "Ports " : "Port ") + String.join(" and ", numbers)
                + (numbers.size() > 1 ? " are" : " is") + " in use: stop what uses "
                + (numbers.size() > 1 ? "them, or choose other ones" : "it, or choose another one") + " with "
                + String.join(" ", taken.values()) + ".");
        throw new StartupFailure.Told(new BindException());
    }

    private static boolean isTaken(int port, @Nullable String address) {
        if (port <= 0) {
            return false;
        }
        try (var socket = new ServerSocket()) {
            socket.bind(
                    address == null
                            ? new InetSocketAddress(port)
                            : new InetSocketAddress(InetAddress.getByName(address), port));
            return false;
        } catch (BindException e) {
            return Objects.toString(e.getMessage(), "").toLowerCase(Locale.ROOT).contains("in use");
        } catch (IOException e) {
            return false; // whatever it is, the server's own words will say it
        }
    }

    private static boolean isSomebodyIn(Path home) {
        try {
            return ProcessHandle.of(Long.parseLong(
                            Files.readString(home.resolve("careloop.lock")).strip()))
                    .filter(ProcessHandle::isAlive)
                    .isPresent();
        } catch (IOException | NumberFormatException e) {
            return false;
        }
    }
}
