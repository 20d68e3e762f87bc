package org.equipoise.stats.client;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.equipoise.stats.domain.analysis.ObservedSubject;

/** A page of the eCRF service's analysis data. */
record AnalysisDataPage(String study, Instant asOf, String definitionVersion, List<Item> items, String next) {

    /** Whether everything is there that a complete page of this request has. */
    boolean answers(String requestedStudy) {
        return requestedStudy.equals(study)
                && asOf != null
                && definitionVersion != null
                && items != null
                && items.stream().allMatch(item -> item != null && item.complete());
    }

    /** Whether this is a further page of the same data set. */
    boolean continues(AnalysisDataPage first) {
        return first.asOf.equals(asOf) && first.definitionVersion.equals(definitionVersion);
    }

    record Item(String subject, String site, Instant randomizedAt, Map<String, String> strata, List<Value> values) {

        private boolean complete() {
            return subject != null
                    && site != null
                    && randomizedAt != null
                    && strata != null
                    && !strata.containsValue(null)
                    && values != null
                    && values.stream().allMatch(value -> value != null && value.complete());
        }

        ObservedSubject toSubject() {
            return new ObservedSubject(
                    subject,
                    site,
                    randomizedAt,
                    strata,
                    values.stream().map(Value::toValue).toList());
        }
    }

    record Value(String event, Integer repeat, Instant occurredAt, Double value, Boolean inWindow) {

        private boolean complete() {
            return event != null && occurredAt != null && (value == null || Double.isFinite(value));
        }

        private ObservedSubject.ObservedValue toValue() {
            return new ObservedSubject.ObservedValue(
                    event, repeat == null ? 1 : repeat, occurredAt, value, !Boolean.FALSE.equals(inWindow));
        }
    }
}
