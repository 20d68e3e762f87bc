package org.equipoise.stats.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.equipoise.stats.domain.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every program of the guide compiles without a warning and prints what the guide says. */
class StatisticsGuideTest {

    private static final Path GUIDE = Path.of("..", "docs", "guide", "statistics.md");
    private static final Path LIBRARY = Path.of("target", "classes");
    private static final String CLASS_NAME = "Snippet";

    @TempDir
    Path directory;

    private final PrintStream console = System.out;
    private final Locale locale = Locale.getDefault();

    @BeforeEach
    void printNumbersAsTheGuideDoes() {
        Locale.setDefault(Locale.ROOT);
    }

    @AfterEach
    void restore() {
        System.setOut(console);
        Locale.setDefault(locale);
    }

    static List<GuideSection> sections() throws IOException {
        return GuideSection.of(Files.readString(GUIDE));
    }

    @ParameterizedTest
    @MethodSource("sections")
    void theProgramPrintsWhatTheGuideSays(GuideSection section) throws IOException, ReflectiveOperationException {
        compile(section.source(CLASS_NAME));
        assertThat(section.output()).as("the stated output").isNotBlank();
        assertThat(run().lines())
                .containsExactlyElementsOf(section.output().lines().toList());
    }

    private void compile(String source) throws IOException {
        Path file = Files.writeString(directory.resolve(CLASS_NAME + ".java"), source);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
            List<String> options = List.of("-Xlint:all", "-Werror", "-proc:none", "-cp", LIBRARY.toString());
            boolean compiled = compiler.getTask(complaints, files, null, options, null, files.getJavaFileObjects(file))
                    .call();
            assertThat(compiled).as("%s%n%s", complaints, source).isTrue();
        }
    }

    private String run() throws IOException, ReflectiveOperationException {
        URL[] compiled = {directory.toUri().toURL()};
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (URLClassLoader loader = new URLClassLoader(compiled, Outcome.class.getClassLoader());
                PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            System.setOut(out);
            loader.loadClass(CLASS_NAME).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
