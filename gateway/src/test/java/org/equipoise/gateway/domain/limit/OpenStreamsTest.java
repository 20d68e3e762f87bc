package org.equipoise.gateway.domain.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.api.Test;

class OpenStreamsTest {

    private final OpenStreams streams = new OpenStreams(3, 2);

    @Test
    void givesOnePersonNoMoreThanTheirOwn() {
        streams.take("rita", OpenStreamsTest::goOn);
        streams.take("rita", OpenStreamsTest::goOn);
        Refusal refusal = refusal("rita");
        assertThat(refusal.type()).isEqualTo(ProblemType.TOO_MANY_REQUESTS);
        assertThat(refusal).hasMessageContaining("2 lists");
        assertThat(refusal.fix()).contains("Close a page");
        assertThat(RetryAfter.of(refusal)).contains("15");
        assertThat(streams.take("nora", OpenStreamsTest::goOn)).isNotNull();
    }

    @Test
    void givesAllTogetherNoMoreThanThereIsRoomFor() {
        streams.take("rita", OpenStreamsTest::goOn);
        streams.take("nora", OpenStreamsTest::goOn);
        streams.take("paul", OpenStreamsTest::goOn);
        Refusal refusal = refusal("clara");
        assertThat(refusal.type()).isEqualTo(ProblemType.BUSY);
        assertThat(RetryAfter.of(refusal)).contains("15");
    }

    @Test
    void saysTheSameWhoeverTookTheLastPlaces() {
        streams.take("rita", OpenStreamsTest::goOn);
        streams.take("rita", OpenStreamsTest::goOn);
        streams.take("nora", OpenStreamsTest::goOn);
        OpenStreams others = new OpenStreams(3, 2);
        List.of("paul", "dora", "ursula").forEach(person -> others.take(person, OpenStreamsTest::goOn));

        Refusal one = refusal("clara");
        Refusal other = catchThrowableOfType(Refusal.class, () -> others.take("clara", OpenStreamsTest::goOn));
        assertThat(one.type()).isEqualTo(other.type());
        assertThat(one).hasMessage(other.getMessage());
        assertThat(one.fix()).isEqualTo(other.fix());
        assertThat(one.members()).isEqualTo(other.members());
    }

    @Test
    void aPlaceThatIsFreedIsThereForOthers() {
        OpenStreams.Place place = streams.take("rita", OpenStreamsTest::goOn);
        streams.take("rita", OpenStreamsTest::goOn);
        streams.take("nora", OpenStreamsTest::goOn);
        place.free();
        streams.take("clara", OpenStreamsTest::goOn);
        assertThat(streams.taken()).isEqualTo(3);
    }

    @Test
    void aPlaceIsFreedOnceFromWhicheverSideItIsClosed() {
        OpenStreams.Place place = streams.take("rita", OpenStreamsTest::goOn);
        streams.take("rita", OpenStreamsTest::goOn);
        place.free();
        place.free();
        assertThat(streams.taken()).isEqualTo(1);
        streams.take("rita", OpenStreamsTest::goOn);
        assertThat(refusal("rita").type()).isEqualTo(ProblemType.TOO_MANY_REQUESTS);
    }

    @Test
    void aRefusalTakesNoPlace() {
        streams.take("rita", OpenStreamsTest::goOn);
        streams.take("rita", OpenStreamsTest::goOn);
        refusal("rita");
        refusal("rita");
        assertThat(streams.taken()).isEqualTo(2);
    }

    @Test
    void remembersNobodyWhoHasLeft() {
        streams.take("rita", OpenStreamsTest::goOn).free();
        streams.take("nora", OpenStreamsTest::goOn).free();
        assertThat(streams.people()).isZero();
    }

    @Test
    void endsAllOfOnePersonAndNobodyElses() {
        List<String> ended = new ArrayList<>();
        Map<String, OpenStreams.Place> places = new HashMap<>();
        for (String name : List.of("first", "second")) {
            places.put(name, streams.take("rita", () -> {
                ended.add(name);
                places.get(name).free();
            }));
        }
        streams.take("nora", () -> ended.add("nora's"));

        streams.endAll("rita");
        streams.endAll("clara");

        assertThat(ended).containsExactlyInAnyOrder("first", "second");
        assertThat(streams.taken()).isEqualTo(1);
    }

    @Test
    void endsNoneThatIsOver() {
        List<String> ended = new ArrayList<>();
        streams.take("rita", () -> ended.add("over")).free();

        streams.endAll("rita");

        assertThat(ended).isEmpty();
    }

    @Test
    void losesNoPlaceWhenManyComeAndGoAtOnce() throws InterruptedException, ExecutionException {
        OpenStreams crowded = new OpenStreams(20, 6);
        ExecutorService people = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> visits = new ArrayList<>();
            for (int person = 0; person < 8; person++) {
                int seed = person;
                visits.add(people.submit(() -> comeAndGo(crowded, new Random(seed))));
            }
            for (Future<?> visit : visits) {
                visit.get();
            }
        } finally {
            people.shutdownNow();
        }
        assertThat(crowded.taken()).isZero();
        assertThat(crowded.people()).isZero();
    }

    private static void comeAndGo(OpenStreams streams, Random random) {
        List<OpenStreams.Place> held = new ArrayList<>();
        for (int step = 0; step < 2000; step++) {
            if (held.isEmpty() || random.nextBoolean()) {
                try {
                    held.add(streams.take("person-" + random.nextInt(3), OpenStreamsTest::goOn));
                } catch (Refusal full) {
                    assertThat(streams.taken()).isLessThanOrEqualTo(20);
                }
            } else {
                held.remove(random.nextInt(held.size())).free();
            }
        }
        held.forEach(OpenStreams.Place::free);
    }

    @Test
    void refusesLimitsThatLetNobodyIn() {
        assertThatThrownBy(() -> new OpenStreams(0, 2)).hasMessageContaining("0 in all and 2 a person");
        assertThatThrownBy(() -> new OpenStreams(3, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private Refusal refusal(String person) {
        return catchThrowableOfType(Refusal.class, () -> streams.take(person, OpenStreamsTest::goOn));
    }

    private static void goOn() {
        // Nobody ends it.
    }
}
