package org.equipoise.randomizer.rest;

import java.lang.reflect.Method;
import java.util.stream.Stream;
import org.equipoise.testing.Descriptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The service describes each of its operations: what it is for, each answer in words, each field that goes in or out. */
class DescriptionTest {

    private static final Descriptions DESCRIPTIONS = Descriptions.beside(RandomizationsResource.class);

    static Stream<Method> operations() {
        return DESCRIPTIONS.operations();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void saysWhatItIsFor(Method operation) {
        DESCRIPTIONS.requirePurpose(operation);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void saysWhatEachAnswerMeans(Method operation) {
        DESCRIPTIONS.requireAnswers(operation);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void saysWhatEachParameterIs(Method operation) {
        DESCRIPTIONS.requireParameters(operation);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void saysWhatEachBodyIs(Method operation) {
        DESCRIPTIONS.requireBodies(operation);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void saysWhatEachFieldIs(Method operation) {
        DESCRIPTIONS.requireFields(operation);
    }
}
