package health.careloop.access;

import health.careloop.access.SignInOutcome.SignedInSession;
import health.careloop.pages.PageFrame.Nav;
import health.careloop.pages.TenantsView;
import health.careloop.pages.WelcomeView;
import health.careloop.tenancy.TenantId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where a person begins: in which tenant, and on which page. */
@Controller
class StartPages {
    private final SignIn signIn;
    private final People people;
    private final Frames frames;

    StartPages(SignIn signIn, People people, Frames frames) {
        this.signIn = signIn;
        this.people = people;
        this.frames = frames;
    }

    /** The first page of those the role has; for a role without any, what it is for. */
    @GetMapping("/")
    @Requires
    ResponseEntity<byte[]> start(HttpServletRequest request, SignedIn who) {
        Optional<Nav> first = Frames.reachable(who).stream().findFirst();
        if (first.isPresent()) {
            return SignInPages.seeOther(first.get().path());
        }
        List<String> administrators = who.role() == Role.PATIENT
                ? List.of()
                : people.membersOf(who.tenant()).stream()
                        .filter(member -> member.role() == Role.ADMIN)
                        .map(People.Member::name)
                        .toList();
        WelcomeView view = new WelcomeView(List.copyOf(who.role().permissions()), administrators);
        return frames.page("pages/welcome", request, Nav.NONE, 0, view);
    }

    @GetMapping("/tenants")
    @Open("who has signed in and not yet said where is not signed in yet")
    ResponseEntity<byte[]> tenants(HttpServletRequest request) {
        Optional<TenantId> here = Call.of(request)
                .flatMap(call -> Optional.ofNullable(call.who()))
                .map(SignedIn::tenant);
        List<TenantsView.Place> places = SessionCookie.read(request).map(signIn::choices).orElse(List.of()).stream()
                .map(membership -> new TenantsView.Place(
                        membership.tenant().value(),
                        membership.tenantName(),
                        membership.role().wire(),
                        here.equals(Optional.of(membership.tenant()))))
                .toList();
        return places.isEmpty()
                ? SignInPages.seeOther("/login")
                : frames.page("pages/tenants", request, Nav.NONE, 0, new TenantsView(places));
    }

    /** Always to the start: an address of the tenant before leads nowhere in this one. */
    @PostMapping("/tenants")
    @Open("who has signed in and not yet said where is not signed in yet")
    ResponseEntity<byte[]> choose(HttpServletRequest request, HttpServletResponse response, @RequestParam UUID tenant) {
        Optional<String> token = SessionCookie.read(request);
        Optional<SignedInSession> session = token.flatMap(known -> signIn.switchTenant(known, new TenantId(tenant)));
        if (session.isPresent()) {
            SessionCookie.give(response, session.get().token());
            return SignInPages.seeOther("/");
        }
        boolean over = token.map(signIn::choices).orElse(List.of()).isEmpty();
        return SignInPages.seeOther(over ? "/login?notice=choose-again" : "/tenants");
    }
}
