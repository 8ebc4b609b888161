package health.careloop.access;

import health.careloop.audit.Caller;
import health.careloop.tenancy.TenantScope;
import health.careloop.web.PageRequest;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Handlers that are there to be refused, to fail, and to say what they were given. */
@RestController
@RequestMapping("/api/probe")
class ProbeController {
    @Requires(Permission.UPDATE_USER)
    @GetMapping("/administrators/{id}")
    Map<String, Object> forAdministrators(@PathVariable UUID id) {
        return Map.of("id", id);
    }

    @Requires
    @GetMapping("/bound")
    Map<String, Object> bound(SignedIn who, PageRequest page) {
        return Map.of(
                "sameTenant", TenantScope.current().tenant().equals(who.tenant()),
                "sameActor", who.person().value().equals(Caller.current().actor()),
                "session", String.valueOf(Caller.current().sessionId()),
                "limit", page.limit());
    }

    @Requires
    @PostMapping("/form")
    Map<String, Object> form() {
        return Map.of("taken", true);
    }

    @Open("to see what is told when something breaks")
    @GetMapping("/broken")
    Map<String, Object> broken() {
        throw new UncategorizedSQLException("task", "select canary", new SQLException("value canary", "22P02"));
    }
}
