package org.equipoise.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.api.Test;

class ProblemPageTest {

    private final Refusal refusal = Refusal.of(ProblemType.REQUEST_REFUSED, "No <script>alert(\"x\")</script> & co.")
            .fix("Go <b>elsewhere</b>.");

    @Test
    void saysWhatIsWrongAndWhatToDo() {
        assertThat(ProblemPage.of(refusal, "12345678"))
                .contains("The request was refused", "Go &lt;b&gt;elsewhere&lt;/b&gt;.", "12345678");
    }

    @Test
    void takesNoMarkupFromOutside() {
        assertThat(ProblemPage.of(refusal, "\"><script>")).doesNotContain("<script", "<b>", "\"x\"");
    }
}
