package health.careloop.provisioning;

import health.careloop.provisioning.NewTenant.Fault;
import health.careloop.provisioning.Provisioning.Changed;
import health.careloop.provisioning.Provisioning.Refusal;
import health.careloop.tenancy.Tenants;
import health.careloop.web.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.ResponseEntity;

/** Tenants and runs as the API spells them (C22). */
final class Answers {
    private Answers() {}

    static Problem problem(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Invalid invalid ->
                Problem.of(
                                422,
                                "tenant-invalid",
                                "Not a tenant yet",
                                "Some fields are missing or wrong; each is named with what belongs there.")
                        .with(
                                "faults",
                                invalid.faults().stream().map(Answers::fault).toList());
            case Refusal.Taken taken ->
                Problem.of(
                                409,
                                "tenant-exists",
                                "There is such a tenant",
                                "Another tenant has the "
                                        + taken.names().stream()
                                                .map(Answers::word)
                                                .collect(Collectors.joining(" and the "))
                                        + " you named. Look it up in the list, or name another.")
                        .with("taken", taken.names().stream().map(Answers::word).toList());
            case Refusal.NoSuchCell(String cell) ->
                Problem.of(
                        422,
                        "cell-not-found",
                        "Cell not found",
                        "There is no cell '" + cell + "' in this installation. Leave it out for 'local'.");
            case Refusal.CellFull(String cell, String limit) ->
                Problem.of(
                                409,
                                "cell-full",
                                "Cell full",
                                "The cell '" + cell + "' has as many " + limit
                                        + " as it may. Name another cell, or raise its limit.")
                        .with("limit", limit);
            case Refusal.Busy(Run.State state) ->
                Problem.of(
                                409,
                                "tenant-busy",
                                "Not now",
                                state == Run.State.STANDING
                                        ? "The making of this tenant waits for a decision. Resume it or roll it back first."
                                        : "The making of this tenant does not allow it. Look at its provisioning status.")
                        .with("state", word(state));
            case Refusal.WrongStatus(var status) ->
                Problem.of(
                                409,
                                "tenant-status",
                                "Not in this status",
                                "The tenant is " + word(status) + ", and this needs another status.")
                        .with("tenantStatus", word(status));
        };
    }

    /** For whoever reads no JSON. */
    static String sentence(Refusal refusal) {
        return refusal instanceof Refusal.Invalid(List<Fault> faults)
                ? faults.stream().map(Fault::sentence).collect(Collectors.joining(" "))
                : problem(refusal).detail();
    }

    private static Map<String, Object> fault(Fault fault) {
        return Map.of("field", fault.field(), "sentence", fault.sentence());
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String word(Tenants.Name name) {
        return name.name().toLowerCase(Locale.ROOT);
    }

    /** As part of a larger answer. */
    static Map<String, Object> inline(Problem problem) {
        Map<String, Object> wire = new LinkedHashMap<>();
        wire.put("type", Problem.TYPES + problem.name());
        wire.put("title", problem.title());
        wire.put("status", problem.status());
        wire.put("detail", problem.detail());
        wire.putAll(problem.more());
        return wire;
    }

    static Map<String, Object> tenant(TenantList.Row row) {
        Map<String, Object> wire = new LinkedHashMap<>();
        wire.put("tenantId", row.id().value());
        wire.put("slug", row.slug());
        wire.put("name", row.name());
        wire.put("status", word(row.status()));
        row.tier().ifPresent(tier -> wire.put("tier", word(tier)));
        row.cell().ifPresent(cell -> wire.put("cell", cell));
        row.version().ifPresent(version -> wire.put("schemaVersion", version));
        row.domain().ifPresent(domain -> wire.put("domain", domain));
        row.bsnr().ifPresent(bsnr -> wire.put("bsnr", bsnr));
        row.contract().ifPresent(contract -> wire.put("sorobanContractId", contract));
        row.run().ifPresent(state -> wire.put("provisioning", word(state)));
        wire.put("createdAt", row.createdAt());
        row.archivedAt().ifPresent(at -> wire.put("archivedAt", at));
        return wire;
    }

    /** The steps keep their names: C4 and whoever reads the log call them so. */
    static Map<String, Object> run(Run run) {
        Map<String, Object> wire = new LinkedHashMap<>();
        wire.put("jobId", run.id());
        wire.put("tenantId", run.tenant().id().value());
        wire.put("tenantStatus", word(run.tenant().status()));
        wire.put("state", word(run.state()));
        wire.put("progress", run.progress());
        wire.put("completedSteps", run.completed());
        wire.put("totalSteps", ProvisioningStep.COUNT);
        run.error().ifPresent(error -> wire.put("error", error));
        wire.put("createdAt", run.createdAt());
        run.finishedAt().ifPresent(at -> wire.put("finishedAt", at));
        wire.put("logs", run.logs().stream().map(Answers::log).toList());
        return wire;
    }

    private static Map<String, Object> log(Run.Log log) {
        Map<String, Object> wire = new LinkedHashMap<>();
        wire.put("step", log.step().name());
        wire.put("attempt", log.attempt());
        wire.put("status", word(log.status()));
        log.durationMillis().ifPresent(millis -> wire.put("durationMs", millis));
        if (!log.result().isEmpty()) {
            wire.put("result", log.result());
        }
        log.error().ifPresent(error -> wire.put("error", error));
        wire.put("at", log.at());
        return wire;
    }

    static ResponseEntity<Object> changed(Changed changed, java.util.function.Supplier<Object> body) {
        return switch (changed) {
            case Changed.Done ignored -> ResponseEntity.ok(body.get());
            case Changed.Refused(Refusal why) -> problem(why).response();
            case Changed.NoSuchTenant() -> Problem.notFound("tenant").response();
        };
    }

    /** What a run does, for a plan. */
    static List<String> steps() {
        return java.util.Arrays.stream(ProvisioningStep.values())
                .map(Enum::name)
                .toList();
    }
}
