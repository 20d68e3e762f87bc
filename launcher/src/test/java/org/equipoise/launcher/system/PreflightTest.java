package org.equipoise.launcher.system;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {

    @Test
    void an_old_java_is_named_with_what_is_needed() {
        assertThatThrownBy(() -> Preflight.requireJava(11))
                .isInstanceOf(LaunchFailure.class)
                .hasMessageStartingWith("Java 17 or newer is needed; this is Java 11 in ");
    }

    @Test
    void java_17_and_newer_will_do() {
        assertThatCode(() -> Preflight.requireJava(17)).doesNotThrowAnyException();
        assertThatCode(() -> Preflight.requireJava(25)).doesNotThrowAnyException();
    }

    @Test
    void a_nearly_full_disk_is_named_with_its_directory_and_what_is_free() {
        assertThatThrownBy(() -> Preflight.requireSpace(Path.of("/data"), 900L << 20))
                .isInstanceOf(LaunchFailure.class)
                .hasMessage(
                        "The disk of /data is nearly full: 900 MB are free, 1024 MB are needed. Make room, or choose"
                                + " another: --data DIR");
    }

    @Test
    void a_part_that_is_not_built_is_named_with_the_command_that_builds_it(@TempDir Path home) {
        assertThatThrownBy(() -> Preflight.requireBuilt(new Layout(home, home.resolve("data"))))
                .isInstanceOf(LaunchFailure.class)
                .hasMessageContaining("embedded-mongo")
                .hasMessageContaining("Build it: ./mvnw -DskipTests package");
    }
}
