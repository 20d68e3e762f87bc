package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.Site;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.audit.ArchiveVerifier;
import org.equipoise.platform.audit.AuditRoot.RootSignature;
import org.equipoise.platform.audit.AuditVerifier.StoredEntry;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.platform.audit.ChainHead;
import org.equipoise.platform.audit.RootSigner;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.platform.security.SiteScope;

/**
 * Hands out all that a site's investigator answers for, as one file that verifies without this system: data, their history,
 * signatures and marks, queries, a printed casebook of each subject, the entries of all hash chains, and a signed list of
 * the files. Only that site's data, and only what the reader may see: for unblinded people, the file of the site's pharmacy.
 */
@ApplicationScoped
public class ArchiveSite {
    private static final int SUBJECTS_AT_ONCE = 50;

    private final Studies studies;
    private final SubjectStore subjects;
    private final ExportData export;
    private final ReadPrintedCasebook casebooks;
    private final CasebookPages pages;
    private final AuditTrail trail;
    private final ArchivePaths paths;
    private final RootSigner signer;
    private final Clock clock;

    public ArchiveSite(
            Studies studies,
            SubjectStore subjects,
            ExportData export,
            ReadPrintedCasebook casebooks,
            CasebookPages pages,
            AuditTrail trail,
            ArchivePaths paths,
            RootSigner signer,
            Clock clock) {
        this.studies = studies;
        this.subjects = subjects;
        this.export = export;
        this.casebooks = casebooks;
        this.pages = pages;
        this.trail = trail;
        this.paths = paths;
        this.signer = signer;
        this.clock = clock;
    }

    /** An archive that was checked and can be written. */
    public final class Prepared {
        private final Actor reader;
        private final String study;
        private final Site site;
        private final Instant asOf;
        private final Collection<ExportFormat> formats;

        private Prepared(Actor reader, String study, Site site, Instant asOf, Collection<ExportFormat> formats) {
            this.reader = reader;
            this.study = study;
            this.site = site;
            this.asOf = asOf;
            this.formats = List.copyOf(formats);
        }

        public Instant asOf() {
            return asOf;
        }

        public void writeTo(OutputStream out) throws IOException {
            ArchiveFile archive = new ArchiveFile(out, asOf);
            for (ExportFormat format : formats) {
                data(archive, format, false);
                data(archive, format, true);
                notices(archive, format);
            }
            printed(archive);
            Optional<String> untied = chains(archive);
            if (signer.isReady()) {
                archive.add(ArchiveVerifier.KEYS, text(CanonicalJson.of(signer.publicKeys())));
            }
            archive.add("README.txt", text(readme()));
            byte[] manifest = archive.last(ArchiveVerifier.MANIFEST, about(untied));
            if (signer.isReady()) {
                RootSignature signature = signer.sign(ArchiveVerifier.signedBytes(
                        CanonicalJson.sha256Text(new String(manifest, StandardCharsets.UTF_8))));
                archive.last(ArchiveVerifier.SIGNATURE, CanonicalJson.of(signature));
            }
            archive.finish();
        }

        private void data(ArchiveFile archive, ExportFormat format, boolean history) throws IOException {
            if (!format.ofOneForm()) {
                ExportData.Order order = ExportData.Order.answers(study, Optional.of(asOf), history);
                String name = (history ? "history" : "data") + format.fileSuffix();
                archive.add(name, export.prepare(reader, order, format)::writeTo);
            }
        }

        private void notices(ArchiveFile archive, ExportFormat format) throws IOException {
            if (format.tabulatesNotices() && !format.ofOneForm()) {
                for (NoticeDataset dataset : NoticeDataset.values()) {
                    ExportData.Order order = new ExportData.Order(
                            study, Optional.of(asOf), false, Optional.empty(), Optional.of(dataset));
                    archive.add(dataset + format.fileSuffix(), export.prepare(reader, order, format)::writeTo);
                }
            }
        }

        private void printed(ArchiveFile archive) throws IOException {
            Optional<String> after = Optional.empty();
            List<Subject> page;
            do {
                page = subjects.list(study, reader.scope(), new Page(after, SUBJECTS_AT_ONCE));
                for (Subject subject : page) {
                    after = Optional.of(subject.id());
                    byte[] pdf = pages.print(casebooks.read(reader, subject, asOf));
                    archive.add("casebooks/" + subject.id() + ".pdf", out -> out.write(pdf));
                }
            } while (page.size() == SUBJECTS_AT_ONCE);
        }

