package health.careloop.access;

import health.careloop.audit.Audit;
import health.careloop.keys.Tokens;
import health.careloop.mail.MailSettings;
import health.careloop.mail.Mailbox;
import health.careloop.pages.Pages;
import health.careloop.tenancy.CommandContext;
import health.careloop.tenancy.Databases;
import health.careloop.tenancy.PlacementException;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.Tenants;
import health.careloop.web.Problem;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * {@code careloop admin invite --email E --tenant SLUG [--role admin] [--create NAME [--bsnr 123456789]]}: prints an
 * activation link; {@code careloop admin reset --email E}: a link for a new password; {@code careloop admin
 * reset-factor --email E}: the second factor of a lost phone. Works beside a running server.
 */
public final class AdminCommand {
    public static final String USAGE = """
            Usage: careloop admin invite --email ADDRESS --tenant SHORT-NAME [--role ROLE]
                                         [--create "NAME OF THE PRACTICE" [--bsnr 123456789]]

            Prints a link that makes ADDRESS a member of the tenant: good once, for a day.
            ROLE is admin unless said otherwise: admin, head_doctor, doctor, nurse, operator, lab_technician,
            reception, auditor, viewer.
            --create makes the tenant first.
            Who works there already and is invited without --role gets the link that reset prints.

                   careloop admin reset --email ADDRESS

            Prints a link with which somebody who has an account sets a new password without the old one: good once,
            for a day. Give it to nobody but that person: it opens every tenant where they work.

                   careloop admin reset-factor --email ADDRESS

            Removes the second factor of somebody who lost the device: until they set up a new one, their password
            alone signs in. Make sure that it is them who asks. Their sessions end, and they are told by mail.
            """;

    private static final Set<String> OPTIONS = Set.of("--email", "--tenant", "--role", "--create", "--bsnr");

    private AdminCommand() {}

