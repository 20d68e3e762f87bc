/**
 * What is entered on a form: typed values, reasons for missing ones, findings, and the immutable revisions whose latest one
 * is the present state of the form.
 */
package org.equipoise.ecrf.domain.form;
