package org.equipoise.stats.persistence;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.stats.application.RecommendationStore;
import org.equipoise.stats.application.ReleasedRecommendation;
import org.equipoise.stats.domain.meeting.RecommendedAction;
import org.hibernate.reactive.mutiny.Mutiny;

/** What committees have released. Reading it touches nothing closed, so that it takes as long whatever is there. */
@ApplicationScoped
class RecommendationTable implements RecommendationStore {

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final Transactions transactions;
    private final AuditTrail audit;

    RecommendationTable(Transactions transactions, AuditTrail audit) {
        this.transactions = transactions;
        this.audit = audit;
    }

    /** From now on the open chain of the study holds it too, so that nobody can change it unseen. */
    Uni<Void> insert(Mutiny.Session session, String study, ReleasedRecommendation release) {
        RecommendationEntity row = new RecommendationEntity();
        row.id = release.recommendation();
        row.study = study;
        row.look = release.look();
        row.action = release.action().code();
        row.wording = release.wording();
        row.releasedAt = release.releasedAt();
        row.supersedes = release.supersedes().orElse(null);
        Map<String, Object> event = Map.of(
                "what",
                "recommendation-released",
                "recommendation",
                row.id,
                "contentHash",
                CanonicalJson.sha256(release),
                "at",
                row.releasedAt);
        return session.persist(row).chain(() -> audit.appendOpen(session, study, event));
    }

    @Override
    public List<ReleasedRecommendation> page(String study, Optional<UUID> after, int limit) {
        return transactions
                .run(session -> placeOf(session, study, after)
                        .chain(place -> session.createSelectionQuery(
                                        "from RecommendationEntity where study = :study"
                                                + " and (releasedAt > :at or (releasedAt = :at and id > :id))"
                                                + " order by releasedAt, id",
                                        RecommendationEntity.class)
                                .setParameter("study", study)
                                .setParameter("at", place.at())
                                .setParameter("id", place.id())
                                .setMaxResults(limit)
                                .getResultList()))
                .stream()
                .map(RecommendationTable::released)
                .toList();
    }

    private record Place(Instant at, UUID id) {}

    private static Uni<Place> placeOf(Mutiny.Session session, String study, Optional<UUID> after) {
        Place first = new Place(Instant.EPOCH, BEFORE_ALL);
        return after.map(id -> session.find(RecommendationEntity.class, id)
                        .map(row ->
                                row == null || !row.study.equals(study) ? first : new Place(row.releasedAt, row.id)))
                .orElseGet(() -> Uni.createFrom().item(first));
    }

    private static ReleasedRecommendation released(RecommendationEntity row) {
        return new ReleasedRecommendation(
                row.id,
                row.look,
                RecommendedAction.named(row.action).orElseThrow(),
                row.wording,
                row.releasedAt,
                Optional.ofNullable(row.supersedes));
    }
}
