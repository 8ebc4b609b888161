package health.careloop.pages;

import health.careloop.access.Permission;
import health.careloop.console.ConsoleSamples;
import health.careloop.intake.MessageState;
import health.careloop.pages.ActivationView.ActivationProblem;
import health.careloop.pages.CodeView.CodeProblem;
import health.careloop.pages.CodeView.Occasion;
import health.careloop.pages.ErrorView.ErrorReason;
import health.careloop.pages.ForgottenView.ForgottenProblem;
import health.careloop.pages.LoginView.LoginNotice;
import health.careloop.pages.LoginView.LoginProblem;
import health.careloop.pages.PageFrame.Csrf;
import health.careloop.pages.PageFrame.Nav;
import health.careloop.pages.PageFrame.Preferences;
import health.careloop.pages.PageFrame.SignedIn;
import health.careloop.provisioning.RegisterView;
import health.careloop.provisioning.RegisterView.RegisterState;
import health.careloop.results.InboxFilter;
import health.careloop.senders.SenderSamples;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every screen in every state. */
record Screen(String name, String template, boolean signedIn, Nav nav, Object view) {
    static final String NONCE = "bm9uY2Utb2Ytc2NyZWVucw";
    private static final Pages PAGES = new Pages();
    private static final SignedIn HEAD_DOCTOR = new SignedIn(
            "Dr. Carla Vorbild",
            "head_doctor",
            EnumSet.of(Nav.INBOX, Nav.MESSAGES, Nav.SENDERS, Nav.PEOPLE),
            true,
            Stream.of(Permission.values()).map(Permission::wire).collect(Collectors.toSet()));

    private static final SignedIn OPERATOR = new SignedIn(
            "Otto Obhut",
            "admin",
            EnumSet.of(Nav.MESSAGES, Nav.PEOPLE, Nav.TENANTS),
            true,
            Stream.of(Permission.values()).map(Permission::wire).collect(Collectors.toSet()));

    static PageFrame frame(Locale locale, boolean signedIn, Nav nav, String path) {
        Texts texts = Texts.of(locale, ZoneId.of("Europe/Berlin"), Samples.NOW);
        return new PageFrame(
                texts,
                Preferences.DEFAULT,
                new Csrf("_csrf", "X-CSRF-TOKEN", "c3JmLXRva2Vu-_x"),
                NONCE,
                signedIn ? (nav == Nav.TENANTS ? OPERATOR : HEAD_DOCTOR) : null,
                "Praxis Linden",
                signedIn ? 8 : 0,
                signedIn ? new PageFrame.Waiting(3, 1, 2) : PageFrame.Waiting.NOTHING,
                nav,
                path);
    }

    byte[] render(Locale locale) {
        return PAGES.render(template, frame(locale, signedIn, nav, "/inbox?filter=all&page=2"), view);
    }

    /** Differs from another screen in its words alone. */
    boolean isOneOfMany() {
        return name.matches("(login-(?!locked)|error-(?!broken)|messages-none-(?!dead)).*");
    }

    /** Stands for its template when there is little time. */
    boolean isMain() {
        return List.of(
                        "inbox",
                        "report",
                        "report-hostile",
                        "patient",
                        "messages",
                        "message-dead-letter",
                        "styleguide",
                        "activate-wrong",
                        "reset",
                        "forgotten",
                        "forgotten-asked",
                        "login",
                        "people-link",
                        "code-wrong",
                        "second-factor-wrong",
                        "tenants",
                        "tenants-sign-in",
                        "welcome",
                        "console-tenants",
                        "console-tenant-running",
                        "console-tenant-standing",
                        "console-tenant-unattended",
                        "console-new-wrong",
                        "console-new-plan",
                        "console-archive-hostile",
                        "console-mail",
                        "error-broken")
                .contains(name);
    }

    @Override
    public String toString() {
        return name;
    }

    private static Screen in(String name, String template, Nav nav, Object view) {
        return new Screen(name, template, true, nav, view);
    }

    private static Screen out(String name, String template, Object view) {
        return new Screen(name, template, false, Nav.NONE, view);
    }

