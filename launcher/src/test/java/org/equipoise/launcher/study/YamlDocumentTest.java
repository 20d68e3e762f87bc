package org.equipoise.launcher.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlDocumentTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "01, \"01\"",
        "no, \"no\"",
        "09:40, \"09:40\"",
        "2026-01-02, \"2026-01-02\"",
        "'''5''', \"5\"",
        "5, 5",
        "0.025, 0.025",
        "true, true",
        "~, null"
    })
    void readsPlainScalarsAsJsonDoes(String yaml, String json) throws IOException {
        assertThat(read("value: " + yaml).root().path("value")).hasToString(json);
    }

    @Test
    void remembersLinesOfKeysAndElements() throws IOException {
        YamlDocument document = read("a: 1\nlist:\n  - x\n  - y: 2\n    z: 3\n");

        assertThat(document.line("/list/0")).isEqualTo(3);
        assertThat(document.line("/list/1/z")).isEqualTo(5);
        assertThat(document.line("/list/1/missing")).isEqualTo(4);
        assertThat(document.fault("/list/1/z", "3", "4")).hasToString("some.yaml:5 list[1].z: found 3; expected 4");
    }

    @Test
    void refusesAnAliasOfItself() {
        assertThatThrownBy(() -> read("a: &self [*self]")).isInstanceOf(InvalidStudyException.class);
    }

    private YamlDocument read(String text) throws IOException {
        Files.writeString(folder.resolve("some.yaml"), text);
        return YamlDocument.read(folder, "some.yaml");
    }
}
