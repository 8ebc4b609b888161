package health.careloop.demo;

import health.careloop.access.Activations;
import health.careloop.access.People;
import health.careloop.access.Role;
import health.careloop.access.SecondFactors;
import health.careloop.access.Totp;
import health.careloop.provisioning.Provisioning;
import health.careloop.senders.Senders;
import health.careloop.tenancy.Tenants;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationContext;

/** The story a stranger watches: practices are provisioned, the laboratory posts, the doctor reads. */
public final class Demo {
    /** Long enough to be allowed; no secret in a demonstration. */
    static final String PASSWORD = "kalter Tee am Morgen";

    /** Of whoever runs the installation. No secret either: it stands here. */
    static final Totp SECOND_FACTOR = Totp.ofBase32("KALT ERTE EAMM ORGE NINL INDE NDEM O234");

    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    private final String url;
    private final PrintStream out;
    private final HttpClient http = HttpClient.newHttpClient();
    private final DemoPractices practices;

    public Demo(ApplicationContext application, String url, PrintStream out) {
        this.url = url;
        this.out = out;
        this.practices = new DemoPractices(
                application.getBean(Tenants.class),
                application.getBean(Provisioning.class),
                application.getBean(People.class),
                application.getBean(Activations.class),
                application.getBean(Senders.class),
                application.getBean(SecondFactors.class));
    }

    /** Whether the story was not told here yet: told again, every start would leave another day behind. */
    public boolean isFresh() {
        return practices.areMissing();
    }

    /**
     * Provisions and sends the user's own files, without the story.
     *
     * @return whether none was lost
     */
    public boolean again(List<Path> files) {
        return run(files, false);
    }

    /**
     * Provisions, sends the story's messages and then the user's own.
     *
     * @return whether every step was seen
     */
    public boolean run(List<Path> files) {
        return run(files, true);
    }

    private boolean run(List<Path> files, boolean story) {
        Map<String, DemoPractice> provisioned = new LinkedHashMap<>();
        practices.provision().forEach(practice -> provisioned.put(practice.slug(), practice));
        DemoPractice linden = provisioned.get("linden");
        DemoPractice ahorn = provisioned.get("ahorn");
        DemoPractice own = provisioned.get("eigene-dateien");
        if (linden == null || ahorn == null || own == null) {
            throw new IllegalStateException("A practice is missing");
        }
        Timeline timeline = new Timeline(out);
        if (story) {
            timeline.heading("A laboratory, two practices, and what becomes of its messages");
            new Story(http, url, linden, ahorn, timeline, LocalDateTime.now(ZONE)).tell();
        } else {
            timeline.heading("The day was played here before: delete the data folder to see it again");
        }
        if (!files.isEmpty()) {
            timeline.heading("Your own files");
            new OwnFiles(http, url, List.of(linden, ahorn, own), timeline).send(files);
        }
        return timeline.allSeen();
    }

    /** Where to look, and as whom. */
    public void printLogins() {
        out.println();
        out.println("  Open      " + url);
        out.println("  Password  " + PASSWORD + "   (of everybody)");
        for (DemoPractice practice : practices.provisioned()) {
            boolean own = practice.bsnr().isEmpty();
            out.println();
            out.println("  " + practice.name()
                    + practice.bsnr().map(bsnr -> ", BSNR " + bsnr).orElse(": takes files that name another practice"));
            login(practice, Role.DOCTOR, own ? "what --send brought here" : "the inbox, reports, PDF, original bytes");
            login(practice, Role.NURSE, "the same reports; no messages");
            login(practice, Role.ADMIN, "what arrived and what became of it; no patient");
        }
        out.println();
        out.println("  This installation");
        out.println(
                "    %-17s %s".formatted("platform_operator", DemoPractice.login("linden", Role.PLATFORM_OPERATOR)));
        out.println("    %-17s %s, for an authenticator app; now %s"
                .formatted("second factor", SECOND_FACTOR.base32(), SECOND_FACTOR.codeAt(Instant.now())));
        out.println("    %-17s %s".formatted("new tenants", url + "/console/tenants"));
        out.println("    %-17s %s, instead of being sent".formatted("their mails", url + "/console/mails"));
        out.println();
    }

    private void login(DemoPractice practice, Role role, String sees) {
        out.println("    %-13s %-34s %s".formatted(role.wire(), practice.login(role), sees));
    }
}
