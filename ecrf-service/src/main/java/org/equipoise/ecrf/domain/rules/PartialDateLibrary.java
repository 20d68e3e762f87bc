package org.equipoise.ecrf.domain.rules;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.equipoise.ecrf.domain.form.PartialDate;

/**
 * What expressions can ask about dates of which a part is unknown.
 *
 * <p>{@code a.before(b)}, {@code a.after(b)} and {@code a.sameDay(b)} compare a partial date with another, with a date and with a
 * date-time, either way round. With {@code 2024} and {@code 2024-05-17} nobody knows which came first: such a comparison has no
 * result, and the expression says nothing unless the rest of it decides ({@code ONSET.before(CONSENT) || OLD} holds if {@code
 * OLD} does). A date-time stands for each day that it was somewhere on earth, since an expression knows no time zone.
 *
 * <p>{@code a.earliest()} and {@code a.latest()} give the first and the last day that can be meant, as ISO 8601 text; {@code
 * a.isComplete()} tells whether the day is known. {@code ==} and the like are refused: they would compare what was written.
 */
final class PartialDateLibrary {
    /** The type of partial dates; it has no operators. */
    static final CelType TYPE = OpaqueType.create("partial_date");

    /** Operators that the expression language has for every type, and that would say too much here. */
    static final Set<String> REFUSED_OPERATORS = Set.of("_==_", "_!=_", "@in");

    private static final ZoneOffset FIRST_TO_BEGIN_A_DAY = ZoneOffset.ofHours(14);
    private static final ZoneOffset LAST_TO_END_A_DAY = ZoneOffset.ofHours(-12);

    private PartialDateLibrary() {}

    /** All days that a value can mean. */
    private record Days(LocalDate first, LocalDate last) {
        static Days of(Object value) {
            if (value instanceof PartialDate partial) {
                return new Days(partial.earliest(), partial.latest());
            }
            if (value instanceof Instant instant) {
                return new Days(
                        instant.atOffset(LAST_TO_END_A_DAY).toLocalDate(),
                        instant.atOffset(FIRST_TO_BEGIN_A_DAY).toLocalDate());
            }
            PartialDate date =
                    PartialDate.parse(value.toString()).orElseThrow(() -> new IllegalArgumentException("not a date"));
            return new Days(date.earliest(), date.latest());
        }

        boolean before(Days other) {
            if (last.isBefore(other.first)) {
                return true;
            }
            if (!first.isBefore(other.last)) {
                return false;
            }
            throw new Undecided();
        }

        boolean sameDay(Days other) {
            if (last.isBefore(other.first) || other.last.isBefore(first)) {
                return false;
            }
            if (first.equals(last) && other.first.equals(other.last)) {
                return true;
            }
            throw new Undecided();
        }
    }

    private enum Comparison {
        BEFORE("before"),
        AFTER("after"),
        SAME_DAY("sameDay");

        private final String function;

        Comparison(String function) {
            this.function = function;
        }

        boolean compare(Object one, Object other) {
            return switch (this) {
                case BEFORE -> Days.of(one).before(Days.of(other));
                case AFTER -> Days.of(other).before(Days.of(one));
                case SAME_DAY -> Days.of(one).sameDay(Days.of(other));
            };
        }
    }

    private static final Map<CelType, Class<?>> COMPARED =
            Map.of(TYPE, PartialDate.class, SimpleType.STRING, String.class, SimpleType.TIMESTAMP, Instant.class);

    static List<CelFunctionDecl> declarations() {
        List<CelFunctionDecl> declared = new ArrayList<>();
        for (Comparison comparison : Comparison.values()) {
            String name = comparison.function;
            List<CelOverloadDecl> overloads = new ArrayList<>();
            COMPARED.keySet().forEach(other -> {
                overloads.add(CelOverloadDecl.newMemberOverload(id(name, TYPE, other), SimpleType.BOOL, TYPE, other));
                if (!other.equals(TYPE)) {
                    overloads.add(
                            CelOverloadDecl.newMemberOverload(id(name, other, TYPE), SimpleType.BOOL, other, TYPE));
                }
            });
            declared.add(CelFunctionDecl.newFunctionDeclaration(name, overloads));
        }
        declared.add(property("earliest", SimpleType.STRING));
        declared.add(property("latest", SimpleType.STRING));
        declared.add(property("isComplete", SimpleType.BOOL));
        return declared;
    }

    private static CelFunctionDecl property(String name, CelType type) {
        return CelFunctionDecl.newFunctionDeclaration(
                name, CelOverloadDecl.newMemberOverload("partial_date_" + name, type, TYPE));
    }

    static List<CelFunctionBinding> bindings() {
        List<CelFunctionBinding> bound = new ArrayList<>();
        for (Comparison comparison : Comparison.values()) {
            COMPARED.forEach((other, javaType) -> {
                bound.add(CelFunctionBinding.from(
                        id(comparison.function, TYPE, other), PartialDate.class, javaType, comparison::compare));
                if (!other.equals(TYPE)) {
                    bound.add(CelFunctionBinding.from(
                            id(comparison.function, other, TYPE), javaType, PartialDate.class, comparison::compare));
                }
            });
        }
        bound.add(CelFunctionBinding.from(
                "partial_date_earliest",
                PartialDate.class,
                date -> date.earliest().toString()));
        bound.add(CelFunctionBinding.from(
                "partial_date_latest", PartialDate.class, date -> date.latest().toString()));
        bound.add(CelFunctionBinding.from("partial_date_isComplete", PartialDate.class, PartialDate::isComplete));
        return bound;
    }

    private static String id(String name, CelType one, CelType other) {
        return name + "_" + one.name() + "_" + other.name();
    }
}