    /** Of those who run the installation. */
    private static Stream<Screen> console() {
        return Stream.of(
                console("tenants", "tenants", ConsoleSamples.tenants()),
                console("tenants-empty", "tenants", ConsoleSamples.tenantsEmpty()),
                console("tenants-none-failed", "tenants", ConsoleSamples.tenantsNoneFailed()),
                console("tenants-nothing-found", "tenants", ConsoleSamples.tenantsNothingFound()),
                console("tenants-many", "tenants", ConsoleSamples.tenantsMany()),
                console("tenants-hostile", "tenants", ConsoleSamples.tenantsHostile()),
                console("tenant-running", "tenant", ConsoleSamples.tenantRunning()),
                console("tenant-done", "tenant", ConsoleSamples.tenantDone()),
                console("tenant-unattended", "tenant", ConsoleSamples.tenantUnattended()),
                console("tenant-standing", "tenant", ConsoleSamples.tenantStanding()),
                console("tenant-failed", "tenant", ConsoleSamples.tenantFailed()),
                console("tenant-archived", "tenant", ConsoleSamples.tenantArchived()),
                console("tenant-hostile", "tenant", ConsoleSamples.tenantHostile()),
                console("archive", "confirmation", ConsoleSamples.archive()),
                console("archive-hostile", "confirmation", ConsoleSamples.archiveHostile()),
                console("restore", "confirmation", ConsoleSamples.restore()),
                console("new", "new-tenant", ConsoleSamples.form()),
                console("new-plan", "new-tenant", ConsoleSamples.formPlanned()),
                console("new-wrong", "new-tenant", ConsoleSamples.formHostile()),
                console("mails", "mails", ConsoleSamples.mails()),
                console("mails-empty", "mails", ConsoleSamples.mailsEmpty()),
                console("mails-sent", "mails", ConsoleSamples.mailsSent()),
                console("mail", "mail", ConsoleSamples.mail()),
                console("mail-hostile", "mail", ConsoleSamples.mailHostile()));
    }

    private static Screen console(String name, String template, Object view) {
        return in("console-" + name, "console/" + template, Nav.TENANTS, view);
    }

