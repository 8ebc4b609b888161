package health.careloop.provisioning;

import health.careloop.access.PersonId;
import health.careloop.access.TenantProvisioner;
import health.careloop.audit.Action;
import health.careloop.audit.Audit;
import health.careloop.audit.Entry;
import health.careloop.provisioning.CellRoom.Shortage;
import health.careloop.provisioning.NewTenant.Fault;
import health.careloop.tenancy.ControlDatabase;
import health.careloop.tenancy.Placement;
import health.careloop.tenancy.PlacementException;
import health.careloop.tenancy.Placing;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.tenancy.TenantId;
import health.careloop.tenancy.Tenants;
import health.careloop.tenancy.UuidV7;
import health.careloop.web.Page;
import health.careloop.web.PageRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/** Tenants in and out, for whoever runs the installation. Who may ask is decided before. */
@Component
public final class Provisioning implements TenantProvisioner {
    /** How asking for a tenant ended. */
    public sealed interface Requested {
        /** It will be made; {@link #find} says how far it is. */
        record Accepted(UUID run, TenantId tenant, String slug) implements Requested {}

        record Refused(Refusal why) implements Requested {}
    }

    /** How asking for something to be done with a tenant ended. */
    public sealed interface Changed {
        record Done(TenantId tenant) implements Changed {}

        record Refused(Refusal why) implements Changed {}

        record NoSuchTenant() implements Changed {}
    }

    /** What would be made. */
    public sealed interface Planned {
        /** @param place with names as they could be; others are drawn when it is made */
        record Possible(NewTenant tenant, Placement place) implements Planned {}

        record Refused(Refusal why) implements Planned {}
    }

    public sealed interface Refusal {
        record Invalid(List<Fault> faults) implements Refusal {}

        record Taken(Set<Tenants.Name> names) implements Refusal {}

        record NoSuchCell(String cell) implements Refusal {}

        /** @param limit of what the cell has no more room for */
        record CellFull(String cell, String limit) implements Refusal {}

        /** A run of this tenant is under way, or waits for a person. */
        record Busy(Run.State state) implements Refusal {}

        /** What was asked for does not fit the tenant's status. */
        record WrongStatus(Tenant.Status status) implements Refusal {}
    }

    private final RunStore store;
    private final TenantList list;
    private final CellRoom rooms;
    private final Runners runners;
    private final Tenants tenants;
    private final Placing placing;
    private final ControlDatabase control;
    private final Audit audit;

    Provisioning(
            RunStore store,
            TenantList list,
            CellRoom rooms,
            Runners runners,
            Tenants tenants,
            Placing placing,
            ControlDatabase control,
            Audit audit) {
        this.store = store;
        this.list = list;
        this.rooms = rooms;
        this.runners = runners;
        this.tenants = tenants;
        this.placing = placing;
        this.control = control;
        this.audit = audit;
    }

    /** Writes down that the tenant is to be made, and has it made in the background. */
    public Requested request(Draft draft, @Nullable PersonId by) {
        return request(draft, by, true);
    }

    /** Makes the tenant before it returns, if it can be made; {@link #find} says how that ended. */
    public Requested provision(Draft draft, @Nullable PersonId by) {
        Requested requested = request(draft, by, false);
        if (requested instanceof Requested.Accepted accepted) {
            runners.drive(accepted.run());
        }
        return requested;
    }

    /** For the command line and the first start: the same seven steps, of which nobody is written to. */
    @Override
    public Tenant provision(String slug, String name, @Nullable String bsnr) {
        Draft draft = new Draft(name, null, null, null, null, null, null, bsnr, slug, null);
        return switch (request(NewTenant.parseUnattended(draft), null, false)) {
            case Requested.Refused(Refusal why) -> throw new IllegalArgumentException(Answers.sentence(why));
            case Requested.Accepted accepted -> {
                runners.drive(accepted.run());
                Run run = store.find(accepted.tenant()).orElseThrow();
                if (run.state() != Run.State.DONE) {
                    throw new PlacementException(
                            "The tenant could not be made: " + run.error().orElse("see its log"));
                }
                yield run.tenant();
            }
        };
    }

