package org.equipoise.ecrf.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.equipoise.ecrf.application.Actor;
import org.equipoise.ecrf.application.FormView;
import org.equipoise.ecrf.application.ReadForm;
import org.equipoise.ecrf.application.SaveCommand;
import org.equipoise.ecrf.application.SaveForm;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;

@Path("/studies/{study}/subjects/{subject}/events/{event}/forms/{form}")
public class FormsResource {
    private final ReadForm readForm;
    private final SaveForm saveForm;
    private final Actors actors;

    public FormsResource(ReadForm readForm, SaveForm saveForm, Actors actors) {
        this.readForm = readForm;
        this.saveForm = saveForm;
        this.actors = actors;
    }

    public record History(List<FormResponse> items) {}

    @GET
    @Requires({
        Permission.GENERAL_DATA_READ,
        Permission.EFFICACY_DATA_READ,
        Permission.DOSE_DAY_DATA_READ,
        Permission.SAFETY_DATA_READ,
        Permission.PHARMACY_DATA_READ
    })
    public Response read(@BeanParam FormAddress address) {
        return response(200, readForm.read(actor(address), address.study, address.subject, address.instance()));
    }

    @GET
    @Path("/history")
    @Requires({
        Permission.GENERAL_DATA_READ,
        Permission.EFFICACY_DATA_READ,
        Permission.DOSE_DAY_DATA_READ,
        Permission.SAFETY_DATA_READ,
        Permission.PHARMACY_DATA_READ
    })
    public History history(@BeanParam FormAddress address) {
        return new History(readForm.history(actor(address), address.study, address.subject, address.instance()).stream()
                .map(FormResponse::of)
                .toList());
    }

    @PUT
    @Requires({
        Permission.GENERAL_DATA_ENTER,
        Permission.EFFICACY_DATA_ENTER,
        Permission.DOSE_DAY_DATA_ENTER,
        Permission.SAFETY_DATA_ENTER,
        Permission.PHARMACY_DATA_ENTER
    })
    public Response save(
            @BeanParam FormAddress address,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch,
            @HeaderParam(IdempotencyKey.HEADER) String key,
            @NotNull @Valid FormEntryRequest entry) {
        SaveCommand command = new SaveCommand(
                address.study,
                address.subject,
                address.instance(),
                Parameters.expectedRevision(ifMatch, ifNoneMatch),
                Parameters.optionalKey(key),
                entry.data());
        FormView saved = saveForm.save(actor(address), command);
        return response(saved.revision().number() == 1 ? 201 : 200, saved);
    }

    private Actor actor(FormAddress address) {
        return actors.with(Permission.SUBJECT_READ, address.study);
    }

    private static Response response(int status, FormView view) {
        return Response.status(status)
                .tag(Integer.toString(view.revision().number()))
                .entity(FormResponse.of(view))
                .build();
    }
}
