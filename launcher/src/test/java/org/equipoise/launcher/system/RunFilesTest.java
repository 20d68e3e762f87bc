package org.equipoise.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFilesTest {

    @TempDir
    Path directory;

    private RunFiles files;

    @BeforeEach
    void open() {
        files = new RunFiles(directory);
    }

    @Test
    void a_living_process_is_found_again() {
        files.record(Part.GATEWAY, ProcessHandle.current());

        assertThat(files.process(Part.GATEWAY)).contains(ProcessHandle.current());
    }

    @Test
    void a_part_that_was_never_started_has_no_process() {
        assertThat(files.process(Part.GATEWAY)).isEmpty();
    }

    @Test
    void a_process_that_ended_is_not_found() throws IOException {
        Process ended = new ProcessBuilder("true").start();
        files.record(Part.GATEWAY, ended.toHandle());
        ended.onExit().join();

        assertThat(files.process(Part.GATEWAY)).isEmpty();
    }

    @Test
    void another_process_that_got_the_same_number_later_is_not_mistaken_for_the_part() throws IOException {
        Files.writeString(
                directory.resolve("gateway.pid"), ProcessHandle.current().pid() + " 2020-01-01T00:00:00Z\n");

        assertThat(files.process(Part.GATEWAY)).isEmpty();
    }

    @Test
    void a_file_cut_short_by_a_crash_counts_as_no_process() throws IOException {
        Files.writeString(directory.resolve("gateway.pid"), "");

        assertThat(files.process(Part.GATEWAY)).isEmpty();
    }

    @Test
    void a_second_launcher_does_not_get_the_lock_until_the_first_lets_go() throws IOException {
        try (FileChannel first = files.tryLock().orElseThrow()) {
            assertThat(first.isOpen()).isTrue();
            assertThat(new RunFiles(directory).tryLock()).isEmpty();
        }

        try (FileChannel second = files.tryLock().orElseThrow()) {
            assertThat(second.isOpen()).isTrue();
        }
    }
}
