package health.careloop;

import health.careloop.demo.Demo;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;

/** {@code careloop demo}: the server with its story; {@code --once} on a fresh folder and free ports, and then gone. */
final class DemoRun {
    private static final String HOME = "demo-data";

    private DemoRun() {}

    static int run(Invocation invocation) {
        List<Path> files = files(invocation);
        for (Path file : files) {
            if (!Files.isReadable(file)) {
                throw new UsageException("There is no readable file " + file);
            }
        }
        boolean once = invocation.option("once").isPresent();
        if (once && invocation.option("home").isPresent()) {
            throw Command.DEMO
                    .grammar()
                    .refused("--once plays in a temporary folder that is gone afterwards: leave --home away.");
        }
        return once ? once(invocation, files) : stay(invocation, files);
    }

    private static int stay(Invocation invocation, List<Path> files) {
        Map<String, String> settings = settings(invocation);
        settings.putIfAbsent("home", invocation.environment().getOrDefault("CARELOOP_HOME", HOME));
        Demo demo = start(invocation, settings);
        boolean seen = demo.isFresh() ? demo.run(files) : demo.again(files);
        demo.printLogins();
        invocation.progress(seen ? "Ctrl-C stops it." : "A step was not seen; the log has more. Ctrl-C stops it.");
        return 0;
    }

    private static int once(Invocation invocation, List<Path> files) {
        // What a visitor sent does not stay behind, also when somebody ends it.
        ScratchFolder home = Ending.ends(invocation.err(), () -> ScratchFolder.create("careloop-demo"));
        Map<String, String> settings = settings(invocation);
        settings.put("home", home.path().toString());
        settings.put("server.port", "0");
        settings.put("management.server.port", "0");
        try {
            ConfigurableApplicationContext context = Server.start(Careloop.class, invocation.with(settings));
            boolean seen;
            try {
                seen = demo(context, invocation).run(files);
            } finally {
                if (!Ending.hasBegun()) {
                    Server.stop(context);
                }
            }
            invocation.progress(seen ? "every step was seen." : "a step was not seen.");
            return seen ? 0 : 1;
        } finally {
            if (!Ending.hasBegun()) {
                home.close();
                Ending.isOver();
            }
        }
    }

    private static Demo start(Invocation invocation, Map<String, String> settings) {
        return demo(Server.start(Careloop.class, invocation.with(settings)), invocation);
    }

    private static Demo demo(ConfigurableApplicationContext context, Invocation invocation) {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        return new Demo(context, "http://localhost:" + port, untilTheEnd(invocation.out()));
    }

    private static Map<String, String> settings(Invocation invocation) {
        Map<String, String> settings = new HashMap<>(invocation.options());
        settings.remove("once");
        settings.remove("send");
        settings.putIfAbsent("spring.profiles.active", "demo");
        return settings;
    }

    /** {@code --send A B C}: the first is the option's value, the others follow it. */
    private static List<Path> files(Invocation invocation) {
        Optional<String> first = invocation.option("send");
        if (first.isEmpty()) {
            invocation.operand(0).ifPresent(word -> {
                throw Command.DEMO.grammar().refused("What is '" + word + "' for?");
            });
            return List.of();
        }
        return Stream.concat(first.stream(), invocation.operands().stream())
                .map(Path::of)
                .toList();
    }

    /** Says nothing more once somebody ends it: what fails then fails because of that. */
    private static PrintStream untilTheEnd(PrintStream out) {
        return new PrintStream(
                new FilterOutputStream(out) {
                    @Override
                    public void write(byte[] bytes, int from, int length) throws IOException {
                        if (!Ending.hasBegun()) {
                            out.write(bytes, from, length);
                        }
                    }

                    @Override
                    public void write(int one) throws IOException {
                        write(new byte[] {(byte) one}, 0, 1);
                    }
                },
                true,
                out.charset());
    }
}