    Requested request(Draft draft, @Nullable PersonId by, boolean inBackground) {
        return request(NewTenant.parse(draft), by, inBackground);
    }

    private Requested request(NewTenant.Parsed parsed, @Nullable PersonId by, boolean inBackground) {
        return switch (parsed) {
            case NewTenant.Parsed.Invalid invalid -> new Requested.Refused(new Refusal.Invalid(invalid.faults()));
            case NewTenant.Parsed.Valid valid -> {
                Tenants.Reservation wanted = reservation(valid.tenant());
                try {
                    yield control.inTransaction(() -> reserve(valid.tenant(), wanted, by, inBackground));
                } catch (DuplicateKeyException e) {
                    // Somebody asked for the same at the same moment, and was faster.
                    yield new Requested.Refused(new Refusal.Taken(tenants.taken(wanted)));
                }
            }
        };
    }

    private static Tenants.Reservation reservation(NewTenant tenant) {
        return new Tenants.Reservation(
                new TenantId(UuidV7.next()), tenant.slug(), tenant.name(), tenant.bsnr(), tenant.domain());
    }

    /** Works off, before it returns, every run that nobody works on. */
    public void takeUp() {
        store.abandoned().forEach(runners::drive);
    }

    private Requested reserve(
            NewTenant tenant, Tenants.Reservation wanted, @Nullable PersonId by, boolean inBackground) {
        Optional<Refusal> refusal = refusal(tenant, wanted);
        if (refusal.isPresent()) {
            return new Requested.Refused(refusal.get());
        }
        UUID run = UuidV7.next();
        tenants.reserve(wanted);
        store.insert(
                run,
                placing.plan(wanted.id(), tenant.tier(), tenant.cell()),
                tenant.administrator().map(RunStore.Admin::of),
                by == null ? null : by.value());
        record(
                Entry.of(Action.TENANT_REQUESTED, "tenant", wanted.id().value())
                        .with("jobId", run.toString())
                        .with("slug", wanted.slug())
                        .with("tier", tenant.tier().name()),
                wanted.id());
        if (inBackground) {
            TenantDatabase.afterCommit(() -> runners.start(run));
        }
        return new Requested.Accepted(run, wanted.id(), wanted.slug());
    }

    private Optional<Refusal> refusal(NewTenant tenant, Tenants.Reservation wanted) {
        Set<Tenants.Name> taken = tenants.taken(wanted);
        if (!taken.isEmpty()) {
            return Optional.of(new Refusal.Taken(taken));
        }
        return rooms.shortage(tenant.cell(), tenant.tier()).map(shortage -> switch (shortage) {
            case Shortage.NoSuchCell() -> new Refusal.NoSuchCell(tenant.cell());
            case Shortage.Full(String limit) -> new Refusal.CellFull(tenant.cell(), limit);
        });
    }

    /** What {@link #request} would do. Changes nothing. */
    public Planned plan(Draft draft) {
        return switch (NewTenant.parse(draft)) {
            case NewTenant.Parsed.Invalid invalid -> new Planned.Refused(new Refusal.Invalid(invalid.faults()));
            case NewTenant.Parsed.Valid valid -> {
                Tenants.Reservation wanted = reservation(valid.tenant());
                yield control.inTransaction(() -> refusal(valid.tenant(), wanted))
                        .<Planned>map(Planned.Refused::new)
                        .orElseGet(() -> new Planned.Possible(
                                valid.tenant(),
                                placing.plan(
                                        wanted.id(),
                                        valid.tenant().tier(),
                                        valid.tenant().cell())));
            }
        };
    }

    /** How far the making of this tenant is, with every log; empty also for a tenant that was made without a run. */
    public Optional<Run> find(TenantId tenant) {
        return store.find(tenant);
    }

