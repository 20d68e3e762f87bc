package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.application.TrialSite.STUDY;

import java.util.List;
import java.util.Optional;
import org.equipoise.platform.audit.AuditRoot;
import org.equipoise.platform.audit.AuditVerifier.Seal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadAuditRootsTest {
    private final MemoryRoots roots = new MemoryRoots();
    private final ReadAuditRoots read = new ReadAuditRoots(new TrialSite().studies, roots, MemoryRoots.signer());

    @BeforeEach
    void makeFive() {
        for (long seq = 1; seq <= 5; seq++) {
            AuditRoot root = new AuditRoot(STUDY, seq, null, 0, List.of(), "", "", "", "", "", "");
            roots.append(new AuditRoots.NewRoot(root, new Seal(seq, "", List.of()), Optional.empty()));
        }
    }

    @Test
    void rootsAreReadInTheirOrder() {
        PageOf<AuditRoot> first = read.page(STUDY, 0, 3);

        assertThat(first.items()).extracting(AuditRoot::seq).containsExactly(1L, 2L, 3L);
        assertThat(first.next()).contains("3");
        assertThat(read.page(STUDY, 3, 3).items()).extracting(AuditRoot::seq).containsExactly(4L, 5L);
    }

    @Test
    void orFromTheLastBackwards() {
        PageOf<AuditRoot> first = read.newest(STUDY, 0, 3);

        assertThat(first.items()).extracting(AuditRoot::seq).containsExactly(5L, 4L, 3L);
        assertThat(first.next()).contains("3");
        assertThat(read.newest(STUDY, 3, 3).items()).extracting(AuditRoot::seq).containsExactly(2L, 1L);
        assertThat(read.newest(STUDY, 3, 3).next()).isEmpty();
    }

    @Test
    void nothingComesBeforeTheFirst() {
        assertThat(read.newest(STUDY, 1, 3).items()).isEmpty();
    }
}
