package org.equipoise.ecrf.export;

import com.ctc.wstx.stax.WstxOutputFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import org.equipoise.ecrf.application.ExportFormat;
import org.equipoise.ecrf.domain.study.StudyDefinition;

/** CDISC ODM 1.3.2 with audit records: the present state as a snapshot, or all changes as transactions. */
@ApplicationScoped
public class OdmFormat implements ExportFormat {
    private static final XMLOutputFactory XML = new WstxOutputFactory();

    @Override
    public String id() {
        return "odm";
    }

    @Override
    public String mediaType() {
        return "application/xml";
    }

    @Override
    public String fileSuffix() {
        return ".xml";
    }

    @Override
    public boolean annotated() {
        return true;
    }

    @Override
    public Writer begin(Header header, OutputStream out) throws IOException {
        try {
            OdmElements xml = new OdmElements(XML.createXMLStreamWriter(out, "UTF-8"));
            xml.begin();
            xml.start("ODM");
            xml.attribute("xmlns", "http://www.cdisc.org/ns/odm/v1.3");
            xml.attribute("ODMVersion", "1.3.2");
            xml.attribute("FileType", header.history() ? "Transactional" : "Snapshot");
            xml.attribute("Granularity", "AllClinicalData");
            xml.attribute("FileOID", header.current().study() + "." + header.asOf());
            xml.attribute("CreationDateTime", header.createdAt().toString());
            xml.attribute("AsOfDateTime", header.asOf().toString());
            xml.attribute("SourceSystem", "Equipoise");
            xml.attribute("SourceSystemVersion", version());
            OdmMetadata metadata = new OdmMetadata(xml);
            xml.start("Study");
            xml.attribute("OID", header.current().study());
            metadata.variables(header);
            for (StudyDefinition version : header.versions()) {
                metadata.version(version);
            }
            xml.end();
            metadata.people(header);
            return new Body(xml, new OdmClinicalData(xml, header));
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    static String version() {
        String version = OdmFormat.class.getPackage().getImplementationVersion();
        return version == null ? "0.1.0" : version;
    }

    private record Body(OdmElements xml, OdmClinicalData data) implements Writer {
        @Override
        public void write(ExportedSubject subject) throws IOException {
            try {
                data.write(subject);
            } catch (XMLStreamException e) {
                throw new IOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            try {
                xml.end();
                xml.close();
            } catch (XMLStreamException e) {
                throw new IOException(e);
            }
        }
    }
}
