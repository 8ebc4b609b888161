package health.careloop.pages;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/** Invented people and values, in every state a screen can be in. */
public final class Samples {
    public static final Instant NOW = Instant.parse("2026-11-20T18:42:10Z");
    public static final String HOSTILE = "<script>alert('x')</script>\"><img src=x onerror=alert(1)> & \u0007 Ümläut";
    public static final String LONG =
            "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft".repeat(3);

    private Samples() {}

    public static UUID id(int number) {
        return new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L + number);
    }

    static BigDecimal decimal(String number) {
        return new BigDecimal(number);
    }
}
