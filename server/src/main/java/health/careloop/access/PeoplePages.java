package health.careloop.access;

import health.careloop.pages.PageFrame.Nav;
import health.careloop.pages.PeopleView;
import health.careloop.pages.PeopleView.Made;
import health.careloop.pages.PeopleView.Refusal;
import health.careloop.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Who works in the tenant, and the way back in for whoever forgot the password. */
@Controller
class PeoplePages {
    private final People people;
    private final PasswordResets resets;
    private final Frames frames;

    PeoplePages(People people, PasswordResets resets, Frames frames) {
        this.people = people;
        this.resets = resets;
        this.frames = frames;
    }

    @GetMapping("/people")
    @Requires(Permission.VIEW_USER)
    ResponseEntity<byte[]> people(HttpServletRequest request, SignedIn who) {
        return page(request, who, HttpStatus.OK, null, null);
    }

    @PostMapping("/people/{id}/password-link")
    @Requires({Permission.VIEW_USER, Permission.UPDATE_USER})
    ResponseEntity<byte[]> passwordLink(HttpServletRequest request, SignedIn who, @PathVariable UUID id) {
        return switch (resets.issue(who, new PersonId(id))) {
            case PasswordResets.Issue.Issued issued ->
                page(
                        request,
                        who,
                        HttpStatus.OK,
                        new Made(issued.name(), resets.link(issued.token()), issued.expiresAt()),
                        null);
            case PasswordResets.Issue.OperatorOnly() ->
                page(request, who, HttpStatus.CONFLICT, null, Refusal.OPERATOR_ONLY);
            case PasswordResets.Issue.Oneself() -> page(request, who, HttpStatus.CONFLICT, null, Refusal.ONESELF);
            case PasswordResets.Issue.NoSuchMember() ->
                throw Problem.notFound("person").exception();
        };
    }

    private ResponseEntity<byte[]> page(
            HttpServletRequest request,
            SignedIn who,
            HttpStatus status,
            @Nullable Made made,
            @Nullable Refusal refusal) {
        boolean mayChange = who.may(Permission.UPDATE_USER);
        List<PeopleView.Row> rows = people.membersOf(who.tenant()).stream()
                .map(member -> {
                    boolean oneself = member.id().equals(who.person());
                    return new PeopleView.Row(
                            member.id().value(),
                            member.name(),
                            member.email(),
                            member.role().wire(),
                            member.lastSeenAt().orElse(null),
                            oneself,
                            mayChange && !oneself);
                })
                .toList();
        return frames.page(status, "pages/people", request, Nav.PEOPLE, 0, new PeopleView(rows, made, refusal));
    }
}
