package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.randomizer.application.Activation.ActivatedList;
import org.equipoise.randomizer.application.ListExtension.ListPart;

/** An unblinded statistician brings a list that was made elsewhere. Nothing of a faulty one is taken over. */
@ApplicationScoped
public class UploadList {

    private final ActivatePlan activate;
    private final ExtendList extend;
    private final ListReader reader;

    public UploadList(ActivatePlan activate, ExtendList extend, ListReader reader) {
        this.activate = activate;
        this.extend = extend;
        this.reader = reader;
    }

    /**
     * Activates a plan with an uploaded list.
     *
     * @throws Refusal as {@link ActivatePlan#activate}, and {@code invalid-list} with every fault
     */
    public Uni<ActivatedList> activate(
            SealedPlan.Key plan, ListPurpose purpose, byte[] content, UniqueRequest request, Actor actor) {
        return activate.activate(
                plan, new PrepareList.Order(purpose, Optional.of(() -> reader.read(content))), request, actor);
    }

    /**
     * Extends the live list by uploaded entries.
     *
     * @throws Refusal as {@link ExtendList#extend}, and {@code invalid-list} with every fault
     */
    public Uni<ListPart> extend(SealedPlan.Key plan, byte[] content, UniqueRequest request, Actor actor) {
        return extend.extend(plan, Optional.of(() -> reader.read(content)), request, actor);
    }
}
