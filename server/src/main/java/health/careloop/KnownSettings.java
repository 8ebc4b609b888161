package health.careloop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code --SETTING=VALUE} may name: our settings records' components, and what the jars of Spring Boot say they
 * read. A name with a slip in it would otherwise be taken for a setting nobody asks for.
 */
final class KnownSettings {
    /** What people most likely mean, before the many others that end alike. */
    private static final List<String> FIRST =
            List.of("server.port", "management.server.port", "management.server.address", "spring.profiles.active");

    private KnownSettings() {}

    /** Ours: the name with dashes, and whether further parts of the name may follow. */
    static Map<String, Boolean> ours() {
        var settings = new TreeMap<String, Boolean>();
        for (var type : records()) {
            for (var component : type.getRecordComponents()) {
                settings.put(nameOf(type, component.getName()), component.getType() == Map.class);
            }
        }
        return settings;
    }

    static List<Class<?>> records() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        List<Class<?>> records = new ArrayList<>();
        for (var candidate : scanner.findCandidateComponents(KnownSettings.class.getPackageName())) {
            records.add(ClassUtils.resolveClassName(String.valueOf(candidate.getBeanClassName()), null));
        }
        return records;
    }

    static String nameOf(Class<?> type, String component) {
        return type.getAnnotation(ConfigurationProperties.class).value() + "." + dashed(component);
    }

    static boolean knows(String name) {
        return FIRST.contains(name) || isAmong(name.startsWith("careloop.") ? ours() : springs(), name);
    }

    /** Refuses a word where one of our settings is a number, before anything is made. */
    static void requireNumbers(Invocation invocation) {
        for (var type : records()) {
            for (var component : type.getRecordComponents()) {
                var name = nameOf(type, component.getName());
                var map = component.getType() == Map.class;
                if (!isNumber(map ? valueOf(component.getGenericType()) : component.getType())) {
                    continue;
                }
                invocation.options().forEach((option, value) -> {
                    if (map
                            ? plain(option).startsWith(plain(name) + ".")
                            : plain(option).equals(plain(name))) {
                        requireNumber("--" + option, value);
                    }
                });
                var variable = name.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
                if (invocation.environment().containsKey(variable)) {
                    requireNumber(variable, invocation.environment().get(variable));
                }
            }
        }
    }

    /** Refuses what our settings' own checks refuse, before anything is made. */
    static void requireSound(Invocation invocation) {
        var binder = new Binder(ConfigurationPropertySources.from(List.of(
                new MapPropertySource("options", Map.copyOf(invocation.options())),
                new SystemEnvironmentPropertySource("systemEnvironment", Map.copyOf(invocation.environment())))));
        for (var type : records()) {
            var given = givenTo(type, invocation);
            if (given.isEmpty()) {
                continue;
            }
            try {
                binder.bindOrCreate(
                        type.getAnnotation(ConfigurationProperties.class).value(), Bindable.of(type));
            } catch (BindException e) {
                var refusal = NestedExceptionUtils.getMostSpecificCause(e);
                if (refusal instanceof IllegalArgumentException
                        && Arrays.stream(refusal.getStackTrace())
                                .anyMatch(frame -> frame.getClassName().equals(type.getName()))) {
                    throw new UsageException(refusal.getMessage() + "; given was " + String.join(" ", given) + ".");
                }
            }
        }
    }

    private static List<String> givenTo(Class<?> type, Invocation invocation) {
        List<String> given = new ArrayList<>();
        for (var component : type.getRecordComponents()) {
            var name = nameOf(type, component.getName());
            invocation.options().forEach((option, value) -> {
                if (plain(option).equals(plain(name))) {
                    given.add("--" + option + "=" + value);
                }
            });
            var variable = name.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
            var value = invocation.environment().get(variable);
            if (value != null) {
                given.add(variable + "=" + value);
            }
        }
        return given;
    }

    private static void requireNumber(String name, String value) {
        if (!value.strip().matches("[+-]?[0-9]{1,9}")) {
            throw new UsageException(name + " must be a whole number; '" + value + "' is none.");
        }
    }

    private static boolean isNumber(Type type) {
        return type == int.class || type == long.class || type == Integer.class || type == Long.class;
    }

    private static Type valueOf(Type map) {
        return map instanceof ParameterizedType typed ? typed.getActualTypeArguments()[1] : Object.class;
    }

    /** In the order in which they come to mind. */
    static List<String> names() {
        Collection<String> names = new ArrayList<>(FIRST);
        names.addAll(ours().keySet());
        names.addAll(springs().keySet());
        return List.copyOf(names);
    }

    private static boolean isAmong(Map<String, Boolean> settings, String name) {
        var wanted = plain(name);
        return settings.entrySet().stream().anyMatch(setting -> {
            var known = plain(setting.getKey());
            return wanted.equals(known) || (setting.getValue() && wanted.startsWith(known + "."));
        });
    }

    private static Map<String, Boolean> springs() {
        var settings = new TreeMap<String, Boolean>();
        try {
            for (var file : new PathMatchingResourcePatternResolver()
                    .getResources("classpath*:META-INF/*spring-configuration-metadata.json")) {
                try (var stream = file.getInputStream()) {
                    JsonMapper.shared().readTree(stream).path("properties").forEach(property -> {
                        var open = property.path("type").asString("").matches("java\\.util\\.(Map|Properties).*");
                        settings.merge(property.path("name").asString(), open, Boolean::logicalOr);
                    });
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The settings of Spring Boot cannot be read", e);
        }
        return settings;
    }

    /** Spring Boot takes {@code maxSize}, {@code max-size} and {@code max_size} for one name, and {@code [0]} for a part. */
    private static String plain(String name) {
        var plain = name.replaceAll("\\[.*", "").replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
        return ConfigurationPropertyName.isValid(plain) ? plain : name;
    }

    private static String dashed(String component) {
        return String.join("-", Arrays.asList(component.split("(?=[A-Z])"))).toLowerCase(Locale.ROOT);
    }
}
