package org.equipoise.randomizer.application;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.equipoise.randomizer.domain.kit.Kit;
import org.equipoise.randomizer.domain.kit.KitContent;
import org.equipoise.randomizer.domain.randomness.FieldEncoding;
import org.equipoise.randomizer.domain.randomness.Seed;

/**
 * How the contents of kits are sealed: type, lot and expiry together, padded to one length and bound to study and number.
 */
final class KitSealing {

    private static final int BLOCK = 192;

    private final StudyCipher cipher;
    private final String study;

    KitSealing(StudyCipher cipher, String study) {
        this.cipher = cipher;
        this.study = study;
    }

    byte[] seal(Kit kit) {
        KitContent content = kit.content();
        byte[] fields = new FieldEncoding()
                .text(content.type())
                .text(content.lot())
                .number(content.expiry().toEpochDay())
                .bytes();
        return cipher.seal(ByteBuffer.allocate(BLOCK).put(fields).array(), kitPlace(kit.number()));
    }

    Kit open(SealedKit kit) {
        ByteBuffer fields = ByteBuffer.wrap(cipher.open(kit.content(), kitPlace(kit.number())));
        String type = text(fields);
        String lot = text(fields);
        return new Kit(kit.number(), new KitContent(type, lot, LocalDate.ofEpochDay(fields.getLong())));
    }

    byte[] seed(Seed seed) {
        return cipher.seal(seed.bytes(), place("org.equipoise.kit-seed/1").bytes());
    }

    Seed openSeed(byte[] ciphertext) {
        return Seed.of(cipher.open(ciphertext, place("org.equipoise.kit-seed/1").bytes()));
    }

    private static String text(ByteBuffer fields) {
        byte[] bytes = new byte[fields.getInt()];
        fields.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private byte[] kitPlace(String number) {
        return place("org.equipoise.kit/1").text(number).bytes();
    }

    private FieldEncoding place(String kind) {
        return new FieldEncoding().text(kind).text(study);
    }
}
