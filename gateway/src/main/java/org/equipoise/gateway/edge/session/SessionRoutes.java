package org.equipoise.gateway.edge.session;

import io.quarkus.security.AuthenticationRedirectException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.function.Consumer;
import org.equipoise.gateway.application.DescribePerson;
import org.equipoise.gateway.domain.request.ReturnAddress;
import org.equipoise.gateway.edge.ProblemWriter;
import org.equipoise.gateway.edge.RequestGuard;
import org.equipoise.gateway.edge.limit.RequestRates;
import org.equipoise.platform.problem.AuthenticationFailures;
import org.equipoise.platform.problem.Refusal;

/** Sign-in, sign-out and "who am I"; the protocol itself is the OpenID Connect extension's. */
@ApplicationScoped
public class SessionRoutes {

    private final Visitors visitors;
    private final DescribePerson describePerson;
    private final ProblemWriter problems;
    private final RequestRates rates;
    private final Clock clock;

    SessionRoutes(
            Visitors visitors, DescribePerson describePerson, RequestRates rates, ProblemWriter problems, Clock clock) {
        this.visitors = visitors;
        this.rates = rates;
        this.describePerson = describePerson;
        this.problems = problems;
        this.clock = clock;
    }

    void register(@Observes Router router) {
        router.get("/sign-in").handler(this::signIn);
        router.get("/signed-in").handler(this::signedIn);
        router.post(RequestGuard.SIGN_OUT).handler(this::signOut);
        router.get("/me").handler(this::me);
    }

    /**
     * With {@code reauthenticate=true}, a session that is not fresh ends here, and the person proves who they are once
     * more: what reveals an arm, and a signature, take a sign-in of the last minute.
     */
    private void signIn(RoutingContext context) {
        if (FreshSignIn.isWanted(context)) {
            reauthenticate(context);
            return;
        }
        requireSession(context, () -> goToWantedPage(context));
    }

    private void reauthenticate(RoutingContext context) {
        visitors.accessToken(context)
                .subscribe()
                .with(
                        token -> {
                            if (FreshSignIn.isFresh(token, clock.instant())) {
                                goToWantedPage(context);
                            } else {
                                FreshSignIn.forgetSession(context);
                                challenge(context);
                            }
                        },
                        failure -> {
                            FreshSignIn.forgetSession(context);
                            challenge(context);
                        });
    }

    private static void goToWantedPage(RoutingContext context) {
        goTo(context, ReturnAddress.of(context.queryParams().get("returnTo")));
    }

    /**
     * Lets a navigation go on if it comes with a session, and else sends the browser to the identity provider. It comes
     * back to the same address.
     */
    public void requireSession(RoutingContext context, Runnable then) {
        identify(
                context,
                identity -> {
                    if (identity.isAnonymous()) {
                        challenge(context);
                    } else {
                        then.run();
                    }
                },
                failure -> challenge(context));
    }

    /** The identity provider sends the browser here with a code; the extension exchanges it and says where to go on. */
    private void signedIn(RoutingContext context) {
        identify(context, identity -> goTo(context, "/"), failure -> goTo(context, "/"));
    }

    /** With a session, the extension ends it and answers with the way to the identity provider's own sign-out. */
    private void signOut(RoutingContext context) {
        identify(context, identity -> goTo(context, "/"), failure -> goTo(context, "/"));
    }

    private void me(RoutingContext context) {
        visitors.accessToken(context)
                .subscribe()
                .with(
                        token -> describe(context, token),
                        failure -> problems.send(
                                context, rates.countWorthless(context.request(), Visitors.explain(failure))));
    }

    private void describe(RoutingContext context, AccessToken token) {
        try {
            rates.countPerson(token.subject());
            context.response()
                    .putHeader("Content-Type", "application/json")
                    .end(problems.json(
                            describePerson.describe(token.subject(), token.name(), token.username(), token.groups())));
        } catch (Refusal refusal) {
            problems.send(context, refusal);
        }
    }

    private void identify(
            RoutingContext context, Consumer<SecurityIdentity> onIdentity, Consumer<Throwable> onFailure) {
        visitors.identity(context).subscribe().with(onIdentity, failure -> {
            if (failure instanceof AuthenticationRedirectException redirect) {
                goTo(context, redirect.getRedirectUri());
            } else {
                onFailure.accept(failure);
            }
        });
    }

    private void challenge(RoutingContext context) {
        Refusal unknown = AuthenticationFailures.unauthenticated();
        Refusal refusal = rates.countWorthless(context.request(), unknown);
        if (refusal != unknown) {
            problems.send(context, refusal);
            return;
        }
        HttpAuthenticator authenticator = context.get(HttpAuthenticator.class.getName());
        authenticator
                .sendChallenge(context)
                .subscribe()
                .with(sent -> end(context), failure -> problems.send(context, Visitors.explain(failure)));
    }

    private static void end(RoutingContext context) {
        if (!context.response().ended()) {
            context.response().end();
        }
    }

    private static void goTo(RoutingContext context, String address) {
        context.response().setStatusCode(303).putHeader("Location", address).end();
    }
}
