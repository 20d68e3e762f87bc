package org.equipoise.gateway.edge.proxy;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/**
 * A request body that fails once more than a number of bytes came, or when it is given up: the service then never sees a
 * complete request. It counts, because a chunked body does not say its length beforehand.
 */
final class LimitedBody implements ReadStream<Buffer> {

    private final ReadStream<Buffer> source;
    private final long limit;
    private Runnable onMovement = () -> {};
    private Handler<Throwable> onFailure = failure -> {};
    private long seen;
    private boolean late;

    LimitedBody(ReadStream<Buffer> source, long limit) {
        this.source = source;
        this.limit = limit;
    }

    void onMovement(Runnable listener) {
        onMovement = listener;
    }

    boolean exceeded() {
        return seen > limit;
    }

    boolean isLate() {
        return late;
    }

    /** Fails, because the rest does not come in time. */
    void giveUp() {
        if (!late && !exceeded()) {
            late = true;
            onFailure.handle(new IllegalStateException("The body did not come in time"));
        }
    }

    private boolean failed() {
        return late || exceeded();
    }

    @Override
    public ReadStream<Buffer> handler(Handler<Buffer> handler) {
        source.handler(handler == null ? null : buffer -> pass(buffer, handler));
        return this;
    }

    private void pass(Buffer buffer, Handler<Buffer> handler) {
        if (failed()) {
            return;
        }
        seen += buffer.length();
        onMovement.run();
        if (exceeded()) {
            onFailure.handle(new IllegalStateException("The body is longer than " + limit + " bytes"));
        } else {
            handler.handle(buffer);
        }
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
        onFailure = handler == null ? failure -> {} : handler;
        source.exceptionHandler(handler);
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        source.pause();
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        source.resume();
        return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        source.fetch(amount);
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(Handler<Void> handler) {
        source.endHandler(
                handler == null
                        ? null
                        : end -> {
                            if (!failed()) {
                                handler.handle(null);
                            }
                        });
        return this;
    }
}
