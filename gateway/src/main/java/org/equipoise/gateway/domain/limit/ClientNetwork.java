package org.equipoise.gateway.domain.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;

/** Where unknown callers come from, as far as it can be held against them. */
public final class ClientNetwork {

    private static final int PREFIX_BYTES = 8;

    private ClientNetwork() {}

    /**
     * The network of an address: an IPv4 address itself, and of an IPv6 address its first 64 bits, because one customer is
     * given all the rest (RFC 6177).
     *
     * @param address an address in its numeric form; null if the caller has none, as a proxy may say
     * @return a text that is the same for addresses of one network; the address itself if it is not numeric
     */
    public static String of(String address) {
        if (address == null) {
            return "unknown";
        }
        boolean numeric = address.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(%.*)?");
        if (!numeric) {
            return address;
        }
        try {
            InetAddress parsed = InetAddress.getByName(address);
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(parsed.getAddress(), 0, PREFIX_BYTES) + "/64"
                    : parsed.getHostAddress();
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
