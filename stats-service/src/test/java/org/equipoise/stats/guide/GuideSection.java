package org.equipoise.stats.guide;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A section of the guide: the program that its Java blocks make together, and what its text blocks say that it prints.
 *
 * @param title the heading
 * @param program the Java blocks, one after another
 * @param output the text blocks, one after another
 */
record GuideSection(String title, String program, String output) {

    private static final Pattern HEADING = Pattern.compile("(?m)^## ");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(java|text)\\n(.*?)^```$");

    /** The sections of a guide that hold a program. */
    static List<GuideSection> of(String guide) {
        return HEADING.splitAsStream(guide)
                .skip(1)
                .map(GuideSection::section)
                .filter(section -> !section.program.isEmpty())
                .toList();
    }

    private static GuideSection section(String text) {
        return new GuideSection(text.lines().findFirst().orElseThrow(), blocks(text, "java"), blocks(text, "text"));
    }

    private static String blocks(String text, String language) {
        return BLOCK.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map((MatchResult block) -> block.group(2))
                .collect(joining());
    }

    /** A class whose {@code main} is the program. */
    String source(String className) {
        String imports = program.lines().filter(GuideSection::isImport).collect(joining("\n"));
        String body = program.lines().filter(line -> !isImport(line)).collect(joining("\n"));
        return imports + "\npublic class " + className + " {\n    public static void main(String[] arguments) {\n"
                + body + "\n    }\n}\n";
    }

    private static boolean isImport(String line) {
        return line.startsWith("import ");
    }

    @Override
    public String toString() {
        return title;
    }
}
