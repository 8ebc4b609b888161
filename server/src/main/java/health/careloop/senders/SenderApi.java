package health.careloop.senders;

import health.careloop.access.Permission;
import health.careloop.access.Requires;
import health.careloop.access.SignedIn;
import health.careloop.web.EntityTag;
import health.careloop.web.Page;
import health.careloop.web.PageRequest;
import health.careloop.web.Problem;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The tenant's senders for API clients. Changes name the version they saw in {@code If-Match}. */
@RestController
@RequestMapping("/api/v1/senders")
class SenderApi {
    static final int OVERLAP_DAYS = 7;
    static final int MOST_OVERLAP_DAYS = 90;

    private final Senders senders;

    SenderApi(Senders senders) {
        this.senders = senders;
    }

    @GetMapping
    @Requires(Permission.VIEW_SENDERS)
    Page<SenderWire> list(SignedIn who, PageRequest page) {
        List<SenderRecord> all = senders.ofTenant(who.tenant());
        return Page.of(
                "senders",
                all.stream()
                        .skip(page.offset())
                        .limit(page.limit())
                        .map(sender -> SenderWire.of(sender, null))
                        .toList(),
                all.size(),
                page);
    }

    @GetMapping("/{id}")
    @Requires(Permission.VIEW_SENDERS)
    ResponseEntity<Object> get(SignedIn who, @PathVariable UUID id) {
        return answer(who, id, HttpStatus.OK, null);
    }

    @PostMapping
    @Requires({Permission.VIEW_SENDERS, Permission.UPDATE_SENDERS})
    ResponseEntity<Object> create(SignedIn who, @RequestBody SenderWire.Draft wire) {
        NewSender made = senders.create(who.tenant(), draft(wire));
        return answer(who, made.id(), HttpStatus.CREATED, made.secret());
    }

    @PutMapping("/{id}")
    @Requires({Permission.VIEW_SENDERS, Permission.UPDATE_SENDERS})
    ResponseEntity<Object> update(
            SignedIn who,
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody SenderWire.Draft wire) {
        SenderDraft draft = draft(wire);
        int version = EntityTag.version(ifMatch);
        if (senders.find(who.tenant(), id).isEmpty()) {
            return notFound();
        }
        return senders.change(who.tenant(), id, version, draft)
                ? answer(who, id, HttpStatus.OK, null)
                : EntityTag.CHANGED_MEANWHILE.response();
    }

    /** One more secret; those before it end after {@code overlapDays}. */
    @PostMapping("/{id}/secrets")
    @Requires({Permission.VIEW_SENDERS, Permission.UPDATE_SENDERS})
    ResponseEntity<Object> renewSecret(
            SignedIn who, @PathVariable UUID id, @RequestParam(defaultValue = "" + OVERLAP_DAYS) int overlapDays) {
        if (overlapDays < 0 || overlapDays > MOST_OVERLAP_DAYS) {
            throw Problem.badRequest("overlapDays says for how long the secrets before stay valid: 0 to 90 days.")
                    .exception();
        }
        return senders.renewSecret(who.tenant(), id, Duration.ofDays(overlapDays))
                .map(made -> answer(who, id, HttpStatus.CREATED, made.secret()))
                .orElseGet(SenderApi::notFound);
    }

    @DeleteMapping("/{id}/secrets/{number}")
    @Requires({Permission.VIEW_SENDERS, Permission.UPDATE_SENDERS})
    ResponseEntity<Object> endSecret(SignedIn who, @PathVariable UUID id, @PathVariable int number) {
        return senders.endSecret(who.tenant(), id, number)
                ? ResponseEntity.noContent().build()
                : Problem.notFound("secret").response();
    }

    private ResponseEntity<Object> answer(SignedIn who, UUID id, HttpStatus status, @Nullable String secret) {
        return senders.find(who.tenant(), id)
                .map(sender -> {
                    ResponseEntity.BodyBuilder builder =
                            ResponseEntity.status(status).eTag(EntityTag.of(sender.version()));
                    if (status == HttpStatus.CREATED) {
                        builder.location(URI.create("/api/v1/senders/" + id));
                    }
                    return builder.<Object>body(SenderWire.of(sender, secret));
                })
                .orElseGet(SenderApi::notFound);
    }

    private static SenderDraft draft(SenderWire.Draft wire) {
        Dialect dialect = wire.dialect() == null
                ? Dialect.STANDARD_WEBHOOKS
                : Dialect.ofWire(wire.dialect())
                        .orElseThrow(() -> Problem.badRequest("dialect is standard_webhooks or timestamp_signature.")
                                .exception());
        SenderDraft draft = new SenderDraft(
                wire.name() == null ? "" : wire.name(),
                dialect,
                wire.addresses() == null
                        ? List.of()
                        : wire.addresses().stream()
                                .map(each -> Objects.toString(each, ""))
                                .toList(),
                wire.active() == null || wire.active());
        Set<SenderDraft.Mistake> mistakes = draft.mistakes();
        if (!mistakes.isEmpty()) {
            throw Problem.badRequest(
                            mistakes.stream().map(SenderDraft.Mistake::sentence).collect(Collectors.joining(" ")))
                    .exception();
        }
        return draft;
    }

    private static ResponseEntity<Object> notFound() {
        return Problem.notFound("sender").response();
    }
}
