package health.careloop.intake;

import health.careloop.access.Open;
import health.careloop.senders.Secret;
import health.careloop.senders.Sender;
import health.careloop.senders.Senders;
import health.careloop.senders.Signature;
import health.careloop.web.Problem;
import health.careloop.web.Trace;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The door. Checks from cheap to dear (W-08): size, encoding, headers, timestamp, key, bytes, signature; then the
 * commit; then the answer. Nothing unsigned is ever accepted, and no sender without a secret has an open door.
 */
@RestController
class IntakeController {
    private static final Logger LOG = LoggerFactory.getLogger(IntakeController.class);
    private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(5);

    /** Names the sender. */
    static final String KEY = "X-Careloop-Key";

    /** One answer for every fault of key, timestamp or signature, so that it tells nobody which. */
    static final Problem NOT_SIGNED = Problem.of(
            401,
            "signature-not-valid",
            "Signature not valid",
            "Nothing was accepted or answered. Check the key in X-Careloop-Key, the sender's clock, its signing secret,"
                    + " and what it signs.");

    private static final Problem ADDRESS_NOT_ALLOWED = Problem.of(
                    403,
                    "address-not-allowed",
                    "Address not allowed",
                    "This sender may not post from here. Its tenant's administrator names the addresses it may post from.")
            .with("error", "IP not allowed");

    static final Problem TENANT_CONTRADICTED = Problem.of(
            403,
            "tenant-contradicted",
            "Tenant contradicted",
            "X-Tenant-ID names another tenant than the sender's key does. Leave the header out.");

    private final Senders senders;
    private final AcceptTransmission accept;
    private final int largest;
    private final Clock clock;

    IntakeController(Senders senders, AcceptTransmission accept, IntakeSettings settings, Clock clock) {
        this.senders = senders;
        this.accept = accept;
        this.largest = Math.toIntExact(settings.largestMessage().toBytes());
        this.clock = clock;
    }

    @PostMapping("/api/mirth-webhook")
    @Open("the sender's signature is checked here, on the raw bytes")
    ResponseEntity<Object> receive(HttpServletRequest request) throws IOException {
        return receive(request, request.getHeader(KEY));
    }

    /** For clients that cannot set a header of their own. One that sets it too says the same there. */
    @PostMapping("/api/mirth-webhook/{keyId}")
    @Open("the sender's signature is checked here, on the raw bytes")
    ResponseEntity<Object> receiveFor(HttpServletRequest request, @PathVariable String keyId) throws IOException {
        String named = request.getHeader(KEY);
        return receive(request, named == null || named.equals(keyId) ? keyId : null);
    }

    private ResponseEntity<Object> receive(HttpServletRequest request, @Nullable String keyId) throws IOException {
        if (request.getContentLengthLong() > largest) {
            return tooLarge().response();
        }
        String encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return Problem.of(
                            415,
                            "encoding-not-supported",
                            "Content encoding not supported",
                            "Send the message as it is, without Content-Encoding.")
                    .response();
        }
        Optional<Signature> signature = Signature.of(request, clock.instant());
        if (keyId == null || signature.isEmpty()) {
            return NOT_SIGNED.response();
        }
        try {
            return receive(request, keyId, signature.get());
        } catch (DataAccessException | TransactionException e) {
            LOG.error("A transmission was turned away because it could not be made durable", e);
            return Problem.of(
                            503,
                            "storage-in-doubt",
                            "Not accepted",
                            "The message could not be stored durably. Send it again with the same webhook-id.")
                    .retryAfter(TRY_AGAIN_AFTER)
                    .response();
        }
    }

    private ResponseEntity<Object> receive(HttpServletRequest request, String keyId, Signature signature)
            throws IOException {
        Optional<Sender> sender = senders.find(keyId);
        if (sender.isEmpty()) {
            return NOT_SIGNED.response();
        }
        if (!sender.get().mayPostFrom(request.getRemoteAddr())) {
            return ADDRESS_NOT_ALLOWED.response();
        }
        byte[] body = read(request.getInputStream(), request.getContentLengthLong());
        if (body.length > largest) {
            return tooLarge().response();
        }
        // A signature over a question must not become one over a message, however somebody got hold of it.
        Optional<Secret> secret =
                Signature.isQuestion(body) ? Optional.empty() : signature.signedWith(body, sender.get());
        if (secret.isEmpty()) {
            return NOT_SIGNED.response();
        }
        senders.used(sender.get(), secret.get());
        if (contradicts(request, sender.get())) {
            accept.keepContradiction(sender.get(), request.getRemoteAddr());
            return TENANT_CONTRADICTED.response();
        }
        if (body.length == 0) {
            return Problem.of(
                            400,
                            "empty-message",
                            "Empty message",
                            "The body is empty. Send the message's bytes as the body.")
                    .response();
        }
        Acceptance acceptance = accept.accept(new Transmission(
                sender.get(),
                signature,
                body,
                request.getContentType(),
                Trace.find().orElse(null),
                request.getRemoteAddr()));
        return switch (acceptance) {
            case Acceptance.Accepted(UUID messageId) -> queued(messageId);
            case Acceptance.Repeated(UUID messageId) -> queued(messageId);
            case Acceptance.Contradicted() ->
                Problem.of(
                                422,
                                "webhook-id-reused",
                                "webhook-id was used for other bytes",
                                "This webhook-id came before with other bytes. Send each message under an id of its own.")
                        .response();
        };
    }

    /** Every X-Tenant-ID must be the sender's own (T-23). */
    static boolean contradicts(HttpServletRequest request, Sender sender) {
        return Collections.list(request.getHeaders("X-Tenant-ID")).stream()
                .anyMatch(claimed ->
                        !claimed.strip().equalsIgnoreCase(sender.tenant().toString()));
    }

    private static ResponseEntity<Object> queued(UUID messageId) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("success", true);
        answer.put("messageId", messageId);
        answer.put("message", "LDT queued for processing");
        return ResponseEntity.status(HttpStatus.ACCEPTED).body(answer);
    }

    /** At most one byte more than the largest message, whatever Content-Length claims. */
    private byte[] read(InputStream in, long declared) throws IOException {
        if (declared >= 0) {
            return in.readNBytes(Math.toIntExact(declared));
        }
        return in.readNBytes(largest + 1);
    }

    private Problem tooLarge() {
        return Problem.of(
                413,
                "message-too-large",
                "Message too large",
                "A message may have at most " + largest + " bytes. Split it, or send its attachments apart.");
    }
}
