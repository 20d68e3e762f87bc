package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.SUBJECT;
import static org.equipoise.ecrf.application.TrialSite.everybody;
import static org.equipoise.ecrf.application.TrialSite.first;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.Examples;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.Raise;
import org.equipoise.ecrf.export.CsvFormat;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One value is planted in each category of data; no way of reading shows it to a role that may not see its category. */
class VisibilityTest {
    private static final Map<FormCategory, FormInstance> FORMS = Map.of(
            FormCategory.GENERAL, Examples.first("COMMON", "AE"),
            FormCategory.EFFICACY, Examples.first("H24", "MADRS"),
            FormCategory.DOSE_DAY, Examples.first("PLUS40", "CADSS"),
            FormCategory.PHARMACY, Examples.first("INFUSION", "PREPARATION"));

    private final TrialSite site = new TrialSite(ExampleStudy.jsonWith(VisibilityTest::withDeviations));
    private final Page page = new Page(Optional.empty(), 50);

    private static void withDeviations(ObjectNode study) {
        ((ObjectNode) study.path("schedule")).putArray("outOfWindow").add("deviation");
    }

    private static String planted(FormCategory category) {
        return "planted-" + category.code();
    }

    @BeforeEach
    void plant() {
        site.infuse();
        save(FormCategory.GENERAL, INFUSION_START.plus(Duration.ofMinutes(50)), Map.of("TERM", "planted-general"));
        save(FormCategory.EFFICACY, INFUSION_START.plus(Duration.ofHours(30)), Map.of("M1", 1, "M2", 1, "M3", 1));
        save(FormCategory.DOSE_DAY, INFUSION_START.plus(Duration.ofMinutes(50)), Map.of("SCORE", 57));
        save(FormCategory.PHARMACY, INFUSION_START, Map.of("VOLUME", 98.76));
        RaiseQuery raise = new RaiseQuery(site.studies, site.subjects, site.queries, site.clock);
        FORMS.forEach((category, form) -> raise.raise(
                everybody(),
                STUDY,
                new RaiseQuery.Question(SUBJECT, form, Optional.empty(), "Why " + planted(category) + "?"),
                "q-" + category));
    }

    private void save(FormCategory category, Instant at, Map<String, Object> values) {
        EntryData data =
                new EntryData(values, Map.of(), at, Optional.of(planted(category)), Optional.empty(), Map.of());
        FormInstance form = FORMS.get(category);
        site.saveForm.save(everybody(), first(form.event(), form.form(), data));
    }

    private static Actor as(Role role) {
        Set<FormCategory> reads = EnumSet.noneOf(FormCategory.class);
        Arrays.stream(FormCategory.values())
                .filter(category -> role.permissions().stream()
                        .anyMatch(permission -> permission.id().equals(category.code() + "-data.read")))
                .forEach(reads::add);
        return TrialSite.actor(role.id(), "01", reads, Set.of());
    }

    /** Every way of reading, by name. */
    private Map<String, Supplier<Object>> ways(Actor reader) {
        Map<String, Supplier<Object>> ways = new LinkedHashMap<>();
        ReadForm readForm = new ReadForm(site.studies, site.subjects, site.revisions);
        ListQueries queries = new ListQueries(site.studies, site.queries, site.clock);
        ListNotices notices = new ListNotices(site.studies, site.notices);
        FORMS.values().forEach(form -> {
            ways.put("form " + form, () -> readForm.read(reader, STUDY, SUBJECT, form));
            ways.put("history " + form, () -> readForm.history(reader, STUDY, SUBJECT, form));
            ways.put("stale save " + form, () -> site.saveForm.save(reader, staleSave(form)));
        });
        ways.put(
                "schedule",
                () -> new ReadSchedule(site.studies, site.subjects, site.revisions, site.clock)
                        .read(reader, STUDY, SUBJECT));
        ways.put("calendar", () -> site.workList.calendar(reader, STUDY, SUBJECT));
        ways.put("work list", () -> site.workList.site(TrialSite.settling(reader), STUDY, "01"));
        ways.put("dose day", () -> site.workList.doseDay(reader, STUDY, SUBJECT));
        ListQueries.Selection all = new ListQueries.Selection(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);
        ways.put("queries", () -> queries.list(reader, STUDY, all, page));
        for (Raise kind : Raise.values()) {
            ways.put(
                    kind.code(),
                    () -> notices
                            .list(
                                    reader,
                                    STUDY,
                                    new ListNotices.Selection(
                                            kind, Optional.empty(), Optional.empty(), Optional.empty()),
                                    page)
                            .items()
                            .stream()
                            .map(notice -> planted(site.studies
                                    .current(STUDY)
                                    .definition()
                                    .categoryOf(
                                            notice.source().instance().event(),
                                            notice.source().instance().form())
                                    .orElseThrow()))
                            .toList());
        }
        ways.put("export", () -> exported(reader));
        return ways;
    }

    private static SaveCommand staleSave(FormInstance form) {
        return TrialSite.change(form.event(), form.form(), 7, TrialSite.data(INFUSION_START, Map.of()));
    }

    private String exported(Actor reader) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            site.export
                    .prepare(reader, ExportData.Order.answers(STUDY, Optional.empty(), true), new CsvFormat())
                    .writeTo(out);
            return out.toString(StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String text(Supplier<Object> way) {
        try {
            return way.get().toString();
        } catch (Refusal refusal) {
            return refusal.getMessage() + refusal.fix() + refusal.members();
        }
    }

    @ParameterizedTest
    @EnumSource
    void noWayOfReadingShowsWhatARoleMayNotSee(Role role) {
        if (!role.permissions().contains(Permission.SUBJECT_READ)) {
            assertThat(as(role).reads().keySet())
                    .as("without subjects there are no data")
                    .isEmpty();
            return;
        }
        Actor reader = as(role);
        ways(reader).forEach((name, way) -> {
            String shown = text(way);
            FORMS.keySet().stream()
                    .filter(category -> !reader.sees(category, "01"))
                    .forEach(hidden -> assertThat(shown)
                            .as(role + " reads " + name)
                            .doesNotContain(planted(hidden))
                            .doesNotContain(hidden == FormCategory.PHARMACY ? "98.76" : planted(hidden))
                            .doesNotContain(
                                    hidden == FormCategory.DOSE_DAY ? "IntegerValue[value=57]" : planted(hidden)));
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"GENERAL", "EFFICACY", "DOSE_DAY", "PHARMACY"})
    void whoMayReadItFindsIt(FormCategory category) {
        Actor reader = TrialSite.actor("one", "01", Set.of(category), Set.of());

        assertThat(text(ways(reader).get("queries"))).contains(planted(category));
        assertThat(text(ways(reader).get("form " + FORMS.get(category)))).contains(planted(category));
        assertThat(text(ways(reader).get("calendar")))
                .contains(FORMS.get(category).form());
    }
}
