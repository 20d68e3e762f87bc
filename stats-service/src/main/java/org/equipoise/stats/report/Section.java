package org.equipoise.stats.report;

import java.util.ArrayList;
import java.util.List;
import org.equipoise.stats.report.drawing.Drawing;

/** A heading and what stands under it. */
record Section(String heading, List<Block> blocks) {

    Section {
        blocks = List.copyOf(blocks);
    }

    static Writing headed(String heading) {
        return new Writing(heading);
    }

    /** A section while it is written. */
    static final class Writing {

        private final String heading;
        private final List<Block> blocks = new ArrayList<>();

        private Writing(String heading) {
            this.heading = heading;
        }

        Writing say(String text) {
            blocks.add(new Block.Paragraph(text, Block.Weight.PLAIN));
            return this;
        }

        Writing stress(String text) {
            blocks.add(new Block.Paragraph(text, Block.Weight.STRONG));
            return this;
        }

        Writing note(String text) {
            if (text != null && !text.isBlank()) {
                blocks.add(new Block.Paragraph(text, Block.Weight.NOTE));
            }
            return this;
        }

        Writing subheading(String text) {
            blocks.add(new Block.Subheading(text));
            return this;
        }

        Writing facts(String caption, List<Block.Fact> facts) {
            blocks.add(new Block.Facts(caption, facts));
            return this;
        }

        Writing table(Block.Table table) {
            blocks.add(table);
            return this;
        }

        Writing figure(String title, String caption, String description, Drawing drawing) {
            blocks.add(new Block.Figure(title, caption, description, drawing));
            return this;
        }

        Section end() {
            return new Section(heading, blocks);
        }
    }
}
