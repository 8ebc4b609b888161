package health.careloop.provisioning;

import health.careloop.access.Activations;
import health.careloop.access.People;
import health.careloop.access.PersonId;
import health.careloop.mail.Letter;
import health.careloop.mail.Mailbox;
import health.careloop.pages.Texts;
import health.careloop.provisioning.RunStore.Admin;
import health.careloop.provisioning.RunStore.Held;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What is written to people about a run. Never a password (contradiction 14). */
@Component
class Letters {
    private final Mailbox mailbox;
    private final Activations activations;
    private final People people;
    private final ProvisioningSettings settings;

    Letters(Mailbox mailbox, Activations activations, People people, ProvisioningSettings settings) {
        this.mailbox = mailbox;
        this.activations = activations;
        this.people = people;
        this.settings = settings;
    }

    /** To the administrator, with the link that makes them one (C11). */
    void welcome(Held run, Admin admin) {
        if (admin.token() == null) {
            throw new IllegalStateException("A welcome without a link");
        }
        Texts texts = mailbox.texts(admin.locale());
        String tenant = run.tenant().name();
        mailbox.post(new Letter(
                "tenant-welcome",
                admin.email(),
                admin.locale(),
                texts.get("letter.welcomeSubject", tenant),
                List.of(
                        texts.get("letter.greeting", admin.firstName() + " " + admin.lastName()),
                        texts.get("letter.welcomeReady", tenant)),
                new Letter.Link(texts.get("letter.welcomeLink"), activations.link(admin.token())),
                List.of(texts.get("letter.welcomeOnce"), texts.get("letter.notYou"))));
    }

    /** To whoever asked for the tenant, and the address of the settings (C15). */
    void failure(Held run, String error, boolean stands) {
        Set<String> operators = new LinkedHashSet<>();
        if (run.requestedBy() != null) {
            people.find(new PersonId(run.requestedBy()))
                    .map(People.Person::email)
                    .ifPresent(operators::add);
        }
        if (!settings.operatorEmail().isBlank()) {
            operators.add(settings.operatorEmail());
        }
        Texts texts = mailbox.texts(Locale.GERMAN);
        for (String operator : operators) {
            mailbox.post(new Letter(
                    "provisioning-failed",
                    operator,
                    Locale.GERMAN,
                    texts.get("letter.failedSubject", run.tenant().name()),
                    List.of(
                            texts.get("letter.failedWhat", run.tenant().name(), run.id()),
                            texts.get("letter.failedWhy", error),
                            texts.get(stands ? "letter.failedStands" : "letter.failedClean")),
                    null,
                    List.of()));
        }
    }

    /** To somebody who says this is their address (E17). */
    void verify(NewTenant wanted, NewTenant.Administrator asking, String link) {
        Locale language = asking.language();
        Texts texts = mailbox.texts(language);
        mailbox.post(new Letter(
                "registration",
                asking.email(),
                language,
                texts.get("letter.registerSubject"),
                List.of(texts.get("letter.greeting", asking.name()), texts.get("letter.registerWhat", wanted.name())),
                new Letter.Link(texts.get("letter.registerLink"), link),
                List.of(texts.get("letter.registerOnce"), texts.get("letter.notYou"))));
    }
}
