package health.careloop.senders;

import health.careloop.access.Frames;
import health.careloop.access.Permission;
import health.careloop.access.Requires;
import health.careloop.access.SignedIn;
import health.careloop.pages.PageFrame.Nav;
import health.careloop.senders.SenderView.Said;
import health.careloop.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Who may post for the tenant: one page for all, one for each. */
@Controller
@RequestMapping(SenderPages.PATH)
class SenderPages {
    static final String PATH = "/senders";

    private final Senders senders;
    private final Frames frames;
    private final Clock clock;

    SenderPages(Senders senders, Frames frames, Clock clock) {
        this.senders = senders;
        this.frames = frames;
        this.clock = clock;
    }

    @GetMapping
    @Requires(Permission.VIEW_SENDERS)
    ResponseEntity<byte[]> list(HttpServletRequest request, SignedIn who) {
        return list(request, who, HttpStatus.OK, "", Set.of());
    }

    @PostMapping
    @Requires({Permission.VIEW_SENDERS, Permission.UPDATE_SENDERS})
    ResponseEntity<byte[]> create(
            HttpServletRequest request, SignedIn who, @RequestParam(defaultValue = "") String name) {
        SenderDraft draft = SenderDraft.named(name);
        Set<SenderDraft.Mistake> mistakes = draft.mistakes();
        if (!mistakes.isEmpty()) {
            return list(request, who, HttpStatus.BAD_REQUEST, name, mistakes);
        }
        NewSender made = senders.create(who.tenant(), draft);
        return page(request, who, HttpStatus.CREATED, found(who, made.id()), null, Set.of(), null, made.secret());
    }

    @GetMapping("/{id}")
    @Requires(Permission.VIEW_SENDERS)
    ResponseEntity<byte[]> get(
            HttpServletRequest request,
            SignedIn who,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String said) {
        return page(
                request,
                who,
                HttpStatus.OK,
                found(who, id),
                null,
                Set.of(),
                "saved".equals(said) ? Said.SAVED : "ended".equals(said) ? Said.SECRET_ENDED : null,
                null);
    }

    @PostMapping("/{id}")
    @Requires({Permission.VIEW_SENDERS, Permission.UPDATE_SENDERS})
    ResponseEntity<byte[]> change(
            HttpServletRequest request,
            SignedIn who,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "0") int version,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "standard_webhooks") String dialect,
            @RequestParam(defaultValue = "") String addresses,
            @RequestParam(defaultValue = "false") boolean active) {
        SenderRecord known = found(who, id);
        SenderDraft draft = new SenderDraft(
                name,
                Dialect.ofWire(dialect).orElse(known.dialect()),
                List.of(addresses.strip().split("[\\s,;]+")).stream()
                        .filter(each -> !each.isEmpty())
                        .toList(),
                active);
        Set<SenderDraft.Mistake> mistakes = draft.mistakes();
        if (!mistakes.isEmpty()) {
            return page(request, who, HttpStatus.BAD_REQUEST, known, draft, mistakes, null, null);
        }
        if (!senders.change(who.tenant(), id, version, draft)) {
            return page(
                    request, who, HttpStatus.CONFLICT, found(who, id), draft, Set.of(), Said.CHANGED_MEANWHILE, null);
        }
        return to(id, "saved");
    }

    @PostMapping("/{id}/secrets")
    @Requires({Permission.VIEW_SENDERS, Permission.UPDATE_SENDERS})
    ResponseEntity<byte[]> renewSecret(
            HttpServletRequest request,
            SignedIn who,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "7") int days) {
        Duration overlap = Duration.ofDays(Math.clamp(days, 0, SenderApi.MOST_OVERLAP_DAYS));
        NewSender made = senders.renewSecret(who.tenant(), id, overlap)
                .orElseThrow(() -> Problem.notFound("sender").exception());
        return page(request, who, HttpStatus.CREATED, found(who, id), null, Set.of(), null, made.secret());
    }

    @PostMapping("/{id}/secrets/{number}/end")
    @Requires({Permission.VIEW_SENDERS, Permission.UPDATE_SENDERS})
    ResponseEntity<byte[]> endSecret(SignedIn who, @PathVariable UUID id, @PathVariable int number) {
        found(who, id);
        senders.endSecret(who.tenant(), id, number);
        return to(id, "ended");
    }

    private SenderRecord found(SignedIn who, UUID id) {
        return senders.find(who.tenant(), id)
                .orElseThrow(() -> Problem.notFound("sender").exception());
    }

    private ResponseEntity<byte[]> list(
            HttpServletRequest request,
            SignedIn who,
            HttpStatus status,
            String typed,
            Set<SenderDraft.Mistake> mistakes) {
        SenderListView view = new SenderListView(
                senders.ofTenant(who.tenant()), clock.instant(), who.may(Permission.UPDATE_SENDERS), typed, mistakes);
        return frames.page(status, "senders/senders", request, Nav.SENDERS, 0, view);
    }

    private ResponseEntity<byte[]> page(
            HttpServletRequest request,
            SignedIn who,
            HttpStatus status,
            SenderRecord sender,
            @Nullable SenderDraft typed,
            Set<SenderDraft.Mistake> mistakes,
            @Nullable Said said,
            @Nullable String made) {
        SenderDraft draft = typed == null
                ? new SenderDraft(sender.name(), sender.dialect(), sender.addresses(), sender.active())
                : typed;
        String address = ServletUriComponentsBuilder.fromRequestUri(request)
                .replacePath("/api/mirth-webhook")
                .replaceQuery(null)
                .toUriString();
        SenderView view = new SenderView(
                sender, draft, mistakes, said, made, address, clock.instant(), who.may(Permission.UPDATE_SENDERS));
        return frames.page(status, "senders/sender", request, Nav.SENDERS, 0, view);
    }

    private static ResponseEntity<byte[]> to(UUID id, String said) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(PATH + "/" + id + "?said=" + said))
                .build();
    }
}
