package health.careloop.ldt.write;

import health.careloop.ldt.Generation;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a field says about a person or a practice, as far as it must not leave the house. */
enum Personal {
    FAMILY_NAME("3101 8601"),
    GIVEN_NAME("3102 8602 7314"),
    FULL_NAME("0211 7358 8613"),
    ADDITION("3100"),
    INITIALS("8990"),
    BIRTH_DATE("3103 7351"),
    DEATH_DATE("7922"),
    STREET("3107 8607"),
    HOUSE("3109 3115 3123"),
    POSTCODE("3112 3121"),
    TOWN("3113 3122 8606"),
    INSURED("3119 3105"),
    NUMBER("3000 7261 7430 8310 8311 7305 7304 7364 7276 0080 8608 8622 8623 7319 8313 9980"),
    PHONE("3618 3626 7330 7331 7333 8612"),
    MAIL("3619 7332 7335"),
    WEB("7334"),
    PHYSICIAN("0212 4241 4242 8615"),
    HOSPITAL_PHYSICIAN("0223 4248 4249"),
    TEAM("0222 4225 4226"),
    SHAPE("0306 0307"),
    SITE("0201 4217 4218"),
    SITE_NAME("0203 1250 8320 0600 7328"),
    SITE_STREET("0205 8321"),
    SITE_POSTCODE("0215 8322"),
    SITE_TOWN("0216 8323 0206"),
    SITE_NUMBER("0200 0213 8312 7267 8300 8315 8316 8324"),
    LINK("6305 9908 9909"),
    FREE_TEXT(
            "3564 8480 8434 8470 8490 8405 8431 4205 4207 4208 4209 4219 4220 7272 7423 5009 6008 6006 9901 6327 7429");

    private static final Map<String, Personal> BY_FIELD = new HashMap<>();

    static {
        for (Personal kind : values()) {
            for (String field : kind.fields.split(" ")) {
                BY_FIELD.put(field, kind);
            }
        }
    }

    private final String fields;

    Personal(String fields) {
        this.fields = fields;
    }

    /** Null when the field says nothing about a person. 8313 is a switch in LDT 2 and a number in LDT 3. */
    static @Nullable Personal of(String field, Generation generation) {
        return field.equals("8313") && generation == Generation.LDT2 ? null : BY_FIELD.get(field);
    }

    /** Words of it are looked for in every text. */
    boolean isName() {
        return this == FAMILY_NAME || this == GIVEN_NAME || this == FULL_NAME;
    }

    boolean isPractice() {
        return switch (this) {
            case SITE, SITE_NAME, SITE_STREET, SITE_POSTCODE, SITE_TOWN, SITE_NUMBER -> true;
            default -> false;
        };
    }

    boolean isPhysician() {
        return switch (this) {
            case PHYSICIAN, HOSPITAL_PHYSICIAN, TEAM, INITIALS -> true;
            default -> false;
        };
    }
}
