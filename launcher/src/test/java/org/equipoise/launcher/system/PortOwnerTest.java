package org.equipoise.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortOwnerTest {

    @Test
    void a_port_that_nobody_listens_on_is_free() throws IOException {
        int port = freePort();

        assertThat(PortOwner.isFree(port)).isTrue();
        assertThat(PortOwner.find(port)).isEmpty();
    }

    @Test
    void a_busy_port_is_named_with_its_part_and_its_owner() throws IOException {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<Part, Integer> ports = new EnumMap<>(Part.class);
            for (Part part : Part.values()) {
                ports.put(part, part == Part.RANDOMIZER ? busy.getLocalPort() : freePort());
            }

            assertThatThrownBy(() -> PortOwner.requireFree(new Ports(ports)))
                    .isInstanceOf(LaunchFailure.class)
                    .hasMessageContaining("Port " + busy.getLocalPort() + ", which randomizer needs, is in use by ")
                    .hasMessageContaining("(process " + ProcessHandle.current().pid() + ")")
                    .hasMessageContaining("EQUIPOISE_RANDOMIZER_PORT=<port>");
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
