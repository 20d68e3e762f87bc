package org.equipoise.gateway.edge.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitedBodyTest {

    private final Source source = new Source();
    private final LimitedBody body = new LimitedBody(source, 10);
    private final List<String> passed = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private boolean ended;

    @Test
    void passesABodyOfTheExactLimit() {
        listen();
        source.send("12345", "67890");
        assertThat(passed).containsExactly("12345", "67890");
        assertThat(ended).isTrue();
        assertThat(failures).isEmpty();
        assertThat(body.exceeded()).isFalse();
    }

    @Test
    void failsOnceWithTheFirstByteTooMany() {
        listen();
        source.send("12345", "67890", "1", "2");
        assertThat(passed).containsExactly("12345", "67890");
        assertThat(failures).hasSize(1);
        assertThat(body.exceeded()).isTrue();
    }

    @Test
    void neverEndsABodyThatWasTooLong() {
        listen();
        source.send("12345678901");
        assertThat(passed).isEmpty();
        assertThat(ended).isFalse();
    }

    @Test
    void failsOnceWhenItIsGivenUpAndPassesNothingMore() {
        listen();
        source.onData.handle(Buffer.buffer("12"));
        body.giveUp();
        body.giveUp();
        source.send("3", "45678901234");
        assertThat(passed).containsExactly("12");
        assertThat(failures).hasSize(1);
        assertThat(ended).isFalse();
        assertThat(body.isLate()).isTrue();
        assertThat(body.exceeded()).isFalse();
    }

    @Test
    void isNotLateOnceItIsTooLong() {
        listen();
        source.send("12345678901");
        body.giveUp();
        assertThat(failures).hasSize(1);
        assertThat(body.isLate()).isFalse();
    }

    @Test
    void handsOnTheSourcesOwnFailure() {
        listen();
        IllegalStateException gone = new IllegalStateException("client gone");
        source.onFailure.handle(gone);
        assertThat(failures).containsExactly(gone);
        assertThat(body.exceeded()).isFalse();
    }

    private void listen() {
        body.handler(buffer -> passed.add(buffer.toString()))
                .exceptionHandler(failures::add)
                .endHandler(end -> ended = true);
    }

    private static final class Source implements ReadStream<Buffer> {
        private Handler<Buffer> onData;
        private Handler<Void> onEnd;
        private Handler<Throwable> onFailure;

        void send(String... chunks) {
            for (String chunk : chunks) {
                onData.handle(Buffer.buffer(chunk));
            }
            onEnd.handle(null);
        }

        @Override
        public ReadStream<Buffer> handler(Handler<Buffer> handler) {
            onData = handler;
            return this;
        }

        @Override
        public ReadStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
            onFailure = handler;
            return this;
        }

        @Override
        public ReadStream<Buffer> endHandler(Handler<Void> handler) {
            onEnd = handler;
            return this;
        }

        @Override
        public ReadStream<Buffer> pause() {
            return this;
        }

        @Override
        public ReadStream<Buffer> resume() {
            return this;
        }

        @Override
        public ReadStream<Buffer> fetch(long amount) {
            return this;
        }
    }
}
