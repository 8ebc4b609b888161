package health.careloop.pages;

import health.careloop.access.Role;
import health.careloop.pages.CodeView.CodeProblem;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who works here, where, and with which second factor. */
final class AccountSamples {
    private AccountSamples() {}

    static final List<PeopleView.Row> PEOPLE = List.of(
            member("Anna Amt", Role.ADMIN, true),
            member("Dr. Carla Vorbild", Role.HEAD_DOCTOR, false),
            member("Nadja Pflege", Role.NURSE, false),
            member("\"><b>x", Role.RECEPTION, false));

    private static PeopleView.Row member(String name, Role role, boolean oneself) {
        return new PeopleView.Row(
                UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                name,
                role.wire() + "@praxis-linden.example",
                role.wire(),
                role == Role.NURSE ? null : Samples.NOW.minusSeconds(4000),
                oneself,
                !oneself);
    }

    static SecondFactorView factor(boolean needed, @Nullable CodeProblem problem) {
        String uri = "otpauth://totp/Careloop%20careloop.example:carla%40praxis-linden.example"
                + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Careloop%20careloop.example"
                + "&algorithm=SHA1&digits=6&period=30";
        List<String> groups = List.of("GEZD", "GNBV", "GY3T", "QOJQ", "GEZD", "GNBV", "GY3T", "QOJQ");
        return new SecondFactorView(
                needed,
                "/people\"><b>x",
                new SecondFactorView.Offer("c2VhbGVk", groups, uri, SecondFactorView.Picture.of(uri)),
                null,
                problem,
                null);
    }

    static List<TenantsView.Place> places(boolean inside) {
        return List.of(
                new TenantsView.Place(Samples.id(1), "Praxis Linden", "head_doctor", inside),
                new TenantsView.Place(
                        Samples.id(2), "Medizinisches Versorgungszentrum am Alten Markt", "doctor", false));
    }
}
