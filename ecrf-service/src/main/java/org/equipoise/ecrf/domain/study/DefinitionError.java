package org.equipoise.ecrf.domain.study;

/**
 * Something wrong in a study definition, told so that its author can find and mend it.
 *
 * @param path where it is, from the top of the definition; lists of things with an id are walked by id
 * @param value what stands there
 * @param expected what should stand there
 */
public record DefinitionError(String path, String value, String expected) {
    /**
     * The study file that the error is most likely in.
     *
     * @return the file's path within the study's directory
     */
    public String file() {
        String[] steps = path.split("/", 4);
        if (steps.length > 2 && steps[1].equals("forms")) {
            return "forms/" + steps[2] + ".yaml";
        }
        return steps.length > 1 && steps[1].equals("schedule") ? "schedule.yaml" : "study.yaml";
    }
}
