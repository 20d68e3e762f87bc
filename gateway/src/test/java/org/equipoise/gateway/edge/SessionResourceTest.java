package org.equipoise.gateway.edge;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(IdentityProvider.class)
@QuarkusTestResource(Services.class)
class SessionResourceTest {

    @TestHTTPResource("/")
    URL gateway;

    WireMockServer services;
    StreamingService streaming;
    private Browser browser;

    @BeforeEach
    void open() {
        browser = new Browser(gateway);
        services.resetAll();
        services.stubFor(get(urlEqualTo("/api/ecrf/studies")).willReturn(ok("[]")));
    }

    @Test
    void signInGoesToTheIdentityProviderWithPkceAndNonce() {
        HttpResponse<String> answer = browser.get("/sign-in?returnTo=/studies/KET-TRD-01");
        assertThat(answer.statusCode()).isEqualTo(302);
        Map<String, String> query =
                IdentityProvider.form(Browser.location(answer).split("\\?", 2)[1]);
        assertThat(query)
                .containsEntry("response_type", "code")
                .containsEntry("client_id", "gateway")
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("redirect_uri", browser.origin() + "/signed-in")
                .containsKeys("code_challenge", "nonce", "state");
    }

    @Test
    void aSessionIsACookieThatNoScriptAndNoOtherSiteCanUse() {
        String authorize = Browser.location(browser.get("/sign-in?returnTo=/"));
        HttpResponse<String> signedIn = browser.get(Browser.location(browser.get(authorize)));
        List<String> cookies = signedIn.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("q_session"))
                .toList();
        assertThat(cookies)
                .isNotEmpty()
                .allSatisfy(cookie -> assertThat(cookie)
                        .containsIgnoringCase("HttpOnly")
                        .contains("SameSite=Lax")
                        .doesNotContain("clara"));
    }

    @Test
    void whoMustProveWhoTheyAreOnceMoreIsAskedByTheIdentityProviderAndComesBack() {
        browser.signIn("/", "");
        HttpResponse<String> asked = browser.get("/sign-in?reauthenticate=true&returnTo=/studies/KET-TRD-01");
        assertThat(asked.statusCode()).isEqualTo(302);
        String authorize = Browser.location(asked);
        assertThat(IdentityProvider.form(authorize.split("\\?", 2)[1]))
                .containsEntry("prompt", "login")
                .containsEntry("max_age", "0");
        String wanted = Browser.location(browser.get(Browser.location(browser.get(authorize))));
        assertThat(Browser.location(browser.get(wanted))).isEqualTo("/studies/KET-TRD-01");
        assertThat(browser.get("/me").statusCode()).isEqualTo(200);
    }

    @Test
    void anOrdinarySignInAsksForNothingMore() {
        String authorize = Browser.location(browser.get("/sign-in?returnTo=/"));
        assertThat(authorize).doesNotContain("prompt", "max_age");
    }

    @Test
    void afterSignInThePersonIsWhereTheyWantedToBe() {
        HttpResponse<String> last = browser.signIn("/studies/KET-TRD-01", "");
        assertThat(Browser.location(last)).isEqualTo("/studies/KET-TRD-01");
        assertThat(Browser.location(new Browser(gateway).signIn("//evil.example", "")))
                .isEqualTo("/");
    }

    @Test
    void meTellsWhoIsSignedInAndWhatTheyMay() {
        browser.signIn("/", "");
        JsonObject me = new JsonObject(browser.get("/me").body());
        assertThat(me.getString("id")).isEqualTo("id-of-clara");
        assertThat(me.getString("name")).isEqualTo("Clara Coordinator");
        assertThat(me.getString("username")).isEqualTo("clara.coordinator");
        JsonObject study = me.getJsonArray("studies").getJsonObject(0);
        assertThat(study.getString("study")).isEqualTo("KET-TRD-01");
        assertThat(study.getJsonArray("sites").encode()).isEqualTo("[\"01\"]");
        assertThat(study.getJsonArray("permissions").contains("subject.screen")).isTrue();
    }

    @Test
    void signedOutMeIsAProblemAndNoRedirect() {
        HttpResponse<String> answer = browser.get("/me");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo("unauthenticated");
    }

    @Test
    void aSessionBecomesABearerTokenAndItsCookieStays() {
        browser.signIn("/", "");
        assertThat(browser.get("/api/ecrf/studies").statusCode()).isEqualTo(200);
        assertThat(services.getAllServeEvents()).singleElement().satisfies(event -> {
            assertThat(event.getRequest().getHeader("Authorization")).startsWith("Bearer ey");
            assertThat(event.getRequest().containsHeader("Cookie")).isFalse();
        });
    }

    @Test
    void aPageOfTheApplicationAsksForSignInFirst() {
        assertThat(browser.get("/studies/KET-TRD-01").statusCode()).isEqualTo(302);
        browser.signIn("/", "");
        HttpResponse<String> page = browser.get("/studies/KET-TRD-01");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<div id=\"root\">").doesNotContain("__STYLE_NONCE__");
    }

    @Test
    void aPersonAtAWrongAddressGetsAPageAndAProgramAProblem() {
        HttpResponse<String> page = browser.get("/nothing", "Accept", "text/html,*/*");
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        HttpResponse<String> api = browser.get("/api/ecrf/studies", "Accept", "text/html,*/*");
        assertThat(api.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void tokensAreRefreshedWithoutAsking() {
        browser.signIn("/", "&test_lifetime=20");
        assertThat(new JsonObject(browser.get("/me").body()).getString("name")).isEqualTo("refreshed");
        assertThat(new JsonObject(browser.get("/me").body()).getString("name")).isEqualTo("refreshed");
    }

    @Test
    void anEndedSessionIsAProblemForScriptsAndASignInForPages() {
        browser.signIn("/", "&test_lifetime=1&test_norefresh=1");
        Awaitility.await()
                .atMost(20, TimeUnit.SECONDS)
                .until(() -> browser.get("/me").statusCode() == 401);
        HttpResponse<String> api = browser.get("/api/ecrf/studies");
        assertThat(api.statusCode()).isEqualTo(401);
        assertThat(api.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(browser.get("/studies/KET-TRD-01").statusCode()).isEqualTo(302);
    }

    @Test
    void signOutEndsTheSessionHereAndAtTheIdentityProvider() {
        browser.signIn("/", "");
        HttpResponse<String> answer = browser.post("/sign-out", "", "Origin", browser.origin());
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(Browser.location(answer)).contains("/logout?").contains("post_logout_redirect_uri=");
        assertThat(browser.get("/me").statusCode()).isEqualTo(401);
    }

    @Test
    void signOutEndsWhatIsFollowedInOtherTabs() throws IOException {
        streaming.start();
        browser.signIn("/", "");
        try (InputStream list = browser.follow("/api/stats/changes")) {
            assertThat(list.read()).isPositive();
            browser.post("/sign-out", "", "Origin", browser.origin());
            Awaitility.await("the service hears of it")
                    .atMost(10, TimeUnit.SECONDS)
                    .until(() -> streaming.left() == 1);
            assertThatThrownBy(list::readAllBytes).isInstanceOf(IOException.class);
        } finally {
            streaming.stop();
        }
    }

    @Test
    void aPageThatWasDrawnForSomebodyElseReadsAndChangesNothing() {
        browser.signIn("/", "");
        String studies = "/api/ecrf/studies";
        services.stubFor(post(urlEqualTo(studies)).willReturn(ok("{}")));
        String[] marked = {
            "Equipoise-Person", "id-of-nora", "X-Equipoise-CSRF", "1", "Origin", browser.origin(),
        };
        List<HttpResponse<String>> refused =
                List.of(browser.get(studies, "Equipoise-Person", "id-of-nora"), browser.post(studies, "{}", marked));
        assertThat(refused).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo("another-person");
        });
        assertThat(services.getAllServeEvents()).isEmpty();

        assertThat(browser.get(studies, "Equipoise-Person", "id-of-clara").statusCode())
                .isEqualTo(200);
        assertThat(services.getAllServeEvents())
                .singleElement()
                .satisfies(event -> assertThat(event.getRequest().containsHeader("Equipoise-Person"))
                        .isFalse());
        assertThat(browser.get("/me", "Equipoise-Person", "id-of-nora").statusCode())
                .as("how the page finds out who it is now")
                .isEqualTo(200);
    }

    @Test
    void nobodyElseCanSignAPersonOut() {
        browser.signIn("/", "");
        assertThat(browser.get("/sign-out").statusCode()).isEqualTo(405);
        assertThat(browser.post("/sign-out", "", "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(browser.post("/sign-out", "").statusCode()).isEqualTo(403);
        assertThat(browser.get("/me").statusCode()).isEqualTo(200);
    }

    @Test
    void aWriteWithASessionNeedsTheMarkerAndTheSameOrigin() {
        browser.signIn("/", "");
        services.stubFor(post(urlEqualTo("/api/ecrf/studies")).willReturn(ok("{}")));
        String here = browser.origin();
        assertThat(browser.post("/api/ecrf/studies", "{}").statusCode()).isEqualTo(403);
        assertThat(browser.post("/api/ecrf/studies", "{}", "Origin", here).statusCode())
                .isEqualTo(403);
        assertThat(browser.post("/api/ecrf/studies", "{}", "X-Equipoise-CSRF", "1", "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(services.getAllServeEvents()).isEmpty();
        assertThat(browser.post("/api/ecrf/studies", "{}", "X-Equipoise-CSRF", "1", "Origin", here)
                        .statusCode())
                .isEqualTo(200);
    }
}
