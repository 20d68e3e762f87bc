package org.equipoise.stats.report;

/** What the blocks of a report are written on. */
interface Sheet {

    void paragraph(Block.Paragraph paragraph);

    void subheading(Block.Subheading subheading);

    void facts(Block.Facts facts);

    void table(Block.Table table);

    void figure(Block.Figure figure);
}
