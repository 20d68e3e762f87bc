package org.equipoise.launcher.verification;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The answers of a CDISC ODM file, one after the other, with the save that each of them says it was given by. */
final class ArchivedOdm {

    private static final String REVISION = "revision ";

    private final XMLStreamReader xml;
    private final Reader reader;
    private final Map<String, String> place = new HashMap<>();
    private final Deque<String> path = new ArrayDeque<>();
    private Optional<String> value = Optional.empty();
    private String source = "";

    private ArchivedOdm(XMLStreamReader xml, Reader reader) {
        this.xml = xml;
        this.reader = reader;
    }

    /**
     * An answer.
     *
     * @param form subject, event, form and repeat
     * @param revision the save
     * @param item the item or cell
     * @param value what is said; empty if nothing or a reason
     */
    record Answer(String form, int revision, String item, Optional<String> value) {

        /** Whether a revision, as it was hashed, says this. */
        boolean isSaidBy(JsonNode said) {
            JsonNode hashed = said.path("values").path(item);
            return value.map(text -> !hashed.isMissingNode() && text.equals(carried(ArchivedAnswers.plain(hashed))))
                    .orElseGet(hashed::isMissingNode);
        }

        /** XML cannot carry all letters; those that it cannot are replaced. */
        private static String carried(String text) {
            return text.codePoints()
                    .map(point -> isCarried(point) ? point : 0xFFFD)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        }

        private static boolean isCarried(int point) {
            return point == '\t'
                    || point == '\n'
                    || point == '\r'
                    || (point >= 0x20 && point <= 0xD7FF)
                    || (point >= 0xE000 && point <= 0xFFFD)
                    || point >= 0x10000;
        }
    }

    /** Takes the answers. */
    interface Reader {
        void accept(Answer answer);
    }

    static void read(InputStream in, Reader reader) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            new ArchivedOdm(factory.createXMLStreamReader(in), reader).read();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private void read() throws XMLStreamException {
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> begin(xml.getLocalName());
                case XMLStreamConstants.CHARACTERS -> text(xml.getText());
                case XMLStreamConstants.END_ELEMENT -> end(xml.getLocalName());
                default -> {
                    // nothing else is said of answers
                }
            }
        }
    }

    private void begin(String name) {
        path.push(name);
        switch (name) {
            case "SubjectData" -> keep("SubjectKey");
            case "StudyEventData" -> keep("StudyEventOID", "StudyEventRepeatKey");
            case "FormData" -> keep("FormOID", "FormRepeatKey");
            case "ItemGroupData" -> keep("ItemGroupOID", "ItemGroupRepeatKey");
            case "ItemData" -> {
                keep("ItemOID");
                value = Optional.ofNullable(xml.getAttributeValue(null, "Value"));
                source = "";
            }
            default -> {
                // says nothing of where an answer stands
            }
        }
    }

    private void keep(String... attributes) {
        for (String attribute : attributes) {
            place.put(attribute, xml.getAttributeValue(null, attribute));
        }
    }

    private void text(String text) {
        if ("SourceID".equals(path.peek())) {
            source = text;
        }
    }

    private void end(String name) {
        path.pop();
        if (name.equals("ItemData") && source.startsWith(REVISION)) {
            reader.accept(new Answer(form(), Integer.parseInt(source.substring(REVISION.length())), item(), value));
        }
    }

    private String form() {
        String form = after(place.get("FormOID"));
        String repeat = Optional.ofNullable(place.get("StudyEventRepeatKey"))
                .or(() -> Optional.ofNullable(place.get("FormRepeatKey")))
                .orElse("1");
        return place.get("SubjectKey") + "/" + after(place.get("StudyEventOID")) + "/" + form + "/" + repeat;
    }

    private String item() {
        String item = last(place.get("ItemOID"));
        String row = place.get("ItemGroupRepeatKey");
        return row == null ? item : last(place.get("ItemGroupOID")) + "[" + row + "]." + item;
    }

    private static String after(String oid) {
        return oid.substring(oid.indexOf('.') + 1);
    }

    private static String last(String oid) {
        return oid.substring(oid.lastIndexOf('.') + 1);
    }
}
