package health.careloop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What a process remembers for more than one request, and by what (T-22): an answer kept under a key that two tenants can
 * share would be the wrong one's. A new field is reviewed and gets its line here.
 */
class RememberedTest {
    private static final Path MAIN = Path.of("src/main/java/health/careloop");

    private static final Map<String, String> REVIEWED = Map.ofEntries(
            Map.entry("access/Brief.answers", "by whoever makes it: see below"),
            Map.entry("access/Rights.standings", "by tenant and person"),
            Map.entry("access/Rights.sessions", "by the hash of the session's secret"),
            Map.entry("access/Gatekeeper.told", "handlers of the program: of no tenant"),
            Map.entry("intake/GroupCommit.committers", "by database: a batch has each message's tenant with it"),
            Map.entry("intake/LastMessages.asked", "databases: of no tenant"),
            Map.entry("intake/LastMessages.known", "by tenant"),
            Map.entry("intake/ProcessLdt.bsnrs", "by tenant"),
            Map.entry("keys/TenantKeys.known", "by tenant and the number of its key"),
            Map.entry("patients/Practices.known", "by tenant, table and number"),
            Map.entry("postgres/DataFolderLock.HELD_HERE", "data folders: of no tenant"),
            Map.entry("queue/Bell.places", "by database and queue: rings and carries nothing"),
            Map.entry("queue/Claims.last", "by queue: when work was last taken"),
            Map.entry("queue/Rounds.visitors", "by database"),
            Map.entry("queue/Rounds.rung", "databases"),
            Map.entry("queue/Rounds.lastSeen", "by database: numbers of waiting jobs"),
            Map.entry("senders/SecretUses.unwritten", "by sender, who is of one tenant, and secret"),
            Map.entry("senders/Senders.names", "by sender"),
            Map.entry("senders/Senders.remembered", "by key, which is of one sender"),
            Map.entry("tenancy/CellDatabase.admitted", "by tenant"),
            Map.entry("tenancy/CellDatabase.pools", "by role: no connection keeps a tenant"),
            Map.entry("tenancy/CellDatabase.schemasWithOwnStatements", "names of schemas: how statements are spelled"),
            Map.entry("tenancy/CellDatabase.shares", "by role"),
            Map.entry("tenancy/Cells.budgets", "by server"),
            Map.entry("tenancy/Cells.servers", "by server"),
            Map.entry("tenancy/ConnectionBudget.holders", "databases"),
            Map.entry("tenancy/Contexts.signed", "by tenant"),
            Map.entry("tenancy/Databases.others", "by database"),
            Map.entry("tenancy/Placements.known", "by tenant"),
            Map.entry("tenancy/TenantShares.free", "by tenant"),
            Map.entry("tenancy/WorkDatabase.clients", "by database: in nobody's name"),
            Map.entry("web/Meters.tenants", "tenants, for their labels"));

    private static final Pattern KEPT = Pattern.compile(
            "(\\w+)\\s*=\\s*(?:new ConcurrentHashMap<>\\(|ConcurrentHashMap\\.newKeySet\\(|new WeakHashMap<|new Brief<)");

    @Test
    void everythingThatIsRememberedWasReviewed() {
        assertThat(kept().keySet()).containsExactlyInAnyOrderElementsOf(REVIEWED.keySet());
    }

    private static Map<String, String> kept() {
        Map<String, String> kept = new TreeMap<>();
        try (Stream<Path> files = Files.walk(MAIN)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                Matcher field = KEPT.matcher(Files.readString(file));
                String type = MAIN.relativize(file).toString().replace(".java", "");
                while (field.find()) {
                    kept.put(type + "." + field.group(1), field.group());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return kept;
    }
}
