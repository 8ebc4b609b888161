package health.careloop.web;

import java.io.EOFException;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingPathVariableException;
import org.springframework.web.bind.MissingRequestCookieException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Which problem an exception is. The framework's own words never reach the answer: they name classes and quote values. */
final class Failures {
    /** SQLSTATEs: this placement takes no work; another database than its address says. */
    private static final Set<String> MISPLACED = Set.of("TM001", "TM007");

    private Failures() {}

    static Problem problemOf(Throwable failure) {
        return switch (failure) {
            case ProblemException own -> own.problem();
            case NoResourceFoundException _, NoHandlerFoundException _ -> ofStatus(404);
            case HttpRequestMethodNotSupportedException wrong ->
                Problem.of(
                        405,
                        "method-not-allowed",
                        "Method not allowed",
                        wrong.getSupportedMethods() == null
                                ? "This address does not take this method."
                                : "This address takes " + String.join(", ", wrong.getSupportedMethods()) + ".");
            case HttpMediaTypeNotSupportedException _ -> ofStatus(415);
            case HttpMediaTypeNotAcceptableException _ -> ofStatus(406);
            case MethodArgumentTypeMismatchException wrong ->
                Problem.badRequest("'" + wrong.getName() + "' must be " + expected(wrong.getRequiredType()) + ".");
            case MissingServletRequestParameterException missing ->
                Problem.badRequest("The parameter '" + missing.getParameterName() + "' is missing.");
            case MissingRequestHeaderException missing ->
                Problem.badRequest("The header '" + missing.getHeaderName() + "' is missing.");
            case MissingRequestCookieException _, MissingPathVariableException _ -> ofStatus(400);
            case HttpMessageNotReadableException unreadable
            when httpCode(unreadable) != null -> ofStatus(codeOr(unreadable, 400));
            case HttpMessageNotReadableException _ ->
                Problem.badRequest(
                        "The body is not what this address expects: check that it is valid JSON with the documented fields, and that its texts hold whole characters.");
            case AsyncRequestTimeoutException _ -> unavailable();
            case DataAccessResourceFailureException _,
                    TransientDataAccessException _,
                    CannotCreateTransactionException _ -> ofDatabase(failure);
            case UncategorizedSQLException _ -> ofDatabase(failure);
            case TransactionSystemException _ -> ofCommit(failure);
            case ErrorResponse known -> ofStatus(known.getStatusCode().value());
            default -> ofStatus(codeOr(failure, 500));
        };
    }

    static HttpHeaders headersOf(Throwable failure) {
        return failure instanceof ErrorResponse known && !(failure instanceof AsyncRequestTimeoutException)
                ? known.getHeaders()
                : HttpHeaders.EMPTY;
    }

    /** A status without a better story. */
    static Problem ofStatus(int status) {
        return switch (status) {
            case 400 ->
                Problem.badRequest("The request is malformed. Compare it with the description of this address.");
            case 401 -> Problem.of(401, "not-signed-in", "Not signed in", "Sign in, or send a valid access token.");
            case 403 ->
                Problem.of(
                        403, "not-allowed", "Not allowed", "You may not do this. Ask your administrator for the role.");
            case 404 ->
                Problem.of(
                        404, "not-found", "Not found", "There is nothing at this address. Check it for typing errors.");
            case 405 ->
                Problem.of(405, "method-not-allowed", "Method not allowed", "This address does not take this method.");
            case 406 ->
                Problem.of(
                        406,
                        "not-acceptable",
                        "Not acceptable",
                        "This address cannot answer in the format you accept.");
            case 413 ->
                Problem.of(
                        413,
                        "too-large",
                        "Too large",
                        "The server takes " + LargestBodies.OF_A_MESSAGE.toMegabytes() + " MB of a message, and "
                                + LargestBodies.OTHERWISE.toBytes() / 1000
                                + " KB of anything else. Send less at once.");
            case 414 ->
                Problem.of(
                        414,
                        "address-too-long",
                        "Address too long",
                        "The address is longer than the server takes. Send fewer or shorter parameters.");
            case 415 ->
                Problem.of(
                        415,
                        "unsupported-media-type",
                        "Unsupported media type",
                        "This address does not take this content type.");
            case 429 ->
                Problem.of(
                                429,
                                "too-many-requests",
                                "Too many requests",
                                "Wait as long as Retry-After says, then try again.")
                        .retryAfter(Duration.ofSeconds(10));
            case 431 ->
                Problem.of(
                        431,
                        "headers-too-large",
                        "Headers too large",
                        "The headers are larger than 16 KB. Send fewer.");
            case 503 -> unavailable();
            default -> {
                HttpStatus known = HttpStatus.resolve(status);
                if (known != null && known.is4xxClientError()) {
                    yield Problem.of(
                            status,
                            known.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                            known.getReasonPhrase(),
                            "The request cannot be carried out as it is.");
                }
                yield Problem.of(
                        known == null || status < 500 ? 500 : status,
                        "internal-error",
                        "Internal error",
                        "Something broke on our side and was recorded. Try again; if it stays, report the trace id.");
            }
        };
    }

