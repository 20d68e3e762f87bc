package org.equipoise.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlSocketTest {

    @TempDir
    Path run;

    private ControlSocket socket;

    @AfterEach
    void close() throws IOException {
        if (socket != null) {
            socket.close();
        }
    }

    @Test
    void a_request_reaches_the_launcher_and_its_end_reaches_the_asker() throws IOException {
        List<String> restarted = new CopyOnWriteArrayList<>();
        listen(restarted::add);

        assertThat(ControlSocket.ask(run, "randomizer")).isEqualTo(ControlSocket.OK);
        assertThat(ControlSocket.ask(run, "gateway")).isEqualTo(ControlSocket.OK);

        assertThat(restarted).containsExactly("randomizer", "gateway");
    }

    @Test
    void a_failure_is_told_and_the_launcher_goes_on() throws IOException {
        listen(Part::byId);

        assertThat(ControlSocket.ask(run, "toaster")).startsWith("There is no part \"toaster\"");
        assertThat(ControlSocket.ask(run, "gateway")).isEqualTo(ControlSocket.OK);
    }

    @Test
    void a_socket_left_by_a_killed_launcher_is_in_nobody_s_way() throws IOException {
        ControlSocket.listen(run, part -> {});

        listen(part -> {});

        assertThat(ControlSocket.ask(run, "gateway")).isEqualTo(ControlSocket.OK);
    }

    @Test
    void without_a_launcher_nobody_answers() {
        assertThatThrownBy(() -> ControlSocket.ask(run, "gateway")).isInstanceOf(IOException.class);
    }

    private void listen(Consumer<String> restart) throws IOException {
        socket = ControlSocket.listen(run, restart);
    }
}
