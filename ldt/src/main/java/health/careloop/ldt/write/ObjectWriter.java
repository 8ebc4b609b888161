package health.careloop.ldt.write;

import health.careloop.ldt.Generation;
import health.careloop.ldt.clinical.Attention;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The small objects that occur everywhere in LDT 3: times, texts, persons, calls for attention. */
final class ObjectWriter {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss");
    private static final DateTimeFormatter PRECISE_TIME = DateTimeFormatter.ofPattern("HHmmssSSS");

    private final LdtWriter ldt;

    ObjectWriter(LdtWriter ldt) {
        this.ldt = ldt;
    }

    void put(String id, @Nullable String content) {
        Lengths.put(ldt, Generation.LDT3, id, content);
    }

    void object(String roleField, String role, String type, Runnable content) {
        ldt.object(roleField, role, type, inside -> content.run());
    }

    /** Nothing when the day is not known. */
    void moment(
            String roleField,
            String role,
            @Nullable LocalDate day,
            @Nullable LocalDateTime at,
            @Nullable ZoneOffset offset) {
        if (day == null) {
            return;
        }
        object(roleField, role, "Obj_0054", () -> {
            put("7278", Days.of(roleField, day));
            if (at != null) {
                LocalTime time = at.toLocalTime();
                put("7279", (time.getNano() == 0 ? TIME : PRECISE_TIME).format(time));
                put("7273", offset == null ? null : zone(offset));
            }
        });
    }

    void moment(String roleField, String role, LocalDateTime at, @Nullable ZoneOffset offset) {
        moment(roleField, role, at.toLocalDate(), at, offset);
    }

    /** E163: UTC+1, UTC-3:30. */
    private static String zone(ZoneOffset offset) {
        int minutes = Math.abs(offset.getTotalSeconds()) / 60;
        String sign = offset.getTotalSeconds() < 0 ? "-" : "+";
        String rest = minutes % 60 == 0 ? "" : ":%02d".formatted(minutes % 60);
        return minutes == 0 ? "UTC" : "UTC" + sign + minutes / 60 + rest;
    }

    /** Obj_0068; nothing when there are no lines. */
    void words(String roleField, String role, List<String> lines) {
        if (!lines.isEmpty()) {
            object(roleField, role, "Obj_0068", () -> {
                for (String line : lines) {
                    if (line.isEmpty()) {
                        ldt.field("3564", "");
                    } else {
                        ldt.text("3564", line);
                    }
                }
            });
        }
    }

    /** @param status 7420, rule E060: 02 physician, 07 laboratory physician, 12 patient */
    void person(String status, Envelope.Name name) {
        object("8147", "Person", "Obj_0047", () -> {
            put("7420", status);
            put("3101", name.family());
            put("3102", name.given());
            put("3104", name.title());
        });
    }

    void address(String roleField, String role, Envelope.Address address) {
        object(roleField, role, "Obj_0007", () -> {
            put("3112", address.postcode());
            put("3113", address.town());
            put("3107", address.street());
            put("3109", address.number());
            put("3114", "D");
        });
    }

    /** Reasons with the same words make one Obj_0026. */
    static List<List<Attention>> grouped(List<Attention> attentions) {
        Map<String, List<Attention>> byText = new LinkedHashMap<>();
        for (Attention attention : attentions) {
            byText.computeIfAbsent(attention.text(), text -> new ArrayList<>()).add(attention);
        }
        return List.copyOf(byText.values());
    }

    void attention(List<Attention> sameWords) {
        object("8126", "Fehlermeldung_Aufmerksamkeit", "Obj_0026", () -> {
            sameWords.forEach(attention -> put("7280", attention.code()));
            String text = sameWords.getFirst().text();
            words("8167", "Zusaetzliche_Informationen", text.isEmpty() ? List.of() : List.of(text.split("\n", -1)));
        });
    }
}
