package health.careloop.bench.isolation;

import health.careloop.bench.isolation.Mutant.Aim;
import health.careloop.bench.isolation.Mutant.Kind;
import health.careloop.tenancy.Tier;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * The installation as seen over HTTP, for mutants of the shared tables' policies: committed, asked about by somebody who
 * may read much, and put back. Questions only, so that what one mutant lets through changes nothing for the next.
 */
final class Front {
    private static final Set<String> ASKING = Set.of("doctor", "admin");

    private final Installation installation;
    private final Practice victim;
    private final Practice attacker;
    private final List<Row> rows;
    private final List<Caller> callers;
    private final List<Case> cases;
    private final long seed;

    Front(Installation installation, long seed) throws IOException {
        this.installation = installation;
        this.seed = seed;
        Random random = new Random(seed);
        victim = new Practice(installation, "Kanarienvogel", Tier.POOLED, random);
        victim.receiveReports();
        attacker = new Practice(installation, "Feldlerche", Tier.POOLED, random);
        attacker.receiveReports();
        rows = Matrix.covering(EndpointInventory.of(installation.application()));
        callers = new Attackers(installation, attacker)
                .all(victim.id().toString()).stream()
                        .filter(caller -> ASKING.contains(caller.name()))
                        .toList();
        cases = Case.all(rows, callers).stream()
                .filter(each -> !each.row().changesSomething()
                        && each.varied().stream().anyMatch(slot -> slot.subject() != Subject.TENANT))
                .toList();
    }

    /** Mutants that the answers could show. */
    static boolean concerns(Mutant mutant) {
        return mutant.kind() == Kind.POLICY && mutant.name().endsWith(" open") && mutant.aim() instanceof Aim.Rows;
    }

    /** What the answers show while nothing is changed: must be nothing. */
    List<String> unmutated() throws IOException {
        return asked(outlook());
    }

    /** Commits the mutant, asks, and puts the policy back as it was. */
    List<String> asked(Mutant mutant) throws IOException {
        Aim.Rows aim = (Aim.Rows) mutant.aim();
        Outlook walled = outlook();
        mutant.change().forEach(this::execute);
        try {
            return asked(walled);
        } finally {
            execute("alter policy tenant on " + aim.table()
                    + " using (tenant_id = (select app.tid())) with check (tenant_id = (select app.tid()))");
        }
    }

    private List<String> asked(Outlook before) throws IOException {
        Tally tally = new Tally();
        try (Inquiry inquiry = new Inquiry(
                installation.port(), attacker.holdings(), victim.holdings(), victim.mark(), () -> {}, seed, tally)) {
            inquiry.ask(cases, 2L * cases.size());
        }
        List<String> found = new ArrayList<>(tally.violations());
        found.addAll(outlook().changesSince(before));
        return found;
    }

    private Outlook outlook() throws IOException {
        return Outlook.of(installation.port(), rows, callers, attacker.holdings());
    }

    private void execute(String change) {
        installation.database().sql(change).update();
    }
}
