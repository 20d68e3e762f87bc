package org.equipoise.launcher.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A YAML file as a JSON tree that remembers its lines.
 *
 * <p>Plain scalars are read as in JSON: {@code true}, {@code false}, {@code null}, and numbers without leading zeros;
 * everything else is text. So {@code 01}, {@code no} and {@code 09:40} stay what the author wrote, unlike in YAML 1.1.
 */
public final class YamlDocument {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]{0,17})");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]{1,3})?");
    private static final int DEEPEST = 40;
    private static final int MOST_CHARACTERS = 4 << 20;
    private static final int MOST_ALIASES = 1000;

    private final String file;
    private final Map<String, Integer> lines = new HashMap<>();
    private final List<StudyFault> faults = new ArrayList<>();
    private final JsonNode root;

    private YamlDocument(String file, Node composed) {
        this.file = file;
        this.root = composed == null ? NODES.objectNode() : convert(composed, "", 0);
    }

    /**
     * Reads a file.
     *
     * @param folder the study's folder
     * @param file the file's path in the folder
     * @return the document
     * @throws InvalidStudyException if the file is missing, is not YAML, or has a key twice
     */
    public static YamlDocument read(Path folder, String file) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MOST_CHARACTERS);
        options.setMaxAliasesForCollections(MOST_ALIASES);
        try (Reader reader = Files.newBufferedReader(folder.resolve(file))) {
            YamlDocument document = new YamlDocument(file, new Yaml(options).compose(reader));
            if (!document.faults.isEmpty()) {
                throw new InvalidStudyException(document.faults);
            }
            return document;
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw invalid(file, line, e.getProblem(), "valid YAML");
        } catch (YAMLException e) {
            throw invalid(file, 1, e.getMessage(), "one valid YAML document");
        } catch (IOException e) {
            throw invalid(file, 1, "", "a readable file in " + folder.toAbsolutePath() + " (" + e + ")");
        }
    }

    private static InvalidStudyException invalid(String file, int line, String value, String expected) {
        return new InvalidStudyException(List.of(new StudyFault(file, line, "", value, expected)));
    }

    /**
     * The file's path in the study's folder.
     *
     * @return for example {@code forms/MADRS.yaml}
     */
    public String file() {
        return file;
    }

    /**
     * The content.
     *
     * @return the root of the tree
     */
    public JsonNode root() {
        return root;
    }

    /**
     * Finds the line of a place.
     *
     * @param pointer a JSON pointer; the nearest existing ancestor counts if there is nothing
     * @return the line, from 1
     */
    public int line(String pointer) {
        String place = pointer;
        while (!place.isEmpty() && !lines.containsKey(place)) {
            place = place.substring(0, place.lastIndexOf('/'));
        }
        return lines.getOrDefault(place, 1);
    }

    /**
     * Describes something wrong at a place.
     *
     * @param pointer a JSON pointer
     * @param value what was found
     * @param expected what should stand there
     * @return the fault
     */
    public StudyFault fault(String pointer, String value, String expected) {
        return new StudyFault(file, line(pointer), display(pointer), value, expected);
    }

    private JsonNode convert(Node node, String pointer, int depth) {
        lines.putIfAbsent(pointer, node.getStartMark().getLine() + 1);
        if (depth > DEEPEST) {
            faults.add(fault(pointer, "an alias of itself", "at most " + DEEPEST + " levels"));
            return NODES.nullNode();
        }
        if (node instanceof MappingNode mapping) {
            return object(mapping, pointer, depth);
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = NODES.arrayNode();
            for (Node element : sequence.getValue()) {
                array.add(convert(element, pointer + "/" + array.size(), depth + 1));
            }
            return array;
        }
        return scalar((ScalarNode) node);
    }

    private ObjectNode object(MappingNode mapping, String pointer, int depth) {
        ObjectNode object = NODES.objectNode();
        for (NodeTuple tuple : mapping.getValue()) {
            String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            String place = pointer + "/" + key.replace("~", "~0").replace("/", "~1");
            lines.put(place, tuple.getKeyNode().getStartMark().getLine() + 1);
            if (object.has(key)) {
                faults.add(fault(place, key, "each key once"));
            }
            object.set(key, convert(tuple.getValueNode(), place, depth + 1));
        }
        return object;
    }

    private static JsonNode scalar(ScalarNode node) {
        String text = node.getValue();
        if (node.getScalarStyle() != ScalarStyle.PLAIN) {
            return NODES.textNode(text);
        }
        if (text.equals("true") || text.equals("false")) {
            return NODES.booleanNode(Boolean.parseBoolean(text));
        }
        if (text.isEmpty() || text.equals("null") || text.equals("~")) {
            return NODES.nullNode();
        }
        if (WHOLE.matcher(text).matches()) {
            return NODES.numberNode(Long.parseLong(text));
        }
        return DECIMAL.matcher(text).matches() ? NODES.numberNode(new BigDecimal(text)) : NODES.textNode(text);
    }

    private static String display(String pointer) {
        StringBuilder path = new StringBuilder();
        for (String segment :
                pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1)) {
            String name = segment.replace("~1", "/").replace("~0", "~");
            if (name.matches("[0-9]+")) {
                path.append('[').append(name).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(name);
            }
        }
        return path.toString();
    }
}
