package org.equipoise.randomizer.application;

/** The encrypted arm of a randomized subject, with the place to which it is bound. */
public final class SealedArm {

    private final String subject;
    private final String list;
    private final String stratum;
    private final int position;
    private final byte[] ciphertext;

    public SealedArm(String subject, String list, String stratum, int position, byte[] ciphertext) {
        this.subject = subject;
        this.list = list;
        this.stratum = stratum;
        this.position = position;
        this.ciphertext = ciphertext.clone();
    }

    public String subject() {
        return subject;
    }

    public String list() {
        return list;
    }

    public String stratum() {
        return stratum;
    }

    public int position() {
        return position;
    }

    public byte[] ciphertext() {
        return ciphertext.clone();
    }
}
