package health.careloop.postgres;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody else's PostgreSQL is and who signs in, as the operator wrote it: in JDBC's form, or in the one that
 * PostgreSQL's own programs and most platforms use. Anywhere but on this machine the way there is encrypted and the
 * server shows who it is (C-08).
 *
 * @param database to sign in to where none in particular is meant
 */
record DatabaseUrl(String authority, String database, Map<String, String> parameters, String user, String password) {
    private static final String JDBC = "jdbc:";
    private static final Pattern FORM =
            Pattern.compile("(?:jdbc:)?postgres(?:ql)?://(?:([^/?#]*)@)?([^/?#@]+)(?:/([^?#]*))?(?:\\?(.*))?");
    private static final Pattern HOST = Pattern.compile("(\\[[^]\\s]+]|[^:,\\[\\]\\s]+)(?::[0-9]{1,5})?");
    private static final Pattern THIS_MACHINE =
            Pattern.compile("localhost|127(?:\\.[0-9]{1,3}){3}|\\[(?:::1|0:0:0:0:0:0:0:1)]");

    /** With these the driver would ask somebody else than us whether the server is the right one. */
    private static final Set<String> GO_AROUND = Set.of(
            "sslfactory", "sslfactoryarg", "sslhostnameverifier", "socketFactory", "socketFactoryArg", "service");

    private static final String MODE = "sslmode";
    private static final String FULL = "verify-full";
    private static final String ROOT = "sslrootcert";
    private static final String BINDING = "channelBinding";

    static DatabaseUrl of(String url) {
        Matcher form = FORM.matcher(url.strip());
        if (!form.matches()) {
            throw malformed();
        }
        Map<String, String> parameters = parameters(form.group(4));
        String signsIn = Objects.requireNonNullElse(form.group(1), "");
        int colon = signsIn.indexOf(':');
        String user = colon < 0 ? signsIn : signsIn.substring(0, colon);
        String password = colon < 0 ? "" : signsIn.substring(colon + 1);
        // Percent signs alone: a plus stands for itself in this place.
        user = parameters.getOrDefault("user", decoded(user.replace("+", "%2B")));
        password = parameters.getOrDefault("password", decoded(password.replace("+", "%2B")));
        parameters.remove("user");
        parameters.remove("password");
        String authority = Objects.requireNonNull(form.group(2));
        if (user.isEmpty()
                || !Arrays.stream(authority.split(",", -1))
                        .allMatch(host -> HOST.matcher(host).matches())) {
            throw malformed();
        }
        if (parameters.containsKey("channel_binding")) {
            parameters.put(BINDING, String.valueOf(parameters.remove("channel_binding")));
        }
        if (!onThisMachine(authority)) {
            demandProof(parameters);
        }
        String database = decoded(Objects.requireNonNullElse(form.group(3), ""));
        database = database.isEmpty() ? "postgres" : database;
        return new DatabaseUrl(authority, database, Collections.unmodifiableMap(parameters), user, password);
    }

    private static boolean onThisMachine(String authority) {
        return Arrays.stream(authority.split(","))
                .map(host -> host.replaceFirst(":[0-9]+$", ""))
                .allMatch(host -> THIS_MACHINE.matcher(host).matches());
    }

    private static void demandProof(Map<String, String> parameters) {
        String mode = parameters.getOrDefault(MODE, FULL);
        if (!mode.equals(FULL)) {
            throw new DatabaseServerException("sslmode=" + mode + " lets another server stand in for your PostgreSQL: "
                    + "write sslmode=verify-full into CARELOOP_DATABASE_URL, with sslrootcert=FILE where its "
                    + "certificate is your own authority's.");
        }
        parameters.keySet().stream().filter(GO_AROUND::contains).findFirst().ifPresent(name -> {
            throw new DatabaseServerException("'" + name + "' in CARELOOP_DATABASE_URL could switch off the check of "
                    + "the server's certificate: take it out, and name your authority with sslrootcert=FILE.");
        });
        parameters.remove("ssl");
        parameters.put(MODE, FULL);
        if (parameters.getOrDefault(ROOT, "system").equals("system")) {
            parameters.remove(ROOT);
            if (!Files.exists(Path.of(System.getProperty("user.home"), ".postgresql", "root.crt"))) {
                // The authorities this Java trusts; the driver on its own would look for that file only.
                parameters.put("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
            }
        }
        parameters.putIfAbsent(BINDING, "require");
    }

    private static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String parameter : query == null ? new String[0] : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                parameters.put(parameter.substring(0, equals), decoded(parameter.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    /** Of another database there, without who signs in. */
    String jdbc(String name) {
        StringBuilder url = new StringBuilder(JDBC + "postgresql://" + authority + "/" + name);
        String separator = "?";
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            url.append(separator)
                    .append(parameter.getKey())
                    .append('=')
                    .append(URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8));
            separator = "&";
        }
        return url.toString();
    }

    /** Neither password nor parameters: this is printed. */
    @Override
    public String toString() {
        return authority;
    }

    private static DatabaseServerException malformed() {
        return new DatabaseServerException("CARELOOP_DATABASE_URL must look like "
                + "postgresql://NAME:SECRET@host:5432/postgres or "
                + "jdbc:postgresql://host:5432/postgres?user=NAME&password=SECRET.");
    }
}
