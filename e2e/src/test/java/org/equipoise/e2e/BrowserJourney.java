package org.equipoise.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** People sign in at real Keycloak in a real Chromium and see what is theirs. Skipped where no Chromium is installed. */
@ExtendWith(SharedSystem.class)
class BrowserJourney {

    private static final List<Path> CHROMIUM = Stream.of(
                    "/usr/bin/chromium",
                    "/usr/bin/chromium-browser",
                    "/usr/bin/google-chrome",
                    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
            .map(Path::of)
            .toList();

    /** What comes after the fifth of its kind is built like the first; to look at thousands takes minutes. */
    private static final List<String> MORE_OF_THE_SAME = Stream.of("tr", "li", ".event", ".casebook-form")
            .map(kind -> kind + ":nth-child(n+6)")
            .toList();

    private static final Map<String, BrowserContext> TABLETS = new HashMap<>();

    private static Playwright playwright;
    private static Browser browser;

    private final SharedSystem system;

    BrowserJourney(SharedSystem system) {
        this.system = system;
    }

    @BeforeAll
    static void openBrowser() {
        Path chromium =
                CHROMIUM.stream().filter(Files::isExecutable).findFirst().orElse(null);
        Assumptions.assumeTrue(chromium != null, "No Chromium is installed; looked in " + CHROMIUM);
        playwright = Playwright.create();
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking")));
    }

    @AfterAll
    static void closeBrowser() {
        if (playwright != null) {
            playwright.close();
        }
    }

    /** Another page of somebody's own tablet, on which they sign in once. */
    private Page of(String user) {
        return TABLETS.computeIfAbsent(user, this::signedIn).newPage();
    }

    private BrowserContext signedIn(String user) {
        BrowserContext tablet = tablet();
        Page page = tablet.newPage();
        page.navigate(system.address().toString());
        page.getByText("Sign in").first().click();
        page.fill("#username", user);
        page.fill("#password", "equipoise-demo");
        page.click("[type=submit]");
        page.waitForURL(system.address() + "/**");
        page.close();
        return tablet;
    }

    private static BrowserContext tablet() {
        return browser.newContext(new Browser.NewContextOptions().setViewportSize(820, 1180));
    }

    @Test
    void aCoordinatorFindsTheSubjectsOfHerSiteOnly() {
        try (Page page = of("clara.coordinator")) {
            page.navigate(system.address() + "/studies/" + SharedSystem.STUDY);

            PlaywrightAssertions.assertThat(page.getByText("01-001").first()).isVisible();
            assertThat(page.content()).doesNotContain("02-001");
            assertAccessible(page);
        }
    }

    @Test
    void aRaterSeesThatTheDoseDayIsHiddenAndNotWhetherItIsDone() {
        try (Page page = of("rita.rater")) {
            page.navigate(system.address() + "/studies/" + SharedSystem.STUDY + "/subjects/01-001");

            PlaywrightAssertions.assertThat(
                            page.getByText("Hidden for your role").first())
                    .isVisible();
            assertAccessible(page);
        }
    }

    /** The pages of the people who work with the data: each comes with the real service's answer, and is accessible. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "dario.datamanager | safety               | Reporting clocks",
                "mona.monitor      | safety?show=alerts   | Alerts",
                "ivan.investigator | safety?show=events   | Only serious events",
                "nora.nurse        | safety?show=deviations | Deviations",
                "mona.monitor      | safety?show=endings  | Relapses",
                "sven.sponsor      | safety               | Over all sites",
                "dario.datamanager | queries              | At least so old",
                "dario.datamanager | exports              | Data cuts",
                "stella.statistician | exports            | Data cuts",
                "dario.datamanager | imports              | Publish a new mapping",
                "dario.datamanager | amendments           | Move subjects to a version",
                "ada.administrator | amendments           | Publish a new version",
                "dario.datamanager | lock                 | Before the lock",
                "mona.monitor      | lock                 | Before the lock",
                "mona.monitor      | audit                | Ed25519",
                "ivan.investigator | subjects/01-001      | To do now",
                "mona.monitor      | subjects/01-001/casebook | Print or save as PDF",
                "rita.rater        | subjects/01-001/casebook | Print or save as PDF"
            })
    void whoWorksWithTheDataFindsThePagesForIt(String user, String page, String text) {
        try (Page shown = of(user)) {
            shown.navigate(system.address() + "/studies/" + SharedSystem.STUDY + "/" + page);

            PlaywrightAssertions.assertThat(shown.getByText(text).first()).isVisible();
            PlaywrightAssertions.assertThat(shown.getByText("Loading…")).hasCount(0);
            assertThat(shown.getByRole(AriaRole.ALERT).allTextContents())
                    .as("problems shown on " + shown.url())
                    .isEmpty();
            assertAccessible(shown);
        }
    }

    @Test
    void anExportAndADataCutArriveAsFiles() {
        try (Page page = of("dario.datamanager")) {
            page.navigate(system.address() + "/studies/" + SharedSystem.STUDY + "/exports");
            Download export =
                    page.waitForDownload(() -> page.getByText("Fetch the file").click());
            assertThat(export.suggestedFilename())
                    .startsWith(SharedSystem.STUDY + "-")
                    .endsWith(".csv");

            page.getByLabel("What people will call it").fill("Journey");
            page.getByText("Take a cut now").click();
            Download records = page.waitForDownload(
                    () -> page.getByText("Fetch its records").first().click());
            assertThat(records.suggestedFilename()).endsWith(".json");
        }
    }

    @Test
    void theSessionCookieIsOutOfReachOfScriptsAndHoldsNoToken() {
        try (Page page = of("ivan.investigator")) {
            page.navigate(system.address().toString());

            List<Cookie> ours = page.context().cookies(system.address().toString());
            assertThat(ours).isNotEmpty().allSatisfy(cookie -> {
                assertThat(cookie.httpOnly).isTrue();
                assertThat(cookie.value).doesNotContain("eyJhbGciOiJSUzI1NiIs");
            });
            assertThat(page.evaluate("document.cookie")).isEqualTo("");
            assertThat((String) page.evaluate("JSON.stringify([localStorage, sessionStorage])"))
                    .doesNotContain("eyJ");
        }
    }

    @Test
    void aWriteWithTheCookieAloneIsRefused() {
        try (Page page = of("clara.coordinator")) {
            page.navigate(system.address().toString());

            Object status = page.evaluate("fetch('/api/ecrf/studies/" + SharedSystem.STUDY
                    + "/sites/01/subjects', {method: 'POST', headers: {'Content-Type': 'application/json',"
                    + " 'Idempotency-Key': 'x'}, body: '{}'}).then(r => r.status)");

            assertThat(status).isEqualTo(403);
        }
    }

    @Test
    void theCommitteeOpensItsReport() {
        String report = "/api/stats/studies/" + SharedSystem.STUDY + "/analyses/" + system.analysis() + "/report";
        try (Page page = of("dora.dmc")) {
            page.navigate(system.address() + report);

            PlaywrightAssertions.assertThat(
                            page.getByText("Confidential: closed session").first())
                    .isVisible();
        }
        // the report's own policy lets no script run, not even the checker's, so it is checked as a bare document
        try (Page page = tablet().newPage()) {
            page.setContent(system.as("dora.dmc").get(report).body());
            assertAccessible(page);
        }
    }

    /** What the pages are for: to enter data, and to be shown what somebody else saved meanwhile. */
    @Test
    void whoSavesTheSameItemLaterIsShownBothValues() {
        String form = "/studies/" + SharedSystem.STUDY + "/subjects/" + screenedSubject()
                + "/events/UNSCHEDULED/forms/VITALS";
        try (Page nurse = of("nora.nurse")) {
            nurse.navigate(system.address() + form);
            nurse.getByRole(AriaRole.BUTTON, named("Now")).press("Enter");
            type(nurse, "Systolic", "128");
            type(nurse, "Diastolic", "82");
            type(nurse, "Pulse", "71");
            type(nurse, "SpO2", "97");
            nurse.keyboard().press("Enter");
            PlaywrightAssertions.assertThat(
                            nurse.getByText("Revision 1, saved by nora.nurse").first())
                    .isVisible();
        }
        try (Page investigator = of("ivan.investigator")) {
            investigator.navigate(system.address() + form);
            investigator.getByRole(AriaRole.BUTTON, named("Change")).press("Enter");
            type(investigator, "Systolic", "131");
            type(investigator, "Why do you change this form", "Misread");
            correctAsNurse(form, 119);
            investigator.getByRole(AriaRole.BUTTON, named("Save")).press("Enter");
            Locator contested = investigator
                    .getByRole(AriaRole.ROW)
                    .filter(new Locator.FilterOptions().setHasText("Systolic blood pressure"));
            PlaywrightAssertions.assertThat(contested)
                    .containsText(Pattern.compile("128 mmHg.*119 mmHg.*nora\\.nurse.*131 mmHg"));
            assertAccessible(investigator);
        }
    }

    private String screenedSubject() {
        Api.Answer screened = system.as("clara.coordinator")
                .post(
                        "/api/ecrf/studies/" + SharedSystem.STUDY + "/sites/01/subjects",
                        "{\"screenedAt\":\"" + MinimalStudy.daysAgo(1) + "\"}",
                        "browser-journey");
        assertThat(screened.status()).as(screened.toString()).isEqualTo(201);
        return screened.json().path("subject").asText();
    }

    private void correctAsNurse(String form, int systolic) {
        Api.Answer corrected = system.as("nora.nurse")
                .put(
                        "/api/ecrf" + form,
                        "{\"occurredAt\":\"" + MinimalStudy.daysAgo(0) + "\",\"reasonForChange\":\"Misread\","
                                + "\"values\":{\"VS_SYS\":" + systolic
                                + ",\"VS_DIA\":82,\"VS_PULSE\":71,\"VS_SPO2\":97}}",
                        Map.of("If-Match", "\"1\""));
        assertThat(corrected.status()).as(corrected.toString()).isEqualTo(200);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    /** Types over what stands in a field. */
    private static void type(Page page, String label, String text) {
        page.getByLabel(Pattern.compile("^" + label)).press("ControlOrMeta+A");
        page.keyboard().type(text);
    }

    private static void assertAccessible(Page page) {
        AxeBuilder axe = new AxeBuilder(page).withTags(List.of("wcag2a", "wcag2aa", "wcag21aa"));
        MORE_OF_THE_SAME.forEach(axe::exclude);
        AxeResults results = axe.analyze();
        assertThat(results.getViolations()).as("accessibility of " + page.url()).isEmpty();
    }
}
