package org.equipoise.ecrf.export;

import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Elements and attributes, with characters that XML cannot carry replaced. */
final class OdmElements {
    private final XMLStreamWriter writer;

    OdmElements(XMLStreamWriter writer) {
        this.writer = writer;
    }

    void begin() throws XMLStreamException {
        writer.writeStartDocument("UTF-8", "1.0");
    }

    void start(String name) throws XMLStreamException {
        writer.writeStartElement(name);
    }

    void attribute(String name, String value) throws XMLStreamException {
        writer.writeAttribute(name, clean(value));
    }

    /** An element that only refers to something. */
    void reference(String name, String attribute, String value) throws XMLStreamException {
        start(name);
        attribute(attribute, value);
        end();
    }

    void text(String name, String text) throws XMLStreamException {
        start(name);
        writer.writeCharacters(clean(text));
        end();
    }

    void characters(String text) throws XMLStreamException {
        writer.writeCharacters(clean(text));
    }

    void translated(String name, String text) throws XMLStreamException {
        start(name);
        start("TranslatedText");
        attribute("xml:lang", "en");
        writer.writeCharacters(clean(text));
        end();
        end();
    }

    void end() throws XMLStreamException {
        writer.writeEndElement();
    }

    void close() throws XMLStreamException {
        writer.writeEndDocument();
        writer.flush();
    }

    private static String clean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter < 0x20 || letter >= Character.MIN_SURROGATE) {
                return replaced(text);
            }
        }
        return text;
    }

    private static String replaced(String text) {
        return text.codePoints()
                .map(point -> allowed(point) ? point : 0xFFFD)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean allowed(int point) {
        return point == '\t'
                || point == '\n'
                || point == '\r'
                || (point >= 0x20 && point <= 0xD7FF)
                || (point >= 0xE000 && point <= 0xFFFD)
                || point >= 0x10000;
    }
}
