package org.equipoise.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootFileTest {

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        RootFile file = new RootFile(folder.resolve("new/S.jsonl"));
        assertThat(file.last()).isZero();
        file.append(List.of(root(1), root(2)));
        file.append(List.of(root(3)));
        assertThat(file.read()).containsExactly(root(1), root(2), root(3));
        assertThat(file.last()).isEqualTo(3);
    }

    @Test
    void aRootIsWrittenOnce() throws IOException {
        RootFile file = new RootFile(folder.resolve("S.jsonl"));
        file.append(List.of(root(1), root(2)));
        file.append(List.of(root(1), root(2), root(3)));
        assertThat(Files.readAllLines(folder.resolve("S.jsonl"))).hasSize(3);
    }

    @Test
    void halfALineOfADeadProcessIsEndedAndItsRootWrittenAgain() throws IOException {
        Path path = folder.resolve("S.jsonl");
        RootFile file = new RootFile(path);
        file.append(List.of(root(1)));
        Files.writeString(path, "{\"study\":\"S\",\"se", StandardOpenOption.APPEND);
        assertThat(file.last()).isEqualTo(1);
        file.append(List.of(root(2)));
        assertThat(file.read()).containsExactly(root(1), root(2));
    }

    private static AuditRoot root(long seq) {
        return new AuditRoot(
                "S",
                seq,
                Instant.parse("2026-03-01T09:40:00.123Z"),
                1,
                List.of(new ChainHead("S/a", seq, "h")),
                "c",
                "m",
                "p",
                "h",
                "k",
                "s");
    }
}
