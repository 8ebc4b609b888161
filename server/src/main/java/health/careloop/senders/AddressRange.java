package health.careloop.senders;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Addresses that begin with the same bits, as in {@code 192.0.2.0/24} (RFC 4632, RFC 4291). An IPv4 address that came over
 * IPv6 ({@code ::ffff:192.0.2.7}) is the IPv4 address.
 */
public final class AddressRange {
    private static final Pattern ZEROS = Pattern.compile("(^|:)0(:0)+(:|$)");

    private final byte[] start;
    private final int bits;

    private AddressRange(byte[] start, int bits) {
        this.start = start;
        this.bits = bits;
    }

    /** Of an address or a range. Empty for what is neither, and for a range with bits set behind its length. */
    public static Optional<AddressRange> parse(String text) {
        String[] parts = text.strip().split("/", -1);
        byte[] address = bytes(parts[0]);
        if (address == null || parts.length > 2) {
            return Optional.empty();
        }
        if (parts.length == 1) {
            return Optional.of(new AddressRange(address, address.length * 8));
        }
        if (!parts[1].matches("[0-9]{1,3}")) {
            return Optional.empty();
        }
        boolean mapped = parts[0].contains(":") && address.length == 4;
        int bits = Integer.parseInt(parts[1]) - (mapped ? 96 : 0);
        AddressRange range = new AddressRange(address, bits);
        return bits >= 0 && bits <= address.length * 8 && range.isStart(address)
                ? Optional.of(range)
                : Optional.empty();
    }

    public boolean contains(@Nullable String address) {
        byte[] other = address == null ? null : bytes(address);
        if (other == null || other.length != start.length) {
            return false;
        }
        for (int i = 0; i < bits; i++) {
            if (bit(other, i) != bit(start, i)) {
                return false;
            }
        }
        return true;
    }

    private boolean isStart(byte[] address) {
        for (int i = bits; i < address.length * 8; i++) {
            if (bit(address, i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean bit(byte[] address, int i) {
        return (address[i / 8] >> (7 - i % 8) & 1) == 1;
    }

    /** No name is looked up, and no octal or shortened spelling is guessed at. */
    private static byte @Nullable [] bytes(String text) {
        String plain = text.replaceAll("%.*$", "");
        if (!plain.contains(":") && !plain.matches("([0-9]|[1-9][0-9]{1,2})(\\.([0-9]|[1-9][0-9]{1,2})){3}")) {
            return null;
        }
        try {
            return InetAddress.ofLiteral(plain).getAddress();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** As it was meant: {@code 192.0.2.0/24}, a single address without a length. */
    @Override
    public String toString() {
        try {
            String address = shortened(InetAddress.getByAddress(start).getHostAddress());
            return bits == start.length * 8 ? address : address + "/" + bits;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An address has 4 or 16 bytes", e);
        }
    }

    /** As people write it: the first of the longest runs of zeros is {@code ::} (RFC 5952, 4.2). */
    private static String shortened(String address) {
        return ZEROS.matcher(address)
                .results()
                .map(MatchResult::group)
                .reduce((longest, next) -> next.length() > longest.length() ? next : longest)
                .map(run -> address.replaceFirst(Pattern.quote(run), "::"))
                .orElse(address);
    }
}
