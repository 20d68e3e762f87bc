package org.equipoise.randomizer.domain.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The whole law of each method against R's randomizeR, by playing every course of the draws. The values and their
 * provenance are in {@code reference/sequence-laws.json}; they have 13 digits.
 */
public class SequenceLawsReferenceTest {

    private static final AllocationRatio ONE_TO_ONE = new AllocationRatio(List.of(1, 1));
    private static final double TOLERANCE = 1e-12;

    @ParameterizedTest
    @MethodSource("laws")
    void everySequenceHasItsExactProbability(JsonNode reference) {
        int n = reference.path("n").asInt();
        SequenceMethod method = method(reference.path("procedure").asText(), n);
        Map<String, Double> expected = new TreeMap<>();
        reference
                .path("sequences")
                .properties()
                .forEach(sequence ->
                        expected.put(sequence.getKey(), sequence.getValue().asDouble()));

        Map<String, Double> law =
                Law.of(draws -> method.sequence(ONE_TO_ONE, n, draws)).probabilities();

        law.values().removeIf(probability -> probability == 0);
        assertThat(law.keySet()).isEqualTo(expected.keySet());
        assertThat(law)
                .allSatisfy((sequence, probability) ->
                        assertThat(probability).as(sequence).isEqualTo(expected.get(sequence), offset(TOLERANCE)));
    }

    public static Stream<Named<JsonNode>> laws() throws IOException {
        try (InputStream file = SequenceLawsReferenceTest.class.getResourceAsStream("/reference/sequence-laws.json")) {
            return new ObjectMapper()
                            .readTree(file)
                            .path("laws")
                            .valueStream()
                            // the reference has blocks of 2, then 4; a plan has sizes in random order, or one size
                            .filter(law -> !law.path("procedure").asText().equals("permuted_block 2,4"))
                            .map(law -> Named.of(
                                    law.path("procedure").asText() + ", n = "
                                            + law.path("n").asInt(),
                                    law))
                            .toList()
                            .stream();
        }
    }

    /** The method that the reference calls by this name. */
    public static SequenceMethod method(String procedure, int n) {
        return switch (procedure) {
            case "permuted_block 6" -> new PermutedBlocks(List.of(6));
            case "complete" -> new CompleteRandomization();
            case "random_allocation" -> new RandomAllocationRule(n);
            case "truncated_binomial" -> new TruncatedBinomial(n);
            case "efron_biased_coin p=2/3" -> new EfronBiasedCoin(new Fraction(2, 3));
            case "efron_biased_coin p=0.8" -> new EfronBiasedCoin(new Fraction(4, 5));
            case "big_stick mti=2" -> new BigStick(2);
            case "maximal mti=2" -> new MaximalProcedure(2, n);
            case "chen_bcd_imbalance_tolerance mti=2 p=2/3" -> new ChenBiasedCoin(new Fraction(2, 3), 2);
            case "wei_urn ini=1 add=1" -> new WeiUrn(1, 1);
            case "wei_urn ini=0 add=1" -> new WeiUrn(0, 1);
            default -> throw new IllegalArgumentException("A reference without a method: " + procedure);
        };
    }
}
