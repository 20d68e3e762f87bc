package org.equipoise.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MerkleTreeTest {

    private static List<byte[]> leaves(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> ("leaf " + i).getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 31, 33, 100})
    void itsRootIsThatOfRfc6962(int count) {
        assertThat(new MerkleTree(leaves(count)).root()).isEqualTo(MerkleRoot.of(leaves(count)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 31, 33, 100})
    void andItGrowsLeafByLeaf(int count) {
        GrowingMerkleRoot growing = new GrowingMerkleRoot();
        for (int i = 0; i < count; i++) {
            assertThat(growing.copy().root()).isEqualTo(MerkleRoot.of(leaves(i)));
            growing.add(leaves(count).get(i));
        }

        assertThat(growing.root()).isEqualTo(MerkleRoot.of(leaves(count)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 8, 13, 16, 21, 33})
    void everyLeafsPathLeadsToTheRootAndNoOthersDoes(int count) {
        MerkleTree tree = new MerkleTree(leaves(count));
        for (int i = 0; i < count; i++) {
            byte[] leaf = leaves(count).get(i);
            assertThat(MerkleTree.root(leaf, i, count, tree.path(i))).contains(tree.root());
            byte[] other = "another".getBytes(StandardCharsets.UTF_8);
            assertThat(MerkleTree.root(other, i, count, tree.path(i))).isNotEqualTo(Optional.of(tree.root()));
        }
    }

    @Test
    void aPathIsNoLongerThanTheTreeIsHigh() {
        assertThat(new MerkleTree(leaves(1)).path(0)).isEmpty();
        assertThat(new MerkleTree(leaves(5)).path(4)).hasSize(1);
        assertThat(new MerkleTree(leaves(1000)).path(0)).hasSize(10);
    }

    @Test
    void pathsThatFitNoTreeLeadNowhere() {
        MerkleTree tree = new MerkleTree(leaves(5));
        byte[] leaf = leaves(5).get(1);
        List<String> longer = new ArrayList<>(tree.path(1));
        longer.add(tree.root());

        assertThat(MerkleTree.root(leaf, 1, 5, longer)).isEmpty();
        assertThat(MerkleTree.root(leaf, 1, 5, tree.path(1).subList(0, 1))).isEmpty();
        assertThat(MerkleTree.root(leaf, 5, 5, tree.path(1))).isEmpty();
        assertThat(MerkleTree.root(leaf, -1, 5, tree.path(1))).isEmpty();
        assertThat(MerkleTree.root(leaf, 1, 5, List.of("zz", "", "x"))).isEmpty();
    }
}
