package org.equipoise.randomizer.domain.list;

/**
 * What is wrong in an uploaded list, said to the person who made it.
 *
 * @param line the line of the file, counted from 1; 0 if it is about the file as a whole
 * @param column the column; empty if it is about the row or the file
 * @param value what stands there
 * @param expected what should stand there
 */
public record ListFault(long line, String column, String value, String expected) {

    /** A value may be an arm, which must not reach a log. */
    @Override
    public String toString() {
        return "ListFault[line " + line + ", " + column + "]";
    }
}
