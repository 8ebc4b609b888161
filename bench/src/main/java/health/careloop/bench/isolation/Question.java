package health.careloop.bench.isolation;

import health.careloop.bench.SenderKey;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * One request: a row's endpoint, asked by somebody, with these values in these places.
 *
 * @param sender who signs, where a message is posted or a sender asks
 */
record Question(Row row, Caller caller, Map<Slot, String> values, SenderKey sender) {

    byte[] request() {
        List<String> headers = new ArrayList<>(List.of("Host: localhost"));
        headers.addAll(caller.headers());
        byte[] body = body(headers);
        if (row.is(Row.Trait.SIGNED)) {
            headers.addAll(SignedMessage.question(sender, row.endpoint().method() + " " + path()));
        }
        values.forEach((slot, value) -> {
            if (slot.place() == Slot.Place.HEADER) {
                headers.removeIf(header -> header.startsWith(slot.name() + ":"));
                headers.add(slot.name() + ": " + value);
            }
        });
        headers.add("Content-Length: " + body.length);
        byte[] head = (row.endpoint().method() + " " + target() + " HTTP/1.1\r\n" + String.join("\r\n", headers)
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] request = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }

    private String path() {
        String path = row.endpoint().path();
        for (Map.Entry<Slot, String> value : in(Slot.Place.PATH).entrySet()) {
            path = path.replace("{" + value.getKey().name() + "}", value.getValue());
        }
        return path;
    }

    private String target() {
        String path = path();
        String query = encoded(named(Slot.Place.QUERY));
        return query.isEmpty() ? path : path + "?" + query;
    }

    private byte[] body(List<String> headers) {
        Map<String, String> fields = new LinkedHashMap<>(row.fields());
        fields.putAll(named(Slot.Place.BODY));
        return switch (row.body()) {
            case NONE -> new byte[0];
            case FORM -> {
                headers.add("Content-Type: application/x-www-form-urlencoded");
                yield encoded(fields).getBytes(StandardCharsets.UTF_8);
            }
            case JSON -> {
                headers.add("Content-Type: application/json");
                headers.add("If-Match: \"1\"");
                yield JsonMapper.shared().writeValueAsBytes(fields);
            }
            case MESSAGE -> {
                Map<String, String> said = named(Slot.Place.MESSAGE);
                SignedMessage message = SignedMessage.of(
                        sender,
                        new Letter(
                                said.getOrDefault("3101", "Probe"),
                                said.getOrDefault("8310", "1"),
                                "Labor",
                                "Hinweis"));
                headers.addAll(message.headers());
                yield message.body();
            }
        };
    }

    private Map<Slot, String> in(Slot.Place place) {
        return values.entrySet().stream()
                .filter(value -> value.getKey().place() == place)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Map<String, String> named(Slot.Place place) {
        return in(place).entrySet().stream()
                .collect(Collectors.toMap(value -> value.getKey().name(), Map.Entry::getValue));
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
