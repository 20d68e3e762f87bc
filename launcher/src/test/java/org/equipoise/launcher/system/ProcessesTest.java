package org.equipoise.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessesTest {

    @TempDir
    Path home;

    private Layout layout;
    private RunFiles files;
    private ProcessStarter starter;

    @BeforeEach
    void prepare() {
        layout = new Layout(home, home.resolve(".equipoise"));
        layout.createDirectories();
        files = new RunFiles(layout.run());
        starter = new ProcessStarter(layout, files);
    }

    @Test
    void a_part_s_output_goes_to_its_log_and_its_environment_is_what_it_was_given() throws IOException {
        Process process = starter.start(
                Part.GATEWAY,
                List.of("sh", "-c", "echo $EQUIPOISE_PORT; echo oops >&2"),
                Map.of("EQUIPOISE_PORT", "9"));
        process.onExit().join();

        assertThat(Files.readString(layout.log(Part.GATEWAY))).isEqualTo("9\noops\n");
    }

    @Test
    void the_log_of_the_run_before_is_kept_aside() throws IOException {
        Files.writeString(layout.log(Part.GATEWAY), "before\n");

        starter.freshLog(Part.GATEWAY);

        assertThat(layout.log(Part.GATEWAY)).doesNotExist();
        assertThat(layout.logs().resolve("gateway.previous.log")).hasContent("before");
    }

    @Test
    void what_a_killed_launcher_left_behind_is_found_and_stopped() {
        Process left = starter.start(Part.MONGO, List.of("sleep", "600"), Map.of());

        assertThat(Stopping.stopLeftover(Part.MONGO, new RunFiles(layout.run())))
                .hasValue("mongo (process " + left.pid() + ")");
        assertThat(left.isAlive()).isFalse();
        assertThat(files.process(Part.MONGO)).isEmpty();
    }

    @Test
    void once_the_system_is_being_stopped_nothing_is_started_any_more() {
        starter.close();

        assertThatThrownBy(() -> starter.start(Part.MONGO, List.of("sleep", "600"), Map.of()))
                .isInstanceOf(LaunchFailure.class)
                .hasMessage("Stopped before mongo was started");
    }

    @Test
    void a_part_that_stops_while_starting_is_reported_with_the_end_of_its_log() {
        Process failing = starter.start(Part.STATS, List.of("sh", "-c", "echo no database; exit 3"), Map.of());

        assertThatThrownBy(
                        () -> new Readiness(HttpClient.newHttpClient(), layout).await(Part.STATS, failing, () -> false))
                .isInstanceOf(LaunchFailure.class)
                .hasMessageContaining("stats-service stopped while starting (status 3)")
                .hasMessageContaining("no database");
    }
}
