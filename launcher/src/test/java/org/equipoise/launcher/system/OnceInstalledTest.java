package org.equipoise.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnceInstalledTest {

    @TempDir
    Path parent;

    @Test
    void what_is_complete_is_not_filled_again() {
        AtomicInteger fillings = new AtomicInteger();

        OnceInstalled.ensure(directory(), "version 1", path -> fillings.incrementAndGet());
        OnceInstalled.ensure(directory(), "version 1", path -> fillings.incrementAndGet());

        assertThat(fillings).hasValue(1);
    }

    @Test
    void another_version_replaces_the_old_one_whole() {
        OnceInstalled.ensure(directory(), "version 1", path -> Files.writeString(path.resolve("old"), ""));
        OnceInstalled.ensure(directory(), "version 2", path -> Files.writeString(path.resolve("new"), ""));

        assertThat(directory().resolve("new")).exists();
        assertThat(directory().resolve("old")).doesNotExist();
    }

    @Test
    void what_an_interrupted_start_left_is_thrown_away() {
        assertThatThrownBy(() -> OnceInstalled.ensure(directory(), "version 1", path -> {
                    Files.writeString(path.resolve("half"), "");
                    throw new IOException("no space left");
                }))
                .isInstanceOf(LaunchFailure.class)
                .hasMessageContaining("no space left");

        OnceInstalled.ensure(directory(), "version 1", path -> Files.writeString(path.resolve("whole"), ""));

        assertThat(directory().resolve("half")).doesNotExist();
        assertThat(directory().resolve("whole")).exists();
    }

    @Test
    void an_archive_cannot_write_outside_its_directory() {
        assertThatThrownBy(() -> OnceInstalled.inside(directory(), "../outside"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("../outside");
    }

    private Path directory() {
        return parent.resolve("program");
    }
}
