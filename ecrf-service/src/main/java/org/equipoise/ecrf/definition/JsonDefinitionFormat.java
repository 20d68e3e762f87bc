package org.equipoise.ecrf.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.equipoise.ecrf.application.DefinitionFormat;
import org.equipoise.ecrf.domain.form.MissingReason;
import org.equipoise.ecrf.domain.study.CodeList;
import org.equipoise.ecrf.domain.study.DefinitionError;
import org.equipoise.ecrf.domain.study.EligibilityDefinition;
import org.equipoise.ecrf.domain.study.ItemPath;
import org.equipoise.ecrf.domain.study.Site;
import org.equipoise.ecrf.domain.study.StudyDefinition;
import org.equipoise.ecrf.domain.study.WithdrawalDefinition;

/** Reads a study definition. */
@ApplicationScoped
public class JsonDefinitionFormat implements DefinitionFormat {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,39}");
    private static final String A_NAME = "a name of letters, digits, '.', '_' and '-'";
    private static final ItemPath NOWHERE = new ItemPath("", "", "");

    private final ObjectMapper json = new ObjectMapper();

    @Override
    public Parsed parse(String text) {
        List<DefinitionError> errors = new ArrayList<>();
        JsonPlace root = new JsonPlace(tree(text), "", errors);
        StudyDefinition definition = study(root);
        return new Parsed(errors.isEmpty() ? Optional.of(definition) : Optional.empty(), errors);
    }

    private JsonNode tree(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("Not JSON", broken);
        }
    }

    private static StudyDefinition study(JsonPlace place) {
        place.members(
                "study",
                "version",
                "shortTitle",
                "plannedSubjects",
                "sites",
                "eligibility",
                "withdrawal",
                "missingReasons",
                "participation",
                "safety",
                "relapse",
                "schedule",
                "forms");
        JsonPlace planned = place.at("plannedSubjects");
        if (!planned.node().isInt() || planned.node().intValue() < 1) {
            planned.wrong("a whole number from 1");
        }
        JsonPlace eligibility = place.at("eligibility");
        JsonPlace withdrawal = place.at("withdrawal");
        JsonPlace reasons = place.at("missingReasons");
        CodeList missingReasons = reasons.isPresent() ? FormReader.codeList(reasons) : MissingReason.STANDARD;
        List<Site> sites = place.at("sites").list("id", JsonDefinitionFormat::site);
        if (sites.isEmpty()) {
            place.at("sites").wrong("at least one site");
        }
        return new StudyDefinition(
                place.at("study").text(NAME, A_NAME),
                place.at("version").text(NAME, A_NAME),
                place.at("shortTitle").text(),
                planned.node().intValue(),
                sites,
                eligibility.isPresent() ? Optional.of(eligibility(eligibility)) : Optional.empty(),
                withdrawal.isPresent() ? Optional.of(withdrawal(withdrawal)) : Optional.empty(),
                missingReasons,
                ConductReader.conduct(place),
                ScheduleReader.schedule(place.at("schedule")),
                place.at("forms").list("form", new FormReader(missingReasons)::form));
    }

    private static Site site(JsonPlace place) {
        place.members("id", "name", "zone");
        return new Site(
                place.at("id").text(NAME, A_NAME),
                place.at("name").text(),
                place.at("zone")
                        .required(JsonDefinitionFormat::zone, "a time zone such as Europe/Berlin", ZoneId.of("UTC")));
    }

    private static Optional<ZoneId> zone(String text) {
        try {
            return Optional.of(ZoneId.of(text));
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }

    private static EligibilityDefinition eligibility(JsonPlace place) {
        place.members("event", "form", "rule", "reasons", "strata");
        return new EligibilityDefinition(
                place.at("event").id(),
                place.at("form").id(),
                place.at("rule").text(),
                place.at("reasons").list("", JsonDefinitionFormat::reason),
                place.at("strata").list("factor", JsonDefinitionFormat::stratification));
    }

    private static WithdrawalDefinition withdrawal(JsonPlace place) {
        place.members("event", "form", "when", "date", "stillEntered");
        return new WithdrawalDefinition(
                place.at("event").id(),
                place.at("form").id(),
                place.at("when").text(),
                place.at("date").isPresent() ? Optional.of(place.at("date").id()) : Optional.empty(),
                Set.copyOf(place.at("stillEntered").list("", JsonPlace::id)));
    }

    private static EligibilityDefinition.Reason reason(JsonPlace place) {
        place.members("when", "text");
        return new EligibilityDefinition.Reason(
                place.at("when").text(), place.at("text").text());
    }

    private static EligibilityDefinition.Stratification stratification(JsonPlace place) {
        place.members("factor", "source", "levels");
        return new EligibilityDefinition.Stratification(
                place.at("factor").text(NAME, A_NAME),
                place.at("source")
                        .required(
                                text -> ItemPath.parse(text).filter(ItemPath::namesItsEvent),
                                "EVENT/FORM/ITEM",
                                NOWHERE),
                place.at("levels").list("code", level -> {
                    level.members("code", "when");
                    return new EligibilityDefinition.Level(
                            level.at("code").text(NAME, A_NAME),
                            level.at("when").text());
                }));
    }
}