    /** The states are those of the tenancy's own functions; anything else nobody foresaw is a bug. */
    private static Problem ofDatabase(Throwable failure) {
        SQLException reason = reasonOf(failure);
        String state = reason == null ? "" : String.valueOf(reason.getSQLState());
        if (MISPLACED.contains(state)) {
            return Problem.of(
                            503,
                            "data-not-in-its-place",
                            "Data not in its place",
                            "The practice's data is not where it was expected. Nothing was read or changed; try again "
                                    + "in a minute, and tell the operator if it stays.")
                    .retryAfter(Duration.ofMinutes(1));
        }
        if (reason instanceof SQLTransientConnectionException || state.equals("53300")) {
            return Problem.of(
                            503,
                            "busy",
                            "Busy",
                            "Too much is asked at this moment. Nothing was changed; try again after as many seconds as "
                                    + "Retry-After says.")
                    .retryAfter(Duration.ofSeconds(2));
        }
        return failure instanceof UncategorizedSQLException ? ofStatus(500) : unavailable();
    }

    /** A connection that breaks (08) or is ended (57P) while it commits leaves open what became of it. */
    private static Problem ofCommit(Throwable failure) {
        SQLException reason = reasonOf(failure);
        String state = reason == null ? "" : String.valueOf(reason.getSQLState());
        return state.startsWith("08") || state.startsWith("57P")
                ? Problem.of(
                                503,
                                "commit-in-doubt",
                                "Not known whether it was saved",
                                "The connection to the database broke while this was being saved. Look whether it is "
                                        + "there before you do it again.")
                        .retryAfter(Duration.ofSeconds(5))
                : ofStatus(500);
    }

    /** The innermost of the driver's. */
    private static @Nullable SQLException reasonOf(Throwable failure) {
        SQLException reason = null;
        for (Throwable at = failure; at != null && at != at.getCause(); at = at.getCause()) {
            if (at instanceof SQLException sql) {
                reason = sql;
            }
        }
        return reason;
    }

    static Problem unavailable() {
        return Problem.of(
                        503,
                        "unavailable",
                        "Temporarily unavailable",
                        "A part of the system is not reachable. Nothing was changed; try again in a moment.")
                .retryAfter(Duration.ofSeconds(5));
    }

    static boolean clientIsGone(Throwable failure) {
        if (failure instanceof AsyncRequestNotUsableException) {
            return true;
        }
        Throwable root = NestedExceptionUtils.getMostSpecificCause(failure);
        return root instanceof EOFException
                || (root instanceof IOException
                        && root.getMessage() != null
                        && (root.getMessage().contains("Broken pipe")
                                || root.getMessage().contains("Connection reset")));
    }

    private static String expected(@Nullable Class<?> type) {
        if (type == UUID.class) {
            return "an id like 0198c0de-0000-7000-8000-000000000000";
        }
        if (type != null && (Number.class.isAssignableFrom(type) || type == int.class || type == long.class)) {
            return "a whole number";
        }
        if (type != null && type.isEnum()) {
            return "one of the documented words";
        }
        return "in the documented form";
    }

    /** Jetty says with an exception that a body is too large or broken. */
    private static @Nullable Integer httpCode(Throwable failure) {
        for (Throwable at = failure; at != null && at != at.getCause(); at = at.getCause()) {
            if (at instanceof HttpException http) {
                return http.getCode();
            }
        }
        return null;
    }

    private static int codeOr(Throwable failure, int otherwise) {
        Integer code = httpCode(failure);
        return code == null ? otherwise : code;
    }
}
