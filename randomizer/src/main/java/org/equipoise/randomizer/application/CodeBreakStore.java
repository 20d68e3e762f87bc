package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.equipoise.platform.security.SiteScope;

/** Port to the code breaks. */
public interface CodeBreakStore {

    /**
     * What a break writes.
     *
     * @param codeBreak the identifier that it gets, if it is a new one
     * @param reason without the names of treatments
     * @param staysBlinded who goes on knowing nothing
     * @param recipients who gets a message
     * @param request what makes the request the same as an earlier one
     */
    record NewBreak(
            String study,
            String subject,
            String codeBreak,
            BreakReason category,
            String reason,
            String staysBlinded,
            List<String> recipients,
            UniqueRequest request,
            Instant at) {}

    /** What a confirmation writes. */
    record NewConfirmation(String study, String codeBreak, String remark, UniqueRequest request, Instant at) {}

    /** What became of a request to break a code. */
    sealed interface Broken {

        /** The sealed arm; the register has its entry already. */
        record Opened(CodeBreak codeBreak, SealedArm arm) implements Broken {}

        /** The key belongs to another request. */
        record KeyReused() implements Broken {}

        /** There is no such randomized subject. */
        record NotRandomized() implements Broken {}
    }

    /** What became of a confirmation. */
    enum Confirmed {
        CONFIRMED,
        REPLAYED,
        KEY_REUSED,
        SAME_PERSON,
        ALREADY_CONFIRMED
    }

    /** Breaks a code: record, register and messages in one transaction, of which the sealed arm is the answer. */
    Uni<Broken> breakCode(NewBreak request, Actor actor);

    /** Confirms a break, unless its maker asks. */
    Uni<Confirmed> confirm(NewConfirmation confirmation, Actor actor);

    /** A code break. */
    Uni<Optional<CodeBreak>> find(String study, String codeBreak);

    /** Code breaks in the order in which they happened. */
    Uni<List<CodeBreak>> page(String study, SiteScope sites, Optional<RandomizationCursor> after, int limit);
}
