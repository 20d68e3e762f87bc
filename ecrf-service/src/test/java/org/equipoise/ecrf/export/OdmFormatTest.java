package org.equipoise.ecrf.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class OdmFormatTest {
    private static String odm(boolean history) {
        return ExampleExport.of(new OdmFormat(), history, Optional.empty());
    }

    static String found(String xml, String path)
            throws XPathExpressionException, ParserConfigurationException, IOException, SAXException {
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        return XPathFactory.newInstance().newXPath().evaluate(path, document);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isWhatThePublishedSchemaDescribes(boolean history) throws SAXException, IOException {
        requireValid(odm(history));

        assertThat(odm(history)).contains(history ? "\"Transactional\"" : "\"Snapshot\"");
    }

    static void requireValid(String xml) throws SAXException, IOException {
        assumeTrue(
                ExampleExport.schemas().isPresent(),
                "skipped: CDISC's schemas are not here; set EQUIPOISE_CDISC_SCHEMAS to their folder");
        Schema schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(ExampleExport.schemas()
                        .get()
                        .resolve("odm-1.3.2/ODM1-3-2.xsd")
                        .toFile());

        schema.newValidator().validate(new StreamSource(new StringReader(xml)));
    }

    @Test
    void aSnapshotHoldsThePresentStateWithItsAuditRecord() throws Exception {
        String xml = odm(false);

        assertThat(found(xml, "count(//ItemData[@ItemOID='I.MADRS.M1'])")).isEqualTo("1");
        assertThat(found(xml, "//ItemData[@ItemOID='I.MADRS.M1']/@Value")).isEqualTo("4");
        assertThat(found(xml, "//ItemData[@ItemOID='I.MADRS.M1']/AuditRecord/ReasonForChange"))
                .isEqualTo("typing error");
        assertThat(found(xml, "//ItemData[@ItemOID='I.MADRS.M1']/AuditRecord/UserRef/@UserOID"))
                .isEqualTo(found(xml, "//User/@OID"));
        assertThat(found(xml, "//ItemData[@ItemOID='I.MADRS.M2']/@IsNull")).isEqualTo("Yes");
        assertThat(found(xml, "//ItemData[@ItemOID='I.MADRS.M2']/Annotation/Comment"))
                .isEqualTo("refused");
    }

    @Test
    void aSignedFormNamesItsSignerAndWhatWasSigned() throws Exception {
        String signature = "//FormData[@FormOID='F.MADRS']/Signature";

        assertThat(found(odm(false), "count(//FormData/Signature)")).isEqualTo("1");
        assertThat(found(odm(false), signature + "/UserRef/@UserOID")).isEqualTo(found(odm(false), "//User/@OID"));
        assertThat(found(odm(false), signature + "/SignatureRef/@SignatureOID"))
                .isEqualTo(found(odm(false), "//SignatureDef/@OID"));
        assertThat(found(odm(false), signature + "/CryptoBindingManifest")).contains("0f0f", "Complete & correct");
    }

    @Test
    void aFormSaysWhyItWasSavedInSpiteOfWindowAndWarnings() throws Exception {
        assertThat(found(odm(false), "//FormData[@FormOID='F.MADRS']/Annotation[@SeqNum='1']/Comment"))
                .contains("outside its window: came late", "ALL_SIX: looked again");
    }

    @Test
    void aDeviationIsAnAnnotationOfItsFormFlaggedByKindAndState() throws Exception {
        String annotations = "//FormData[@FormOID='F.MADRS']/Annotation[Flag/FlagType='deviation']";
        String xml = odm(false);

        assertThat(found(xml, "count(//Annotation[Flag])")).isEqualTo("2");
        assertThat(found(xml, "count(" + annotations + ")")).isEqualTo("2");
        assertThat(found(xml, annotations + "[1]/Flag/FlagValue")).isEqualTo("open");
        assertThat(found(xml, annotations + "[2]/Flag/FlagValue")).isEqualTo("resolved");
        assertThat(found(xml, annotations + "[2]/Comment")).contains("window", "rita", "(not important)");
        assertThat(found(xml, "//CodeList[@OID='CL.NOTICE.KIND']/CodeListItem[2]/@CodedValue"))
                .isEqualTo("deviation");
    }

    @Test
    void withHistoryEachChangeOfAnItemIsATransaction() throws Exception {
        String xml = odm(true);

        assertThat(found(xml, "//ItemData[@ItemOID='I.MADRS.M1'][1]/@TransactionType"))
                .isEqualTo("Insert");
        assertThat(found(xml, "//ItemData[@ItemOID='I.MADRS.M1'][1]/@Value")).isEqualTo("2");
        assertThat(found(xml, "//ItemData[@ItemOID='I.MADRS.M1'][2]/@TransactionType"))
                .isEqualTo("Update");
        assertThat(found(xml, "count(//ItemData[@ItemOID='I.MADRS.M1'])")).isEqualTo("2");
    }

    @Test
    void awkwardTextArrivesAndWhatXmlCannotCarryIsReplaced() throws Exception {
        assertThat(found(odm(false), "//ItemData[@ItemOID='I.AE.TERM']/@Value"))
                .isEqualTo("=SUM(A1) <b>\"yes\" & no\uFFFD, or\nnot</b>");
        assertThat(found(odm(false), "//FormData[@FormOID='F.AE']/@FormRepeatKey"))
                .isEqualTo("2");
    }

    @Test
    void aSignatureOnTheSubjectStandsAtTheSubject() throws Exception {
        String xml = odm(false);

        assertThat(found(xml, "count(//SubjectData/Signature)")).isEqualTo("1");
        assertThat(found(xml, "//SubjectData/Signature/CryptoBindingManifest"))
                .isEqualTo("SHA-256 " + "1a".repeat(32) + " over all forms of general, efficacy: All is true");
    }
}
