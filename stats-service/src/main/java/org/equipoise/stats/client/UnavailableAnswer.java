package org.equipoise.stats.client;

/** An answer that says that the neighbour is not able to serve at the moment: worth another try. */
final class UnavailableAnswer extends RejectedAnswer {

    UnavailableAnswer(int status) {
        super(status);
    }
}