    /** Everything the operator's list shows of one tenant. */
    public Optional<TenantList.Row> get(TenantId tenant) {
        return list.find(tenant);
    }

    /** The newest first. */
    public Page<TenantList.Row> list(PageRequest asked) {
        return list.page(TenantList.Search.EVERYBODY, asked);
    }

    /** Those who fit, the newest first. */
    public Page<TenantList.Row> list(TenantList.Search search, PageRequest asked) {
        return list.page(search, asked);
    }

    /** How many of those who fit the text have each status. */
    public Map<Tenant.Status, Integer> counts(String text) {
        return list.counts(text);
    }

    /** Where a tenant may be placed. */
    public List<TenantList.Cell> cells() {
        return list.cells();
    }

    /** Goes on with the step that failed; of a run that was rolled back, from the beginning. */
    public Changed resume(TenantId tenant) {
        return reopened(
                tenant, Run.State.RUNNING, List.of(Run.State.STANDING, Run.State.ROLLED_BACK), Action.TENANT_RESUMED);
    }

    /** Takes back what a standing run has made. */
    public Changed rollback(TenantId tenant) {
        return reopened(tenant, Run.State.ROLLING_BACK, List.of(Run.State.STANDING), Action.TENANT_ROLLED_BACK);
    }

    private Changed reopened(TenantId tenant, Run.State to, List<Run.State> from, Action action) {
        Optional<Run> found = store.find(tenant);
        if (found.isEmpty()) {
            return tenants.find(tenant)
                    .<Changed>map(known -> new Changed.Refused(new Refusal.WrongStatus(known.status())))
                    .orElseGet(Changed.NoSuchTenant::new);
        }
        Run run = found.get();
        if (run.state() == Run.State.ROLLED_BACK && to == Run.State.RUNNING) {
            Set<Tenants.Name> taken = tenants.taken(list.namesOf(tenant));
            if (!taken.isEmpty()) {
                return new Changed.Refused(new Refusal.Taken(taken));
            }
        }
        boolean reopened = control.inTransaction(() -> {
            if (!store.reopen(run.id(), to, from)) {
                return false;
            }
            record(
                    Entry.of(action, "tenant", tenant.value())
                            .with("jobId", run.id().toString()),
                    tenant);
            TenantDatabase.afterCommit(() -> runners.start(run.id()));
            return true;
        });
        return reopened ? new Changed.Done(tenant) : new Changed.Refused(new Refusal.Busy(run.state()));
    }

    /** Ends the tenant and keeps its data; from the next request on nobody reads or writes it. Repeatable. */
    public Changed archive(TenantId id) {
        Optional<Tenant> tenant = tenants.find(id);
        if (tenant.isEmpty()) {
            return new Changed.NoSuchTenant();
        }
        return switch (tenant.get().status()) {
            case ACTIVE, ARCHIVED -> {
                record(Entry.of(Action.TENANT_ARCHIVED, "tenant", id.value()), id);
                tenants.archive(id);
                yield new Changed.Done(id);
            }
            case PENDING, PROVISIONING ->
                new Changed.Refused(store.find(id)
                        .<Refusal>map(run -> new Refusal.Busy(run.state()))
                        .orElseGet(() -> new Refusal.WrongStatus(tenant.get().status())));
            case FAILED ->
                new Changed.Refused(new Refusal.WrongStatus(tenant.get().status()));
        };
    }

    /** Takes an archived tenant up again, as it was. */
    public Changed restore(TenantId id) {
        Optional<Tenant> tenant = tenants.find(id);
        if (tenant.isEmpty()) {
            return new Changed.NoSuchTenant();
        }
        if (tenant.get().status() != Tenant.Status.ARCHIVED) {
            return new Changed.Refused(new Refusal.WrongStatus(tenant.get().status()));
        }
        tenants.restore(id);
        record(Entry.of(Action.TENANT_RESTORED, "tenant", id.value()), id);
        return new Changed.Done(id);
    }

    private void record(Entry entry, TenantId about) {
        audit.recordForPlatform(entry, about);
    }
}
