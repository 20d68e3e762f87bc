package org.equipoise.gateway.edge.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class AccessTokenTest {

    @Test
    void namesThePersonAndTheirGroups() {
        AccessToken token =
                token("{'typ':'Bearer','sub':'1','preferred_username':'clara','name':'Clara C.','groups':['/a','/b']}");
        assertThat(token.isBearer()).isTrue();
        assertThat(token.name()).isEqualTo("Clara C.");
        assertThat(token.username()).isEqualTo("clara");
        assertThat(token.groups()).containsExactly("/a", "/b");
    }

    @Test
    void fallsBackToWhatIsThere() {
        AccessToken token = token("{'typ':'Bearer','sub':'1'}");
        assertThat(token.name()).isEqualTo("1");
        assertThat(token.groups()).isEmpty();
    }

    @Test
    void isNoBearerTokenWithoutSayingSo() {
        assertThat(token("{'typ':'ID'}").isBearer()).isFalse();
        assertThat(token("{'typ':'Refresh'}").isBearer()).isFalse();
        assertThat(token("{}").isBearer()).isFalse();
    }

    @Test
    void doesNotPrintItself() {
        assertThat(token("{'sub':'1'}").toString()).doesNotContain("raw.token.text");
    }

    private static AccessToken token(String claims) {
        try {
            return new AccessToken("raw.token.text", new ObjectMapper().readTree(claims.replace('\'', '"')));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
