package org.equipoise.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EquipoiseTest {

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void without_a_command_the_help_lists_all() {
        assertThat(execute()).isZero();
        assertThat(out.toString()).contains("up", "down", "status", "token", "restart");
    }

    @Test
    void each_command_has_a_help() {
        for (String command : Equipoise.commandLine().getSubcommands().keySet()) {
            assertThat(execute(command, "--help")).as(command).isZero();
            assertThat(out.toString()).contains("Usage: equipoise " + command);
        }
    }

    @Test
    void an_unknown_command_is_one_clear_line_and_status_2() {
        assertThat(execute("lunch")).isEqualTo(2);
        assertThat(err.toString()).hasLineCount(1).contains("'lunch'", "./equipoise --help");
    }

    @Test
    void an_option_that_is_no_number_is_one_clear_line_and_status_2() {
        assertThat(execute("up", "--port-offset", "many")).isEqualTo(2);
        assertThat(err.toString()).hasLineCount(1).contains("--port-offset", "many");
    }

    @Test
    void a_token_without_a_running_system_is_one_clear_line_and_status_1() throws IOException {
        Files.createDirectories(directory.resolve("launcher"));
        Files.createFile(directory.resolve("mvnw"));

        assertThat(execute("token", "dora.dmc", "--home", directory.toString(), "--port-offset", "30000"))
                .isEqualTo(1);
        assertThat(err.toString()).hasLineCount(1).contains("./equipoise up");
    }

    @Test
    void a_system_that_does_not_run_is_all_down_and_status_1() throws IOException {
        Files.createDirectories(directory.resolve("launcher"));
        Files.createFile(directory.resolve("mvnw"));

        assertThat(execute("status", "--home", directory.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("randomizer     down", "launcher: does not run");
    }

    @Test
    void outside_of_a_checkout_it_says_so() {
        assertThat(execute("status", "--home", directory.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("is not in a checkout of Equipoise");
    }

    private int execute(String... arguments) {
        CommandLine line = Equipoise.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
