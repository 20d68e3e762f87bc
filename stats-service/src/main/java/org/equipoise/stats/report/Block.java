package org.equipoise.stats.report;

import java.util.List;
import org.equipoise.stats.report.drawing.Drawing;

/** One element of a section. */
sealed interface Block {

    void on(Sheet sheet);

    enum Weight {
        PLAIN,
        STRONG,
        NOTE
    }

    record Paragraph(String text, Weight weight) implements Block {

        @Override
        public void on(Sheet sheet) {
            sheet.paragraph(this);
        }
    }

    record Subheading(String text) implements Block {

        @Override
        public void on(Sheet sheet) {
            sheet.subheading(this);
        }
    }

    /** Names with their values, one below the other. */
    record Facts(String caption, List<Fact> facts) implements Block {

        public Facts {
            facts = List.copyOf(facts);
        }

        @Override
        public void on(Sheet sheet) {
            sheet.facts(this);
        }
    }

    /** A value that is a hash or an identifier may break anywhere. */
    record Fact(String name, String value, boolean code) {

        static Fact of(String name, String value) {
            return new Fact(name, value, false);
        }

        static Fact code(String name, String value) {
            return new Fact(name, value, true);
        }
    }

    /** The first column names the row; numbers stand to the right. */
    record Table(String caption, List<Column> columns, List<List<String>> rows, boolean lastRowIsTotal)
            implements Block {

        public Table {
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
        }

        static Table of(String caption, List<Column> columns, List<List<String>> rows) {
            return new Table(caption, columns, rows, false);
        }

        @Override
        public void on(Sheet sheet) {
            sheet.table(this);
        }
    }

    /** The width is relative to that of the other columns on a page of fixed width. */
    record Column(String heading, boolean number, float width) {

        static Column text(String heading, float width) {
            return new Column(heading, false, width);
        }

        static Column number(String heading) {
            return new Column(heading, true, 1);
        }

        static Column number(String heading, float width) {
            return new Column(heading, true, width);
        }
    }

    record Figure(String title, String caption, String description, Drawing drawing) implements Block {

        @Override
        public void on(Sheet sheet) {
            sheet.figure(this);
        }
    }
}
