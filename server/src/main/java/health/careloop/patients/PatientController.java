package health.careloop.patients;

import health.careloop.access.ClinicalRead.Kind;
import health.careloop.access.Permission;
import health.careloop.access.Requires;
import health.careloop.access.SignedIn;
import health.careloop.audit.Action;
import health.careloop.audit.Audit;
import health.careloop.audit.Entry;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.web.EntityTag;
import health.careloop.web.Page;
import health.careloop.web.PageRequest;
import health.careloop.web.Problem;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
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

/** Patients for API clients (E22). Writes name the version they saw in {@code If-Match}. */
@RestController
@RequestMapping("/api/v1/patients")
class PatientController {
    private final Patients patients;
    private final TenantDatabase database;
    private final Audit audit;
    private final Clock clock;

    PatientController(Patients patients, TenantDatabase database, Audit audit, Clock clock) {
        this.patients = patients;
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    @GetMapping
    @Requires(Permission.VIEW_PATIENTS)
    Page<PatientWire> list(SignedIn who, PageRequest page, @RequestParam(defaultValue = "") String search) {
        return database.inTransaction(() -> {
            List<Patient> found = patients.search(search, Math.toIntExact(page.offset()), page.limit());
            audit.record(found.stream()
                    .map(patient -> Entry.of(Action.PATIENT_LIST_VIEWED, "patient", patient.id())
                            .about(patient.id()))
                    .toList());
            List<PatientWire> shown = found.stream()
                    .flatMap(patient -> Disclosure.of(who, Kind.PATIENT, patient).stream())
                    .map(PatientWire::of)
                    .toList();
            return Page.of("patients", shown, patients.count(search), page);
        });
    }

    @GetMapping("/{id}")
    @Requires(Permission.VIEW_PATIENTS)
    ResponseEntity<Object> get(SignedIn who, @PathVariable UUID id) {
        Optional<Patient> found = database.inTransaction(() -> patients.find(id).map(patient -> {
            audit.record(
                    Entry.of(Action.PATIENT_VIEWED, "patient", id).about(id).version(patient.version()));
            return patient;
        }));
        return found.flatMap(patient -> Disclosure.of(who, Kind.PATIENT, patient))
                .map(PatientController::answer)
                .orElseGet(PatientController::notFound);
    }

    @PostMapping
    @Requires(Permission.EDIT_PATIENTS)
    ResponseEntity<Object> create(@RequestBody PatientWire wire) {
        wire.refuseMistakes(LocalDate.now(clock));
        Patient created = database.inTransaction(() -> patients.create(wire.demographics(), wire.identifiers()));
        return ResponseEntity.created(URI.create("/api/v1/patients/" + created.id()))
                .eTag(EntityTag.of(created.version()))
                .body(PatientWire.of(created));
    }

    @PutMapping("/{id}")
    @Requires(Permission.EDIT_PATIENTS)
    ResponseEntity<Object> update(
            SignedIn who,
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody PatientWire wire) {
        wire.refuseMistakes(LocalDate.now(clock));
        int version = EntityTag.version(ifMatch);
        return database.inTransaction(() -> {
            Optional<Patient> known = patients.find(id).filter(patient -> isWhole(who, patient));
            if (known.isEmpty()) {
                return notFound();
            }
            return patients.update(id, version, wire.demographics(), wire.identifiers())
                    .map(PatientController::answer)
                    .orElseGet(EntityTag.CHANGED_MEANWHILE::response);
        });
    }

    @DeleteMapping("/{id}")
    @Requires(Permission.EDIT_PATIENTS)
    ResponseEntity<Object> delete(
            SignedIn who,
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        int version = EntityTag.version(ifMatch);
        return database.inTransaction(() -> {
            if (patients.find(id).filter(patient -> isWhole(who, patient)).isEmpty()) {
                return notFound();
            }
            return patients.delete(id, version)
                    ? ResponseEntity.noContent().build()
                    : EntityTag.CHANGED_MEANWHILE.response();
        });
    }

    /** Who sees a record masked must not overwrite what the mask hides. */
    private static boolean isWhole(SignedIn who, Patient patient) {
        return Disclosure.of(who, Kind.PATIENT, patient).equals(Optional.of(patient));
    }

    private static ResponseEntity<Object> answer(Patient patient) {
        return ResponseEntity.ok().eTag(EntityTag.of(patient.version())).body(PatientWire.of(patient));
    }

    private static ResponseEntity<Object> notFound() {
        return Problem.notFound("patient").response();
    }
}