    /**
     * @param arguments what follows {@code admin}
     * @param databases from {@link Databases#join}, or opened; stays open
     * @param provisioning beans that are a {@link TenantProvisioner}
     * @return the exit code
     */
    public static int run(
            List<String> arguments,
            Path home,
            Databases databases,
            Class<?> provisioning,
            PrintStream out,
            PrintStream err) {
        Map<String, String> options = options(arguments).orElse(Map.of());
        String email = options.get("--email");
        if (!arguments.isEmpty() && arguments.getFirst().startsWith("reset")) {
            return reset(arguments.getFirst(), options, home, databases, provisioning, out, err);
        }
        String slug = options.get("--tenant");
        Optional<Role> role = Role.parse(options.getOrDefault("--role", "admin"));
        if (email == null
                || slug == null
                || role.isEmpty()
                || (options.containsKey("--bsnr") && !options.containsKey("--create"))) {
            err.print(USAGE);
            return 2;
        }
        if (!Activations.isAddress(email)) {
            err.println("careloop: This is no e-mail address: " + email);
            return 1;
        }
        try (ConfigurableApplicationContext context = start(home, databases, provisioning)) {
            Tenants tenants = context.getBean(Tenants.class);
            Activations activations = context.getBean(Activations.class);
            Optional<Tenant> tenant = tenant(
                    tenants,
                    context.getBean(TenantProvisioner.class),
                    slug,
                    options.get("--create"),
                    options.get("--bsnr"));
            if (tenant.isEmpty()) {
                err.println("careloop: There is no tenant named " + slug + ". To make one, add --create \"NAME\".");
                return 1;
            }
            if (!options.containsKey("--role") && worksIn(context.getBean(People.class), email, tenant.get())) {
                return reset(context, email, out, err);
            }
            String token = activations.invite(email, tenant.get().id(), role.get());
            out.println(activations.link(token));
            return 0;
        } catch (IllegalArgumentException | PlacementException e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    private static int reset(
            String what,
            Map<String, String> options,
            Path home,
            Databases databases,
            Class<?> provisioning,
            PrintStream out,
            PrintStream err) {
        String email = options.get("--email");
        if (email == null || options.size() > 1) {
            err.print(USAGE);
            return 2;
        }
        try (ConfigurableApplicationContext context = start(home, databases, provisioning)) {
            return what.equals("reset-factor")
                    ? resetFactor(context, email, out, err)
                    : reset(context, email, out, err);
        }
    }

    private static int resetFactor(
            ConfigurableApplicationContext context, String email, PrintStream out, PrintStream err) {
        Optional<People.Person> person = context.getBean(People.class).findByEmail(email);
        if (person.isEmpty()) {
            err.println("careloop: Nobody has the address " + email + ".");
            return 1;
        }
        if (!context.getBean(Enrolments.class).reset(person.get().id())) {
            err.println(email + " has no second factor: there is nothing to reset.");
            return 1;
        }
        out.println(
                "The second factor of " + email + " is gone. The password alone signs in until a new one is set up.");
        return 0;
    }

    private static int reset(ConfigurableApplicationContext context, String email, PrintStream out, PrintStream err) {
        PasswordResets resets = context.getBean(PasswordResets.class);
        Optional<PasswordResets.Issue.Issued> issued = resets.issueByOperator(email);
        if (issued.isEmpty()) {
            err.println("careloop: Nobody with an active account has the address " + email
                    + ". To make one: careloop admin invite --email ADDRESS --tenant SHORT-NAME");
            return 1;
        }
        out.println(resets.link(issued.get().token()));
        return 0;
    }

    private static boolean worksIn(People people, String email, Tenant tenant) {
        return people.findByEmail(email)
                .filter(person -> people.tenantsOf(person.id()).contains(tenant.id()))
                .isPresent();
    }

    private static Optional<Map<String, String>> options(List<String> arguments) {
        if (arguments.size() % 2 == 0
                || !Set.of("invite", "reset", "reset-factor").contains(arguments.getFirst())) {
            return Optional.empty();
        }
        Map<String, String> options = new HashMap<>();
        for (int i = 1; i < arguments.size(); i += 2) {
            if (!OPTIONS.contains(arguments.get(i))) {
                return Optional.empty();
            }
            options.put(arguments.get(i), arguments.get(i + 1));
        }
        return Optional.of(options);
    }

    private static Optional<Tenant> tenant(
            Tenants tenants, TenantProvisioner provisioner, String slug, @Nullable String name, @Nullable String bsnr) {
        return name == null ? tenants.findBySlug(slug) : Optional.of(provisioner.provision(slug, name, bsnr));
    }

    /** What makes links, and nothing that listens. */
    static ConfigurableApplicationContext start(Path home, Databases databases, Class<?> provisioning) {
        return CommandContext.of(home, databases, Context.class, provisioning)
                .initializers(starting -> {
                    ConfigurableEnvironment environment = starting.getEnvironment();
                    if (!environment.containsProperty("CARELOOP_BASE_URL")) {
                        OwnAddress.in(home)
                                .map(address -> Map.<String, Object>of("careloop.access.base-url", address.toString()))
                                .ifPresent(address -> environment
                                        .getPropertySources()
                                        .addFirst(new MapPropertySource("running server", address)));
                    }
                })
                .run();
    }

    /** Invitations and what they need, named one by one: no screen, no server, no worker. */
    @ComponentScan(basePackageClasses = {Audit.class, Tokens.class, Tenants.class})
    @ComponentScan(
            basePackageClasses = Problem.class,
            useDefaultFilters = false,
            includeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*\\.TimeConfiguration"))
    @EnableConfigurationProperties({AccessSettings.class, MailSettings.class})
    @Import({
        Activations.class,
        Enrolments.class,
        Mailbox.class,
        PasswordResets.class,
        Passwords.class,
        People.class,
        PublicAddress.class,
        Rights.class,
        SecondFactors.class,
        Sessions.class,
        SignIn.class,
        Throttle.class
    })
    static class Context {
        @Bean
        Pages pages() {
            return new Pages();
        }
    }
}
