package org.equipoise.ecrf.rest;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.equipoise.ecrf.domain.form.FormInstance;

/** Where a form is. */
public class FormAddress {
    @PathParam("study")
    String study;

    @PathParam("subject")
    String subject;

    @PathParam("event")
    String event;

    @PathParam("form")
    String form;

    @QueryParam("repeat")
    @DefaultValue("1")
    int repeat;

    FormInstance instance() {
        return new FormInstance(event, form, repeat);
    }
}