        /** Writes the chains; says why no root covers them, if none does. */
        private Optional<String> chains(ArchiveFile archive) throws IOException {
            Map<String, ChainHead> heads = new TreeMap<>();
            archive.add(ArchiveVerifier.CHAINS, entries(stream -> true, entry -> {
                heads.put(entry.stream(), new ChainHead(entry.stream(), entry.seq(), entry.hash()));
                return CanonicalJson.of(entry);
            }));
            archive.add(ArchiveVerifier.HEADS, text(CanonicalJson.of(heads.values())));
            Optional<String> untied = tie(archive, heads);
            archive.add("marks.jsonl", entries(stream -> stream.startsWith(study + "/marks/"), StoredEntry::entry));
            archive.add(
                    "subjects.jsonl", entries(stream -> stream.startsWith(study + "/subjects/"), StoredEntry::entry));
            archive.add("queries.jsonl", entries(stream -> stream.startsWith(study + "/queries/"), StoredEntry::entry));
            archive.add("notices.jsonl", entries(stream -> stream.startsWith(study + "/notices/"), StoredEntry::entry));
            return untied;
        }

        private Optional<String> tie(ArchiveFile archive, Map<String, ChainHead> heads) throws IOException {
            if (!seesAllChains()) {
                return Optional.of("the place of a chain among all would tell of those that are not for this reader");
            }
            return paths.write(archive, study, heads)
                    ? Optional.empty()
                    : Optional.of("no root of the study's audit was signed yet");
        }

        /** The kinds of data that are in it: the pharmacy's never stand beside those of blinded people. */
        private List<FormCategory> categories() {
            return Stream.of(FormCategory.values())
                    .filter(category -> reader.sees(category, site.id()))
                    .toList();
        }

        /** Whether it is the file of the site's pharmacy, which is kept apart from the investigator's. */
        public boolean isOfThePharmacy() {
            return categories().equals(List.of(FormCategory.PHARMACY));
        }

        /** A place among all chains would tell of those in between that the reader may not see. */
        private boolean seesAllChains() {
            return EnumSet.complementOf(EnumSet.of(FormCategory.PHARMACY)).stream()
                    .allMatch(category -> reader.sees(category, site.id()));
        }

        private ArchiveFile.Body entries(Predicate<String> wanted, Line line) {
            return out -> trail.ofSite(
                    study, site.id(), asOf, categories -> reader.seesAll(categories, site.id()), (entry, hidden) -> {
                        if (wanted.test(entry.stream())) {
                            ArchiveFile.line(out, line.of(entry));
                        }
                    });
        }

        private Map<String, Object> about(Optional<String> untied) {
            Map<String, Object> about = new LinkedHashMap<>();
            about.put("format", "org.equipoise.archive/1");
            about.put("study", study);
            about.put("site", site.id());
            about.put("asOf", asOf);
            about.put("definitionVersion", studies.current(study).definition().version());
            about.put("madeFor", reader.author().name());
            about.put(
                    "categories", categories().stream().map(FormCategory::code).toList());
            untied.ifPresent(why -> about.put(ArchiveVerifier.UNTIED, why));
            return about;
        }

        private String readme() {
            return (isOfThePharmacy() ? "Not for blinded people. Data of the pharmacy of site " : "Data of site ")
                    + site.id() + " (" + site.name() + ") in the study " + study + " as of " + asOf
                    + ".\n\n"
                    + "data.*, history.*  the present answers, and all revisions\n"
                    + "DV.*, ALERT.*      protocol deviations and safety alerts that rules raised, and what was done\n"
                    + "casebooks/         a printed casebook of each subject\n"
                    + "marks.jsonl        verification, review, signatures, freezes and locks\n"
                    + "subjects.jsonl     when each subject was screened, randomized, and moved to a version of the"
                    + " study\n"
                    + "queries.jsonl      queries, step by step\n"
                    + "notices.jsonl      safety alerts and protocol deviations, and what was done about them\n"
                    + "audit.jsonl        all entries of the hash chains; heads.json: how far each had come\n"
                    + "root.json          the last signed root of the study's audit; paths.jsonl: that it covers these"
                    + " chains\n"
                    + "manifest.json      every file with its SHA-256, signed in manifest.sig.json\n\n"
                    + "./equipoise verify-archive FILE verifies it, without a network. It is only as good as"
                    + " the keys:\nkeep those of GET .../audit/keys elsewhere, and name them with --keys.\n";
        }
    }

    private interface Line {
        String of(StoredEntry entry);
    }

    public Prepared prepare(Actor reader, String study, String id, Collection<ExportFormat> formats) {
        Site site = studies.current(study).definition().site(id).orElseThrow(Refusal::notFound);
        if (!reader.scope().includes(id)) {
            throw Refusal.notFound();
        }
        Actor atSite = new Actor(reader.author(), SiteScope.only(Set.of(id)), reader.reads(), reader.enters());
        return new Prepared(atSite, study, site, clock.instant().truncatedTo(ChronoUnit.MILLIS), formats);
    }

    private static ArchiveFile.Body text(String text) {
        return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
