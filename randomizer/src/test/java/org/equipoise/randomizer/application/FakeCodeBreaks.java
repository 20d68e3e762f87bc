package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.platform.security.SiteScope;

/** Code breaks in memory; what the register would hold is a list of lines. */
class FakeCodeBreaks implements CodeBreakStore {

    final List<CodeBreak> rows = new ArrayList<>();
    final List<String> register = new ArrayList<>();
    final Map<String, SealedArm> arms = new HashMap<>();
    private final Map<String, NewBreak> requests = new HashMap<>();

    @Override
    public Uni<Broken> breakCode(NewBreak request, Actor actor) {
        NewBreak earlier = requests.putIfAbsent(request.request().key(), request);
        if (earlier != null
                && !earlier.request().fingerprint().equals(request.request().fingerprint())) {
            return Uni.createFrom().item(new Broken.KeyReused());
        }
        if (earlier == null) {
            rows.add(new CodeBreak(
                    request.codeBreak(),
                    request.study(),
                    request.subject(),
                    "01",
                    request.at(),
                    actor.id(),
                    actor.name(),
                    request.category().id(),
                    request.reason(),
                    request.staysBlinded(),
                    null,
                    null,
                    new CodeBreak.Notices(0, request.recipients().size(), 0)));
        }
        register.add(actor.name() + " read " + request.subject());
        return Uni.createFrom().item(new Broken.Opened(rows.get(rows.size() - 1), arms.get(request.subject())));
    }

    @Override
    public Uni<Confirmed> confirm(NewConfirmation confirmation, Actor actor) {
        CodeBreak row = rows.stream()
                .filter(each -> each.codeBreak().equals(confirmation.codeBreak()))
                .findFirst()
                .orElseThrow();
        if (row.by().equals(actor.id())) {
            return Uni.createFrom().item(Confirmed.SAME_PERSON);
        }
        if (row.confirmation() != null) {
            return Uni.createFrom().item(Confirmed.ALREADY_CONFIRMED);
        }
        rows.set(
                rows.indexOf(row),
                new CodeBreak(
                        row.codeBreak(),
                        row.study(),
                        row.subject(),
                        row.site(),
                        row.brokenAt(),
                        row.by(),
                        row.byName(),
                        row.category(),
                        row.reason(),
                        row.staysBlinded(),
                        new CodeBreak.Confirmation(confirmation.at(), actor.id(), actor.name(), confirmation.remark()),
                        null,
                        row.notices()));
        return Uni.createFrom().item(Confirmed.CONFIRMED);
    }

    @Override
    public Uni<Optional<CodeBreak>> find(String study, String codeBreak) {
        return Uni.createFrom()
                .item(rows.stream()
                        .filter(row -> row.codeBreak().equals(codeBreak))
                        .findFirst());
    }

    @Override
    public Uni<List<CodeBreak>> page(String study, SiteScope sites, Optional<RandomizationCursor> after, int limit) {
        return Uni.createFrom()
                .item(rows.stream()
                        .filter(row -> sites.includes(row.site()))
                        .filter(row -> after.isEmpty()
                                || row.codeBreak().compareTo(after.get().randomizationNumber()) > 0)
                        .limit(limit)
                        .toList());
    }
}
