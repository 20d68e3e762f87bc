package org.equipoise.ecrf.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.Examples;
import org.equipoise.ecrf.ReferenceStudy;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.form.MissingReason;
import org.equipoise.ecrf.domain.form.PartialDate;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.study.CellKey;
import org.equipoise.ecrf.domain.study.Form;
import org.equipoise.ecrf.domain.study.Item;
import org.equipoise.ecrf.domain.study.ItemGroup;
import org.equipoise.ecrf.domain.study.Range;
import org.equipoise.ecrf.domain.study.StudyDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.SAXException;

/** Every form of the reference study with a value in every item, in the formats that have a published schema. */
class ReferenceStudyExportTest {
    private static final StudyDefinition STUDY = ExampleStudy.definition(ReferenceStudy.json());
    private static final List<List<Revision>> FORMS = forms();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isOdmAsThePublishedSchemaDescribesIt(boolean history) throws SAXException, IOException {
        String xml = ExampleExport.of(new OdmFormat(), history, List.of(STUDY), FORMS);

        OdmFormatTest.requireValid(xml);
    }

    @Test
    void isDatasetJsonAsThePublishedSchemaDescribesIt() throws IOException {
        DatasetJsonFormatTest.requireValid(
                STUDY.forms().stream().map(form -> dataset(form.id())).toList());
    }

    private static String dataset(String form) {
        List<List<Revision>> ofOne = FORMS.stream()
                .filter(revisions -> revisions.get(0).instance().form().equals(form))
                .toList();
        return ExampleExport.of(new DatasetJsonFormat(), true, Optional.of(form), List.of(STUDY), ofOne);
    }

    @Test
    void holdsEveryItemAndEveryKindOfValue() throws Exception {
        String xml = ExampleExport.of(new OdmFormat(), true, List.of(STUDY), FORMS);

        long items =
                STUDY.forms().stream().mapToLong(form -> form.items().size()).sum();
        assertThat(OdmFormatTest.found(xml, "count(//ItemDef)")).isEqualTo(Long.toString(items));
        assertThat(FORMS.stream()
                        .flatMap(revisions -> revisions.get(0).content().values().values().stream())
                        .map(Object::getClass)
                        .distinct())
                .hasSize(9);
    }

    private static List<List<Revision>> forms() {
        List<List<Revision>> all = new ArrayList<>();
        STUDY.schedule()
                .events()
                .forEach(event -> event.forms().forEach(scheduled -> {
                    Form form = STUDY.form(scheduled.form()).orElseThrow();
                    FormInstance instance = Examples.first(event.id(), form.id());
                    all.add(List.of(
                            Examples.revision(instance, 1, content(form, false)),
                            Examples.revision(instance, 2, content(form, true))));
                }));
        return all;
    }

    /** A value in each item; the last of each group not done, if wanted. */
    private static FormContent content(Form form, boolean withMissing) {
        Map<String, ItemValue> values = new LinkedHashMap<>();
        Map<String, MissingReason> missing = new LinkedHashMap<>();
        for (ItemGroup group : form.itemGroups()) {
            for (Item item : group.items()) {
                String key = group.isRepeating() ? new CellKey(group.id(), 2, item.id()).toString() : item.id();
                if (withMissing && item.equals(group.items().get(group.items().size() - 1))) {
                    missing.put(key, new MissingReason("not-done"));
                } else {
                    values.put(key, value(item));
                }
            }
        }
        return new FormContent(values, missing, Examples.INFUSION_START, Optional.of("came \"late\" & <well>"));
    }

    private static ItemValue value(Item item) {
        return switch (item.type()) {
            case INTEGER -> Examples.number(least(item).longValue());
            case DECIMAL ->
                new ItemValue.DecimalValue(least(item).setScale(item.precision().orElse(0)));
            case TEXT -> new ItemValue.TextValue(ExampleExport.AWKWARD);
            case DATE -> new ItemValue.DateValue(LocalDate.of(2026, 3, 1));
            case PARTIAL_DATE ->
                new ItemValue.PartialDateValue(PartialDate.parse("2026-03").orElseThrow());
            case TIME -> new ItemValue.TimeValue(LocalTime.of(9, 40));
            case DATETIME -> Examples.at(Examples.INFUSION_START);
            case BOOLEAN -> new ItemValue.BooleanValue(true);
            case CHOICE -> new ItemValue.ChoiceValue(codes(item).get(0));
            case CHOICES -> new ItemValue.ChoicesValue(codes(item));
        };
    }

    private static BigDecimal least(Item item) {
        return item.range().flatMap(Range::min).orElse(BigDecimal.ONE);
    }

    private static List<String> codes(Item item) {
        return item.codeList().orElseThrow().entries().stream()
                .map(entry -> entry.code())
                .toList();
    }
}
