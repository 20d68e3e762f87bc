package org.equipoise.randomizer.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.equipoise.platform.crypto.MasterKeyRotation;
import org.equipoise.platform.crypto.MasterKeyRotation.KeyColumn;
import org.equipoise.platform.crypto.MasterKeyset;
import org.equipoise.randomizer.Database;
import org.equipoise.randomizer.RandomizerTest;
import org.equipoise.randomizer.TestStudy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The master key of the running service is rotated, killed after every kind of step, and run again. */
@RandomizerTest
class MasterKeyRotationTest {

    private static final Path FILE =
            Path.of(ConfigProvider.getConfig().getValue("equipoise.master-key-file", String.class));

    private final TestStudy one = new TestStudy();
    private final TestStudy two = new TestStudy();
    private List<String> armsBefore;
    private int subjects;

    @BeforeEach
    void twoStudies() {
        one.active();
        two.active();
        one.randomizeEligible("01-001").then().statusCode(201);
        armsBefore = one.allocations("before").path("items.arm");
    }

    @Test
    void everyStudysKeyIsWrappedAnewAndTheOldKeyRetired() throws IOException, SQLException {
        rotate(line -> {});
        assertThat(oldOnes()).isEmpty();
        assertThat(MasterKeyset.read(FILE).size()).isGreaterThan(1);
        retire();
        assertThat(MasterKeyset.read(FILE).size()).isEqualTo(1);
        assertStudiesWork();
        assertThat(Database.text("SELECT tgenabled FROM pg_trigger WHERE tgname = 'append_only' LIMIT 1"))
                .isEqualTo("O");
    }

    @Test
    void killedAfterTheKeyWasAddedItGoesOnWithThatKey() throws IOException, SQLException {
        killedAfter("Added a master key");
        assertThat(oldOnes()).isNotEmpty();
        assertStudiesWork();
        assertThatThrownBy(MasterKeyRotationTest::retire).isInstanceOf(IllegalStateException.class);
        goOn();
    }

    @Test
    void killedHalfWayItGoesOnWithTheRest() throws IOException, SQLException {
        killedAfter("Wrapped the key of " + one.id());
        assertStudiesWork();
        goOn();
    }

    private void goOn() throws IOException, SQLException {
        int keys = MasterKeyset.read(FILE).size();
        List<String> lines = new ArrayList<>();
        rotate(lines::add);
        assertThat(lines.get(0)).isEqualTo("Going on with the key of an unfinished rotation");
        assertThat(MasterKeyset.read(FILE).size()).isEqualTo(keys);
        assertThat(oldOnes()).isEmpty();
        retire();
        assertStudiesWork();
    }

    /** Another study keeps the rotation unfinished even if this one's key was the last. */
    private void killedAfter(String step) throws IOException, SQLException {
        assertThatExceptionOfType(Killed.class)
                .isThrownBy(() -> rotate(line -> {
                    if (line.equals(step)) {
                        throw new Killed();
                    }
                }));
    }

    private void assertStudiesWork() {
        List<String> arms =
                one.allocations("after").then().statusCode(200).extract().path("items.arm");
        assertThat(arms).isEqualTo(armsBefore);
        subjects++;
        two.randomizeEligible("01-00" + subjects).then().statusCode(201);
    }

    private static List<String> oldOnes() throws IOException {
        MasterKeyset master = MasterKeyset.read(FILE);
        return Database.column("SELECT wrapped_keyset FROM study_key").stream()
                .filter(key -> !master.wrappedByPrimary(key))
                .toList();
    }

    private static void rotate(Consumer<String> progress) throws IOException, SQLException {
        try (Connection owner = Database.asOwner()) {
            new MasterKeyRotation(FILE, owner, KeyColumn.RANDOMIZER, progress).rotate();
        }
    }

    private static void retire() throws IOException, SQLException {
        try (Connection owner = Database.asOwner()) {
            new MasterKeyRotation(FILE, owner, KeyColumn.RANDOMIZER, line -> {}).retire();
        }
    }

    private static final class Killed extends Error {}
}
