package org.equipoise.ecrf.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SharedListTest {
    private static final Instant MINUTE = Instant.parse("2026-03-02T10:05:00Z");

    private final List<Instant> drawnAsOf = new ArrayList<>();
    private long saves;
    private String content = "first";

    private final SharedList list = new SharedList(
            now -> saves,
            minute -> {
                drawnAsOf.add(minute);
                return new SharedList.Page("id of " + content, content);
            },
            MINUTE);

    private String at(int second) {
        return list.at(MINUTE.plusSeconds(second)).text();
    }

    @Test
    void isDrawnUpOnceForAll() {
        for (int follower = 0; follower < 50; follower++) {
            at(follower);
        }
        assertThat(drawnAsOf).containsExactly(MINUTE);
    }

    @Test
    void isDrawnUpAnewWhenSomethingWasSaved() {
        at(1);
        content = "second";
        saves++;
        assertThat(at(2)).isEqualTo("second");
    }

    @Test
    void isDrawnUpAnewWithTheMinute() {
        at(59);
        content = "second";
        assertThat(at(60)).isEqualTo("second");
    }

    /** A save that a follower may not see would else show itself by the early arrival of what the minute brings. */
    @Test
    void doesNotChangeWithinAMinuteByWhatIsNotSeen() {
        at(10);
        content = "hidden";
        assertThat(at(40)).isEqualTo("first");
        assertThat(at(59)).isEqualTo("first");
    }

    @Test
    void isAsOfTheWholeMinute() {
        at(37);
        saves++;
        at(41);
        at(75);
        assertThat(drawnAsOf).containsExactly(MINUTE, MINUTE, MINUTE.plusSeconds(60));
    }

    @Test
    void doesNotGoBackForWhoIsLate() {
        at(60);
        content = "second";
        assertThat(at(59)).isEqualTo("first");
    }

    @Test
    void whoComesWhileItIsDrawnUpGetsTheOneBefore() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        SharedList slow = new SharedList(
                now -> now.getEpochSecond(),
                minute -> {
                    if (drawnAsOf.isEmpty()) {
                        drawnAsOf.add(minute);
                        return new SharedList.Page("1", "before");
                    }
                    begun.countDown();
                    await(goOn);
                    return new SharedList.Page("2", "after");
                },
                MINUTE);
        slow.at(MINUTE);
        CompletableFuture<SharedList.Page> drawing =
                CompletableFuture.supplyAsync(() -> slow.at(MINUTE.plusSeconds(1)));
        await(begun);
        assertThat(slow.at(MINUTE.plusSeconds(2)).text()).isEqualTo("before");
        goOn.countDown();
        assertThat(drawing.get(10, TimeUnit.SECONDS).text()).isEqualTo("after");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Nested
    class AFollower {
        private static final Duration SIGNS = Duration.ofSeconds(15);

        @Test
        void getsTheListAtOnceAndThenWhenItHasChanged() {
            Following following = new Following(list, SIGNS, Optional.empty());
            assertThat(sent(following, 0)).isEqualTo("first");
            assertThat(sent(following, 2)).isEqualTo("nothing");
            content = "second";
            saves++;
            assertThat(sent(following, 4)).isEqualTo("second");
        }

        @Test
        void whoHasTheListGetsASignOfLife() {
            Following following = new Following(list, SIGNS, Optional.of("id of first"));
            assertThat(sent(following, 0)).isEqualTo("sign of life");
        }

        @Test
        void getsSignsOfLifeAtTheSameTimesWhateverIsSaved() {
            assertThat(signs(false)).isEqualTo(signs(true)).containsExactly(16, 30, 46);
        }

        private List<Integer> signs(boolean busy) {
            SharedList own = new SharedList(
                    now -> busy ? now.getEpochSecond() : 0,
                    minute -> new SharedList.Page(String.valueOf(busy), "list"),
                    MINUTE);
            Following following = new Following(own, SIGNS, Optional.empty());
            List<Integer> seconds = new ArrayList<>();
            for (int second = 0; second < 60; second += 2) {
                if (following
                        .next(MINUTE.plusSeconds(second))
                        .filter(message -> message.list().isEmpty())
                        .isPresent()) {
                    seconds.add(second);
                }
            }
            return seconds;
        }

        private String sent(Following following, int second) {
            return following
                    .next(MINUTE.plusSeconds(second))
                    .map(message -> message.list().map(SharedList.Page::text).orElse("sign of life"))
                    .orElse("nothing");
        }
    }
}
