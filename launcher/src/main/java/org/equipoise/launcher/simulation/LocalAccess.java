package org.equipoise.launcher.simulation;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.function.UnaryOperator;
import org.equipoise.launcher.client.Staff;
import org.equipoise.launcher.system.Part;
import org.equipoise.launcher.system.Ports;
import org.equipoise.launcher.system.RunningSystem;
import org.equipoise.launcher.system.Tokens;

/**
 * What the machine that runs a local system knows about it, and what nobody knows about a real one.
 *
 * @param tokenEndpoint the realm's token endpoint
 * @param randomizer the randomizer's own address
 * @param statsClientSecret the secret of the stats service's client
 * @param tokens gives a valid access token for a demonstration user
 * @see ExchangedTruth why it is needed
 */
public record LocalAccess(URI tokenEndpoint, URI randomizer, String statsClientSecret, UnaryOperator<String> tokens) {

    /**
     * Access to a system that runs on this machine.
     *
     * @param running the system
     * @param ports where its parts listen
     * @return what {@link Simulation} needs
     */
    public static LocalAccess of(RunningSystem running, Ports ports) {
        return new LocalAccess(
                URI.create(ports.issuer() + "/protocol/openid-connect/token"),
                ports.base(Part.RANDOMIZER),
                running.clientSecret("stats-service"),
                Tokens.of(ports)::of);
    }

    TreatmentTruth truth(String study) {
        return new ExchangedTruth(
                HttpClient.newHttpClient(),
                tokenEndpoint,
                randomizer,
                study,
                statsClientSecret,
                () -> tokens.apply(Staff.inStudy("dmc-member")));
    }
}
