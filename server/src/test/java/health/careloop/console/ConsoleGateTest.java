package health.careloop.console;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import health.careloop.TestServer;
import health.careloop.TestServer.Somebody;
import health.careloop.access.OldFactors;
import health.careloop.access.Role;
import health.careloop.tenancy.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The console opens to those who run the installation, and to nobody else; every address of it is asked. */
class ConsoleGateTest {
    private static final TestServer SERVER = TestServer.shared();

    private final Tenant home = SERVER.createTenant();

    private record Address(String method, String path) {
        Client.Answer askedBy(Client client) {
            return method.equals("GET") ? client.get(path) : client.submit(path, Map.of("typed", "x"));
        }
    }

    private static List<Address> addresses() {
        List<Address> all = new ArrayList<>();
        SERVER.bean(RequestMappingHandlerMapping.class).getHandlerMethods().forEach((mapping, handler) -> {
            if (handler.getBeanType().getPackage().equals(TenantPages.class.getPackage())) {
                mapping.getPatternValues()
                        .forEach(pattern -> mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> all.add(new Address(
                                        method.name(),
                                        pattern.replace(
                                                "{id}", UUID.randomUUID().toString())))));
            }
        });
        assertThat(all).hasSizeGreaterThanOrEqualTo(14);
        return all;
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"PLATFORM_OPERATOR"},
            mode = EnumSource.Mode.EXCLUDE)
    void noOtherRoleOpensAnyOfIt(Role role) {
        Client browser = SERVER.signIn(SERVER.person(home, role)).with("Accept", "text/html");

        assertThat(addresses())
                .allSatisfy(
                        address -> assertThat(address.askedBy(browser).status()).isEqualTo(403));
    }

    @Test
    void aStrangerIsLedToTheSignIn() {
        Client stranger = SERVER.anonymous().with("Accept", "text/html");

        assertThat(addresses().stream().filter(address -> address.method().equals("GET")))
                .allSatisfy(address ->
                        assertThat(address.askedBy(stranger).header("location")).hasValue("/login"));
    }

    @Test
    void whoeverRunsTheInstallationFindsEveryPageOrNothingThere() {
        Client browser =
                SERVER.signIn(SERVER.person(home, Role.PLATFORM_OPERATOR)).with("Accept", "text/html");

        assertThat(addresses())
                .as("the control: it is not closed to everybody")
                .allSatisfy(
                        address -> assertThat(address.askedBy(browser).status()).isIn(200, 404, 422));
    }

    @Test
    void archiveAndRestoreTakeACodeOfTheLastMinutesAndLeadBackToTheirForm() {
        Somebody operator = SERVER.person(home, Role.PLATFORM_OPERATOR);
        Client browser = SERVER.signIn(operator).with("Accept", "text/html");
        OldFactors.age(SERVER, operator);
        Tenant tenant = SERVER.createTenant();
        String page = "/console/tenants/" + tenant.id();
        for (String act : List.of("archive", "restore")) {
            String way = "/account/second-factor/confirm?next=%2Fconsole%2Ftenants%2F" + tenant.id() + "%2F" + act;
            assertThat(browser.get(page + "/" + act).header("location")).hasValue(way);
            assertThat(browser.submit(page + "/" + act, Map.of("typed", tenant.slug()))
                            .header("location"))
                    .hasValue(way);
        }

        Client.Answer reading = browser.get(page);

        assertThat(reading.status()).as("reading goes on").isEqualTo(200);
        assertThat(reading.text()).contains("tenant-active");
    }
}
