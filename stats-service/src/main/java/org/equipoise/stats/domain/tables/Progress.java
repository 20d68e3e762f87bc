package org.equipoise.stats.domain.tables;

/** Told how far a computation has come, and asked whether it is still wanted. */
public interface Progress {

    /** Tells nobody and never cancels. */
    Progress NONE = new Progress() {
        @Override
        public void step(String section, int done, int of) {
            // nobody listens
        }

        @Override
        public boolean cancelled() {
            return false;
        }
    };

    /**
     * A section begins, or goes on. The steps say nothing about any result.
     *
     * @param section identifier of the section
     * @param done sections done so far
     * @param of sections in all
     */
    void step(String section, int done, int of);

    /**
     * Whether the computation should end; asked between sections and between the parts of long ones.
     *
     * @return whether nobody wants the result any more
     */
    boolean cancelled();
}
