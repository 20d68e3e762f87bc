package org.equipoise.stats.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import org.equipoise.stats.application.PlanStore;
import org.equipoise.stats.application.PlanText;
import org.equipoise.stats.application.PublishedPlan;
import org.equipoise.stats.domain.analysis.AnalysisDefinition;
import org.equipoise.stats.domain.analysis.AnalysisPlan;
import org.hibernate.reactive.mutiny.Mutiny;

@ApplicationScoped
class PlanTable implements PlanStore {

    private final Transactions transactions;
    private final StudyKeys keys;
    private final AuditTrail audit;
    private final ObjectMapper json;

    PlanTable(Transactions transactions, StudyKeys keys, AuditTrail audit, ObjectMapper json) {
        this.transactions = transactions;
        this.keys = keys;
        this.audit = audit;
        this.json = json;
    }

    @Override
    public boolean insert(NewPlan plan) {
        String study = plan.definition().study();
        return transactions.runAlone(
                study,
                session -> read(session, study, plan.definition().version())
                        .chain(known -> known == null
                                ? add(session, plan)
                                : Uni.createFrom().item(false)));
    }

    @Override
    public Optional<PublishedPlan> find(String study, String version) {
        return Optional.ofNullable(transactions.run(session -> read(session, study, version)))
                .map(this::published);
    }

    @Override
    public Optional<PublishedPlan> latest(String study) {
        return Optional.ofNullable(transactions.run(session -> session.createSelectionQuery(
                                "from AnalysisPlanEntity where study = :study order by sequence desc",
                                AnalysisPlanEntity.class)
                        .setParameter("study", study)
                        .setMaxResults(1)
                        .getSingleResultOrNull()))
                .map(this::published);
    }

    private Uni<Boolean> add(Mutiny.Session session, NewPlan plan) {
        AnalysisPlanEntity row = new AnalysisPlanEntity();
        row.study = plan.definition().study();
        row.version = plan.definition().version();
        row.definition = plan.content();
        row.contentHash = plan.contentHash();
        row.publishedAt = plan.publishedAt();
        row.publishedBy = plan.publishedBy();
        Map<String, Object> event = Map.of(
                "what", "plan-published",
                "version", row.version,
                "contentHash", row.contentHash,
                "at", row.publishedAt,
                "by", row.publishedBy);
        return keys.ensure(session, row.study, row.publishedAt)
                .chain(() -> session.persist(row))
                .chain(() -> audit.appendOpen(session, row.study, event))
                .replaceWith(true);
    }

    private static Uni<AnalysisPlanEntity> read(Mutiny.Session session, String study, String version) {
        return session.find(AnalysisPlanEntity.class, new AnalysisPlanEntity.Key(study, version));
    }

    private PublishedPlan published(AnalysisPlanEntity row) {
        try {
            AnalysisDefinition definition = PlanText.read(row.definition, json);
            return new PublishedPlan(AnalysisPlan.of(definition), row.contentHash, row.publishedAt, row.publishedBy);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored plan does not have the expected form", e);
        }
    }
}
