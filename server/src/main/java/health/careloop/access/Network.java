package health.careloop.access;

import java.net.InetAddress;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What one customer of a provider gets, a /24 of IPv4 or a /56 of IPv6: strangers are counted by it. */
public final class Network {
    private Network() {}

    public static String of(@Nullable String ip) {
        if (ip == null) {
            return "unknown";
        }
        try {
            byte[] address = InetAddress.ofLiteral(ip.replaceAll("%.*$", "").replaceAll("[\\[\\]]", ""))
                    .getAddress();
            return HexFormat.of().formatHex(address, 0, address.length == 4 ? 3 : 7);
        } catch (IllegalArgumentException e) {
            return "unknown";
        }
    }
}
