package health.careloop.senders;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a person says of a sender.
 *
 * @param addresses where it may post from, as typed; none: from everywhere
 */
public record SenderDraft(String name, Dialect dialect, List<String> addresses, boolean active) {
    private static final int LONGEST_NAME = 255;
    private static final int MOST_ADDRESSES = 100;

    /** What is wrong with a draft; a page words each, and a program gets it as it is. */
    public enum Mistake {
        NAME_MISSING("name", "Give the sender a name of at most 255 characters, such as that of the laboratory."),
        ADDRESS_UNREADABLE(
                "addresses",
                "Write each address as 192.0.2.7 or 192.0.2.0/24, IPv6 likewise; a range begins with its first address."),
        TOO_MANY_ADDRESSES("addresses", "Name at most 100 addresses or ranges.");

        private final String field;
        private final String sentence;

        Mistake(String field, String sentence) {
            this.field = field;
            this.sentence = sentence;
        }

        public String field() {
            return field;
        }

        /** In English (decision 0019). */
        public String sentence() {
            return sentence;
        }
    }

    public SenderDraft {
        name = name.strip();
        addresses = List.copyOf(addresses);
    }

    /** A sender that may post from everywhere, in Standard Webhooks. */
    public static SenderDraft named(String name) {
        return new SenderDraft(name, Dialect.STANDARD_WEBHOOKS, List.of(), true);
    }

    public Set<Mistake> mistakes() {
        Set<Mistake> mistakes = new LinkedHashSet<>();
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.indexOf('\0') >= 0) {
            mistakes.add(Mistake.NAME_MISSING);
        }
        if (addresses.size() > MOST_ADDRESSES) {
            mistakes.add(Mistake.TOO_MANY_ADDRESSES);
        } else if (ranges().isEmpty()) {
            mistakes.add(Mistake.ADDRESS_UNREADABLE);
        }
        return mistakes;
    }

    /** Empty when one of them is none. */
    Optional<List<AddressRange>> ranges() {
        List<AddressRange> ranges = new ArrayList<>();
        for (@Nullable String text : addresses) {
            Optional<AddressRange> range = text == null ? Optional.empty() : AddressRange.parse(text);
            if (range.isEmpty()) {
                return Optional.empty();
            }
            ranges.add(range.get());
        }
        return Optional.of(ranges);
    }
}
