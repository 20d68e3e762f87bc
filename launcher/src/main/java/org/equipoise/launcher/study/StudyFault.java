package org.equipoise.launcher.study;

/**
 * Something wrong in a study's files.
 *
 * @param file the file, relative to the study's folder
 * @param line the line in the file, from 1
 * @param path where in the file's content, for example {@code events[3].window.from}
 * @param value the value found there, as text; empty if something is missing
 * @param expected what should stand there
 */
public record StudyFault(String file, int line, String path, String value, String expected) {

    private static final int LONGEST_VALUE = 80;

    /** One line for people. */
    @Override
    public String toString() {
        String place = file + ":" + line + (path.isEmpty() ? "" : " " + path);
        String found = value.isEmpty() ? "nothing" : shortened(value);
        return place + ": found " + found + "; expected " + expected;
    }

    private static String shortened(String text) {
        String oneLine = text.replaceAll("\\s+", " ");
        return oneLine.length() <= LONGEST_VALUE ? oneLine : oneLine.substring(0, LONGEST_VALUE - 1) + "…";
    }
}
