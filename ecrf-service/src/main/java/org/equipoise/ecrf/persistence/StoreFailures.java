package org.equipoise.ecrf.persistence;

import com.mongodb.MongoException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import jakarta.ws.rs.core.Response;
import org.equipoise.platform.http.RequestId;
import org.equipoise.platform.problem.ProblemDetail;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** A database that does not answer is no fault of the request, and whether a write arrived is then unknown. */
public class StoreFailures {
    private static final Logger LOG = Logger.getLogger(StoreFailures.class);

    @ServerExceptionMapper
    public Response timeout(MongoTimeoutException failure) {
        return unavailable(failure);
    }

    @ServerExceptionMapper
    public Response socket(MongoSocketException failure) {
        return unavailable(failure);
    }

    @ServerExceptionMapper
    public Response notOnAMajority(MongoWriteConcernException failure) {
        return unavailable(failure);
    }

    private static Response unavailable(MongoException failure) {
        LOG.warnf("The database did not answer: %s", failure.getClass().getSimpleName());
        Refusal refusal = Refusal.of(ProblemType.NEIGHBOUR_UNAVAILABLE, "The database of data capture did not answer.")
                .fix("Send the same request again, with the same Idempotency-Key; what was saved is not saved twice.")
                .with("neighbour", "database");
        return Response.status(refusal.type().status())
                .type(ProblemDetail.MEDIA_TYPE)
                .entity(ProblemDetail.of(refusal, RequestId.current()))
                .build();
    }
}