    static List<Screen> all() {
        return Stream.of(
                        console(),
                        Stream.of(
                                out(
                                        "register",
                                        "provisioning/register",
                                        new RegisterView(
                                                "token",
                                                "Praxis Linden",
                                                "chef@praxis-linden.example",
                                                RegisterState.ASKED)),
                                out(
                                        "register-begun",
                                        "provisioning/register",
                                        new RegisterView("", "\"><b>x", "", RegisterState.BEGUN)),
                                out("code", "pages/code", new CodeView(Occasion.SIGN_IN, "/", null, null)),
                                out(
                                        "code-wrong",
                                        "pages/code",
                                        new CodeView(Occasion.SIGN_IN, "/", CodeProblem.WRONG, null)),
                                out(
                                        "code-early",
                                        "pages/code",
                                        new CodeView(
                                                Occasion.SIGN_IN, "/", CodeProblem.TOO_EARLY, Duration.ofSeconds(90))),
                                in(
                                        "code-confirm",
                                        "pages/code",
                                        Nav.NONE,
                                        new CodeView(Occasion.CONFIRM, "/people\"><b>x", null, null)),
                                in("second-factor", "pages/second-factor", Nav.NONE, AccountSamples.factor(true, null)),
                                in(
                                        "second-factor-wrong",
                                        "pages/second-factor",
                                        Nav.NONE,
                                        AccountSamples.factor(false, CodeProblem.WRONG)),
                                in(
                                        "second-factor-over",
                                        "pages/second-factor",
                                        Nav.NONE,
                                        AccountSamples.factor(false, CodeProblem.OFFER_OVER)),
                                in(
                                        "second-factor-present",
                                        "pages/second-factor",
                                        Nav.NONE,
                                        new SecondFactorView(true, "/", null, Samples.NOW, null, null)),
                                in("inbox", "results/inbox", Nav.INBOX, InboxSamples.inbox()),
                                in("inbox-too-many", "results/inbox", Nav.INBOX, InboxSamples.inboxTooMany()),
                                in("inbox-hostile", "results/inbox", Nav.INBOX, InboxSamples.inboxHostile()),
                                in(
                                        "inbox-empty",
                                        "results/inbox",
                                        Nav.INBOX,
                                        InboxSamples.inboxEmpty(InboxFilter.ALL, "")),
                                in(
                                        "inbox-read",
                                        "results/inbox",
                                        Nav.INBOX,
                                        InboxSamples.inboxEmpty(InboxFilter.UNREAD, "")),
                                in(
                                        "inbox-no-critical",
                                        "results/inbox",
                                        Nav.INBOX,
                                        InboxSamples.inboxEmpty(InboxFilter.CRITICAL, "")),
                                in(
                                        "inbox-nothing-found",
                                        "results/inbox",
                                        Nav.INBOX,
                                        InboxSamples.inboxEmpty(InboxFilter.ALL, "Zyx \"<b>")),
                                in("report", "results/report", Nav.INBOX, ReportSamples.report()),
                                in("report-outdated", "results/report", Nav.INBOX, ReportSamples.reportOutdated()),
                                in("report-incomplete", "results/report", Nav.INBOX, ReportSamples.reportIncomplete()),
                                in("report-beside", "results/report", Nav.INBOX, ReportSamples.reportBeside()),
                                in("report-replaced", "results/report", Nav.INBOX, ReportSamples.reportReplaced()),
                                in("report-normal", "results/report", Nav.INBOX, ReportSamples.reportNormal()),
                                in("report-hostile", "results/report", Nav.INBOX, ReportSamples.reportHostile()),
                                in(
                                        "report-without-values",
                                        "results/report",
                                        Nav.INBOX,
                                        ReportSamples.reportWithoutValues()),
                                in("patient", "patients/patient", Nav.INBOX, ReportSamples.patient()),
                                in(
                                        "patient-without-reports",
                                        "patients/patient",
                                        Nav.INBOX,
                                        ReportSamples.patientWithoutReports()),
                                in("messages", "intake/messages", Nav.MESSAGES, MessageSamples.messages()),
                                in(
                                        "messages-empty",
                                        "intake/messages",
                                        Nav.MESSAGES,
                                        MessageSamples.messagesEmpty(null)),
                                in("message", "intake/message", Nav.MESSAGES, MessageSamples.trail()),
                                in(
                                        "message-dead-letter",
                                        "intake/message",
                                        Nav.MESSAGES,
                                        MessageSamples.trailDeadLetter()),
                                in(
                                        "message-quarantined",
                                        "intake/message",
                                        Nav.MESSAGES,
                                        MessageSamples.trailQuarantined()),
                                in("message-running", "intake/message", Nav.MESSAGES, MessageSamples.trailRunning()),
                                in("styleguide", "pages/styleguide", Nav.NONE, ""),
                                out("login", "pages/login", new LoginView("", null, null, null, true)),
                                out(
                                        "login-locked",
                                        "pages/login",
                                        new LoginView(
                                                "carla@praxis-linden.example",
                                                LoginProblem.LOCKED,
                                                Duration.ofMinutes(4),
                                                null,
                                                true)),
                                out(
                                        "forgotten",
                                        "pages/forgotten",
                                        new ForgottenView(
                                                "carla.praxis-linden.example",
                                                false,
                                                ForgottenProblem.NO_ADDRESS,
                                                null)),
                                out(
                                        "forgotten-asked",
                                        "pages/forgotten",
                                        new ForgottenView("carla@praxis-linden.example", true, null, null)),
                                out(
                                        "activate",
                                        "pages/activate",
                                        new ActivationView(
                                                "t0k3n",
                                                "carla@praxis-linden.example",
                                                "doctor",
                                                Samples.NOW.plusSeconds(86400),
                                                "",
                                                15,
                                                false,
                                                "Praxis Linden",
                                                List.of())),
                                out(
                                        "activate-known",
                                        "pages/activate",
                                        new ActivationView(
                                                "t0k3n",
                                                "carla@praxis-linden.example",
                                                "doctor",
                                                Samples.NOW.plusSeconds(86400),
                                                "",
                                                15,
                                                true,
                                                "Praxis Linden",
                                                List.of(ActivationProblem.PASSWORD_WRONG))),
                                out(
                                        "reset",
                                        "pages/reset",
                                        new ResetView(
                                                "t0k3n",
                                                "carla@praxis-linden.example",
                                                Samples.NOW.plusSeconds(86400),
                                                15,
                                                List.of())),
                                out(
                                        "reset-wrong",
                                        "pages/reset",
                                        new ResetView(
                                                "t0k3n",
                                                "carla@praxis-linden.example",
                                                Samples.NOW.plusSeconds(86400),
                                                15,
                                                List.of(
                                                        ActivationProblem.PASSWORD_TOO_SHORT,
                                                        ActivationProblem.PASSWORDS_DIFFER))),
                                in(
                                        "people",
                                        "pages/people",
                                        Nav.PEOPLE,
                                        new PeopleView(AccountSamples.PEOPLE, null, null)),
                                in(
                                        "people-link",
                                        "pages/people",
                                        Nav.PEOPLE,
                                        new PeopleView(
                                                AccountSamples.PEOPLE,
                                                new PeopleView.Made(
                                                        "Nadja Pflege",
                                                        "https://careloop.praxis-linden.example/reset?token=N0tAS3cretButAsLong_AsOne-AndAsWide0123456",
                                                        Samples.NOW.plusSeconds(86400)),
                                                null)),
                                in(
                                        "people-refused",
                                        "pages/people",
                                        Nav.PEOPLE,
                                        new PeopleView(AccountSamples.PEOPLE, null, PeopleView.Refusal.OPERATOR_ONLY)),
                                in("senders", "senders/senders", Nav.SENDERS, SenderSamples.list()),
                                in("senders-none", "senders/senders", Nav.SENDERS, SenderSamples.none()),
                                in("sender", "senders/sender", Nav.SENDERS, SenderSamples.one()),
                                in("sender-made", "senders/sender", Nav.SENDERS, SenderSamples.made()),
                                in("sender-wrong", "senders/sender", Nav.SENDERS, SenderSamples.wrong()),
                                in("sender-seen", "senders/sender", Nav.SENDERS, SenderSamples.onlyToLookAt()),
                                in("tenants", "pages/tenants", Nav.NONE, new TenantsView(AccountSamples.places(true))),
                                out("tenants-sign-in", "pages/tenants", new TenantsView(AccountSamples.places(false))),
                                in(
                                        "welcome",
                                        "pages/welcome",
                                        Nav.NONE,
                                        new WelcomeView(
                                                List.of(Permission.VIEW_PATIENTS, Permission.EDIT_PATIENTS),
                                                List.of("Anna Amt", "Bernd Büro"))),
                                in("welcome-nothing", "pages/welcome", Nav.NONE, new WelcomeView(List.of(), List.of())),
                                out(
                                        "activate-wrong",
                                        "pages/activate",
                                        new ActivationView(
                                                "t0k3n",
                                                "carla@praxis-linden.example",
                                                "nurse",
                                                Samples.NOW.plusSeconds(86400),
                                                "\"><b>x",
                                                15,
                                                false,
                                                "Praxis Linden",
                                                List.of(ActivationProblem.values())))),
                        Stream.of(LoginNotice.values())
                                .map(notice -> out(
                                        "login-" + notice.name().toLowerCase(Locale.ROOT),
                                        "pages/login",
                                        new LoginView("", null, null, notice, false))),
                        Stream.of(LoginProblem.values())
                                .map(problem -> out(
                                        "login-problem-" + problem.name().toLowerCase(Locale.ROOT),
                                        "pages/login",
                                        new LoginView("a@b.example", problem, null, null, true))),
                        Stream.of(ErrorReason.values())
                                .map(reason -> in(
                                        "error-" + reason.name().toLowerCase(Locale.ROOT),
                                        "pages/error",
                                        Nav.NONE,
                                        new ErrorView(reason, "4bf92f3577b34da6"))),
                        Stream.of(out("error-signed-out", "pages/error", new ErrorView(ErrorReason.LINK_USED, null))),
                        Stream.of(MessageState.values())
                                .map(state -> in(
                                        "messages-none-" + state.name().toLowerCase(Locale.ROOT),
                                        "intake/messages",
                                        Nav.MESSAGES,
                                        MessageSamples.messagesEmpty(state))))
                .flatMap(each -> each)
                .toList();
    }
}
