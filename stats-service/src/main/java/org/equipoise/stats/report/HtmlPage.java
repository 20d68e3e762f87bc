package org.equipoise.stats.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.equipoise.stats.report.drawing.Escaped;
import org.equipoise.stats.report.drawing.Svg;

/** A report as one page without scripts, links to elsewhere or anything else to load. */
final class HtmlPage implements Sheet {

    private final StringBuilder page = new StringBuilder();
    private int figures;

    private HtmlPage() {}

    static String of(Report report, String style) {
        HtmlPage sheet = new HtmlPage();
        sheet.head(report, style);
        sheet.contents(report.sections());
        IntStream.range(0, report.sections().size())
                .forEach(index -> sheet.section(report.sections().get(index), index));
        sheet.foot(report);
        return sheet.page.toString();
    }

    private void head(Report report, String style) {
        add("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"UTF-8\"/>\n");
        add("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
        add("<meta name=\"robots\" content=\"noindex\"/>\n<title>" + safe(report.title()) + "</title>\n");
        add("<style>" + style + "</style>\n</head>\n");
        add(report.confidential() ? "<body class=\"closed\">\n" : "<body>\n");
        add("<a class=\"skip\" href=\"#content\">Skip to the content</a>\n<header>\n");
        if (report.confidential()) {
            add("<p class=\"confidential\">" + Report.CONFIDENTIAL + "</p>\n");
        }
        add("<h1>" + safe(report.title()) + "</h1>\n");
        add("<p class=\"dated\">" + Wording.minute(report.dated()) + "</p>\n</header>\n");
    }

    private void contents(List<Section> sections) {
        add("<nav aria-label=\"Contents\">\n<ol>\n");
        for (int index = 0; index < sections.size(); index++) {
            add("<li><a href=\"#s" + (index + 1) + "\">"
                    + safe(sections.get(index).heading()) + "</a></li>\n");
        }
        add("</ol>\n</nav>\n<main id=\"content\" tabindex=\"-1\">\n");
    }

    private void section(Section section, int index) {
        String id = "s" + (index + 1);
        add("<section aria-labelledby=\"" + id + "\">\n<h2 id=\"" + id + "\">" + (index + 1) + ". "
                + safe(section.heading()) + "</h2>\n");
        section.blocks().forEach(block -> block.on(this));
        add("</section>\n");
    }

    private void foot(Report report) {
        add("</main>\n<footer>\n");
        if (report.confidential()) {
            add("<p><strong>" + Report.CONFIDENTIAL + "</strong></p>\n");
        }
        report.origin().forEach(line -> add("<p>" + safe(line) + "</p>\n"));
        add("</footer>\n</body>\n</html>\n");
    }

    @Override
    public void paragraph(Block.Paragraph paragraph) {
        add(
                switch (paragraph.weight()) {
                    case PLAIN -> "<p>";
                    case STRONG -> "<p class=\"decision\">";
                    case NOTE -> "<p class=\"note\">";
                });
        add(safe(paragraph.text()) + "</p>\n");
    }

    @Override
    public void subheading(Block.Subheading subheading) {
        add("<h3>" + safe(subheading.text()) + "</h3>\n");
    }

    @Override
    public void facts(Block.Facts facts) {
        open(facts.caption());
        add("<tbody>\n");
        for (Block.Fact fact : facts.facts()) {
            String value = fact.code() ? "<code>" + safe(fact.value()) + "</code>" : safe(fact.value());
            add("<tr><th scope=\"row\">" + safe(fact.name()) + "</th><td>" + value + "</td></tr>\n");
        }
        close();
    }

    @Override
    public void table(Block.Table table) {
        open(table.caption());
        add("<thead><tr>"
                + table.columns().stream()
                        .map(column -> "<th scope=\"col\"" + alignment(column) + ">" + safe(column.heading()) + "</th>")
                        .collect(Collectors.joining())
                + "</tr></thead>\n<tbody>\n");
        int last = table.rows().size() - 1;
        for (int index = 0; index <= last; index++) {
            add(table.lastRowIsTotal() && index == last ? "<tr class=\"total\">" : "<tr>");
            row(table.columns(), table.rows().get(index));
            add("</tr>\n");
        }
        close();
    }

    private void row(List<Block.Column> columns, List<String> cells) {
        for (int index = 0; index < cells.size(); index++) {
            String text = safe(cells.get(index));
            add(
                    index == 0
                            ? "<th scope=\"row\"" + alignment(columns.get(0)) + ">" + text + "</th>"
                            : "<td" + alignment(columns.get(index)) + ">" + text + "</td>");
        }
    }

    @Override
    public void figure(Block.Figure figure) {
        figures++;
        add("<figure>\n" + Svg.of(figure.drawing(), "f" + figures, figure.title(), figure.description()));
        add("\n<figcaption>Figure " + figures + ". " + safe(figure.caption()) + "</figcaption>\n</figure>\n");
    }

    private void open(String caption) {
        add("<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"Table\">\n<table>\n<caption>"
                + safe(caption) + "</caption>\n");
    }

    private void close() {
        add("</tbody>\n</table>\n</div>\n");
    }

    private static String alignment(Block.Column column) {
        return column.number() ? " class=\"number\"" : "";
    }

    private static String safe(String text) {
        return Escaped.text(text);
    }

    private void add(String markup) {
        page.append(markup);
    }
}
