package org.equipoise.stats.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What people who hear a page, or move in it by keys, depend on. */
final class PageStructure {

    private PageStructure() {}

    static void check(String page) {
        Document document = parsed(page);
        assertThat(document.getDocumentElement().getAttribute("lang")).isEqualTo("en");
        assertThat(all(document, "title")).isNotEmpty();
        assertThat(all(document, "h1")).hasSize(1);
        assertThat(all(document, "main")).hasSize(1);
        assertThat(all(document, "script")).isEmpty();
        assertThat(all(document, "a").get(0).getAttribute("href")).isEqualTo("#content");
        headingsFollowEachOther(document);
        linksLeadSomewhere(document);
        all(document, "table").forEach(PageStructure::tableIsNamed);
        all(document, "svg").forEach(PageStructure::figureIsDescribed);
    }

    static List<String> captions(String page) {
        List<String> texts = new ArrayList<>();
        Document document = parsed(page);
        all(document, "caption").forEach(caption -> texts.add(caption.getTextContent()));
        all(document, "figcaption").forEach(caption -> texts.add(caption.getTextContent()));
        return texts.stream()
                .filter(text -> !text.startsWith("What the numbers"))
                .toList();
    }

    private static void headingsFollowEachOther(Document document) {
        int before = 1;
        for (Element element : all(document, "*")) {
            if (element.getTagName().matches("h[1-6]")) {
                int level = element.getTagName().charAt(1) - '0';
                assertThat(level).as(element.getTextContent()).isLessThanOrEqualTo(before + 1);
                assertThat(element.getTextContent()).isNotBlank();
                before = level;
            }
        }
    }

    private static void linksLeadSomewhere(Document document) {
        Set<String> ids = new HashSet<>();
        all(document, "*").stream()
                .map(element -> element.getAttribute("id"))
                .filter(id -> !id.isEmpty())
                .forEach(id -> assertThat(ids.add(id)).as("id " + id + " twice").isTrue());
        all(document, "a")
                .forEach(link ->
                        assertThat(ids).contains(link.getAttribute("href").substring(1)));
    }

    private static void tableIsNamed(Element table) {
        List<Element> captions = all(table, "caption");
        assertThat(captions).hasSize(1);
        assertThat(captions.get(0).getTextContent()).isNotBlank();
        all(table, "th")
                .forEach(header -> assertThat(header.getAttribute("scope")).isIn("row", "col"));
        int columns = all(all(table, "tr").get(0), "*").size();
        all(table, "tr")
                .forEach(row -> assertThat(row.getChildNodes().getLength())
                        .as(captions.get(0).getTextContent())
                        .isLessThanOrEqualTo(columns));
    }

    private static void figureIsDescribed(Element figure) {
        assertThat(figure.getAttribute("role")).isEqualTo("img");
        assertThat(all(figure, "title").get(0).getTextContent()).isNotBlank();
        assertThat(all(figure, "desc").get(0).getTextContent().length()).isGreaterThan(15);
        all(figure, "*")
                .forEach(mark -> IntStream.range(0, mark.getAttributes().getLength())
                        .mapToObj(index -> mark.getAttributes().item(index).getNodeValue())
                        .forEach(value -> assertThat(value).doesNotContain("NaN", "Infinity", "null")));
    }

    private static List<Element> all(Document document, String name) {
        return elements(document.getElementsByTagName(name));
    }

    private static List<Element> all(Element element, String name) {
        return elements(element.getElementsByTagName(name));
    }

    private static List<Element> elements(NodeList nodes) {
        return IntStream.range(0, nodes.getLength())
                .mapToObj(index -> (Element) nodes.item(index))
                .toList();
    }

    private static Document parsed(String page) {
        String xml = page.replace("<!DOCTYPE html>", "");
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new AssertionError("the page is not well-formed", e);
        }
    }
}
