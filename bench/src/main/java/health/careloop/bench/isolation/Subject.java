package health.careloop.bench.isolation;

import java.util.UUID;
import java.util.random.RandomGenerator;

/** What an id names, and what a made-up one of the same shape looks like. */
enum Subject {
    TENANT,
    PATIENT,
    RESULT,
    MESSAGE,
    ATTACHMENT,
    /** Somebody who works there. */
    PERSON,
    /** A sender's public key id. */
    SENDER,
    /** A sender as its tenant manages it, one that nobody posts as. */
    SENDER_RECORD,
    /** That of the secret of a {@link #SENDER_RECORD}, the same for every tenant. */
    SECRET_NUMBER,
    /** A tenant's short name. */
    SLUG,
    /** A patient's family name: as good as an id in a search. */
    NAME,
    /** The name and the order number of a report that attackers may copy onto messages of their own. */
    BAIT_NAME,
    BAIT_ORDER;

    /** Of the same shape as {@code model}, and nobody's. */
    String random(String model, RandomGenerator random) {
        return switch (this) {
            case TENANT, PATIENT, RESULT, MESSAGE, ATTACHMENT, PERSON, SENDER_RECORD ->
                sibling(UUID.fromString(model), random);
            case SECRET_NUMBER -> model;
            case SENDER, SLUG, NAME, BAIT_NAME, BAIT_ORDER -> scrambled(model, random);
        };
    }

    /** Born in the same millisecond, as far as one can see. */
    private static String sibling(UUID model, RandomGenerator random) {
        long variant = model.getLeastSignificantBits() & 0xC000_0000_0000_0000L;
        return new UUID(model.getMostSignificantBits(), variant | random.nextLong() >>> 2).toString();
    }

    /** Digits stay digits, and the first four characters, which may be a prefix, stay. */
    private static String scrambled(String model, RandomGenerator random) {
        StringBuilder scrambled = new StringBuilder(model);
        for (int i = Math.min(4, model.length() - 1); i < model.length(); i++) {
            char c = model.charAt(i);
            if (Character.isDigit(c)) {
                scrambled.setCharAt(i, (char) ('0' + random.nextInt(10)));
            } else if (c >= 'a' && c <= 'f') {
                scrambled.setCharAt(i, (char) ('a' + random.nextInt(6)));
            } else if (Character.isLowerCase(c)) {
                scrambled.setCharAt(i, (char) ('g' + random.nextInt(20)));
            }
        }
        return scrambled.toString();
    }
}
