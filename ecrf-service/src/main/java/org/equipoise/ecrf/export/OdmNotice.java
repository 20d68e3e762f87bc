package org.equipoise.ecrf.export;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLStreamException;
import org.equipoise.ecrf.domain.safety.Notice;
import org.equipoise.ecrf.domain.study.CodeList;
import org.equipoise.ecrf.domain.study.Raise;

/** An alert or a deviation as an annotation of its form: in words, and flagged by kind and state. */
final class OdmNotice {
    private static final String KINDS = "CL.NOTICE.KIND";
    private static final String STATES = "CL.NOTICE.STATUS";

    private OdmNotice() {}

    /** What the flags can say, by identifier. */
    static Map<String, CodeList> codeLists() {
        return new TreeMap<>(Map.of(
                KINDS,
                new CodeList(Arrays.stream(Raise.values())
                        .map(kind -> new CodeList.Entry(kind.code(), kind.code()))
                        .toList()),
                STATES,
                new CodeList(List.of(new CodeList.Entry("open", "open"), new CodeList.Entry("resolved", "resolved")))));
    }

    static void write(OdmElements xml, int number, Notice notice) throws XMLStreamException {
        xml.start("Annotation");
        xml.attribute("SeqNum", Integer.toString(number));
        xml.text("Comment", words(notice));
        xml.start("Flag");
        flag(xml, "FlagValue", STATES, notice.resolution().isPresent() ? "resolved" : "open");
        flag(xml, "FlagType", KINDS, notice.kind().code());
        xml.end();
        xml.end();
    }

    private static void flag(OdmElements xml, String name, String codes, String code) throws XMLStreamException {
        xml.start(name);
        xml.attribute("CodeListOID", codes);
        xml.characters(code);
        xml.end();
    }

    private static String words(Notice notice) {
        Notice.Source source = notice.source();
        String raised = notice.id() + " " + source.check() + ", raised at " + notice.raisedAt()
                + source.cause()
                        .map(cause -> " by revision " + source.revision() + " of " + cause)
                        .orElse("")
                + ": " + source.text();
        return notice.resolution()
                .map(done -> raised + " Resolved at " + done.at() + " by "
                        + done.by().name()
                        + (done.text().isEmpty() ? "" : ": " + done.text())
                        + done.important()
                                .map(important -> important ? " (important)" : " (not important)")
                                .orElse(""))
                .orElse(raised);
    }
}
