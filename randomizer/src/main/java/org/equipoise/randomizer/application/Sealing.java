package org.equipoise.randomizer.application;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.equipoise.randomizer.domain.randomness.FieldEncoding;
import org.equipoise.randomizer.domain.randomness.Seed;

/**
 * How a list's secrets are arm. Each ciphertext is bound to its place by associated data, so that none can be moved
 * to another entry; and every arm is padded to the same length, so that no length tells one.
 */
final class Sealing {

    private static final int ARM_BLOCK = 64;

    private final StudyCipher cipher;
    private final String study;

    Sealing(StudyCipher cipher, String study) {
        this.cipher = cipher;
        this.study = study;
    }

    byte[] arm(String list, String stratum, int position, String armCode) {
        byte[] code = armCode.getBytes(StandardCharsets.UTF_8);
        ByteBuffer padded =
                ByteBuffer.allocate(ARM_BLOCK).put((byte) code.length).put(code);
        return cipher.seal(padded.array(), armPlace(list, stratum, position));
    }

    String openArm(SealedArm arm) {
        byte[] padded = cipher.open(arm.ciphertext(), armPlace(arm.list(), arm.stratum(), arm.position()));
        return new String(padded, 1, padded[0], StandardCharsets.UTF_8);
    }

    byte[] seed(String list, int extension, Seed seed) {
        return cipher.seal(seed.bytes(), seedPlace(list, extension));
    }

    Seed openSeed(String list, int extension, byte[] ciphertext) {
        return Seed.of(cipher.open(ciphertext, seedPlace(list, extension)));
    }

    Seed openSeed(String list, byte[] ciphertext) {
        return Seed.of(
                cipher.open(ciphertext, place("org.equipoise.seed/1").text(list).bytes()));
    }

    byte[] totals(String list, int version, byte[] totals) {
        return cipher.seal(totals, totalsPlace(list, version));
    }

    byte[] openTotals(String list, int version, byte[] ciphertext) {
        return cipher.open(ciphertext, totalsPlace(list, version));
    }

    byte[] definition(String version, String json) {
        return cipher.seal(json.getBytes(StandardCharsets.UTF_8), definitionPlace(version));
    }

    String openDefinition(String version, byte[] ciphertext) {
        return new String(cipher.open(ciphertext, definitionPlace(version)), StandardCharsets.UTF_8);
    }

    private byte[] seedPlace(String list, int extension) {
        FieldEncoding place = place("org.equipoise.seed/1").text(list);
        return extension == 0 ? place.bytes() : place.number(extension).bytes();
    }

    private byte[] definitionPlace(String version) {
        return place("org.equipoise.plan/1").text(version).bytes();
    }

    private byte[] armPlace(String list, String stratum, int position) {
        return place("org.equipoise.arm/1")
                .text(list)
                .text(stratum)
                .number(position)
                .bytes();
    }

    private byte[] totalsPlace(String list, int version) {
        return place("org.equipoise.totals/1").text(list).number(version).bytes();
    }

    private FieldEncoding place(String kind) {
        return new FieldEncoding().text(kind).text(study);
    }
}
