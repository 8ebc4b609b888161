package health.careloop.intake;

import health.careloop.access.Frames;
import health.careloop.access.Open;
import health.careloop.audit.Caller;
import health.careloop.senders.Sender;
import health.careloop.senders.Senders;
import health.careloop.senders.Signature;
import health.careloop.tenancy.DatabaseRole;
import health.careloop.tenancy.TenantScope;
import health.careloop.web.Problem;
import health.careloop.web.Trace;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What a sender may ask with its own key: what became of a message it posted. */
@RestController
class SenderController {
    private final Senders senders;
    private final AcceptTransmission accept;
    private final Messages messages;
    private final Clock clock;

    SenderController(Senders senders, AcceptTransmission accept, Messages messages, Clock clock) {
        this.senders = senders;
        this.accept = accept;
        this.messages = messages;
        this.clock = clock;
    }

    /** Whoever names a key is asked as that sender, also where somebody is signed in. */
    @GetMapping(value = "/api/v1/messages/{messageId}", headers = IntakeController.KEY)
    @Open("the sender's signature is checked here, on method and path")
    ResponseEntity<Object> get(HttpServletRequest request, @PathVariable UUID messageId) {
        Optional<Signature> signature = Signature.of(request, clock.instant());
        Optional<Sender> sender =
                signature.isEmpty() ? Optional.empty() : senders.find(request.getHeader(IntakeController.KEY));
        if (sender.isEmpty() || !signature.get().isQuestionOf(sender.get(), request.getRequestURI())) {
            return IntakeController.NOT_SIGNED.response();
        }
        if (IntakeController.contradicts(request, sender.get())) {
            accept.keepContradiction(sender.get(), request.getRemoteAddr());
            return IntakeController.TENANT_CONTRADICTED.response();
        }
        Locale language = Frames.preferred(request);
        return asSender(sender.get(), request, messageId, language)
                .<ResponseEntity<Object>>map(wire -> wire.in(language))
                .orElseGet(() -> Problem.notFound("message").response());
    }

    private Optional<MessageWire> asSender(Sender sender, HttpServletRequest request, UUID messageId, Locale language) {
        Caller caller = new Caller(
                sender.id(),
                request.getRemoteAddr(),
                null,
                null,
                Trace.find().map(Trace::traceId).orElse(null));
        return caller.calls(() -> TenantScope.as(
                sender.tenant(), DatabaseRole.APP, () -> messages.wireForSender(sender.id(), messageId, language)));
    }
}
