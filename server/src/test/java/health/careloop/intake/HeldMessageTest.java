package health.careloop.intake;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import health.careloop.access.Role;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is held is in nobody's inbox, so it must be seen elsewhere: how many, how dangerous, and what to do. */
class HeldMessageTest extends PracticeWithALab {
    private static final byte[] FOR_ANOTHER_BIRTH_DATE =
            SampleReports.proven(SampleReports.text(SampleReports.CRITICAL).replace("310319580317", "310319580318"));

    @Test
    void aCriticalReportThatIsHeldIsSeenOnEveryPageAndFirstInTheList() {
        lab.sends(SampleReports.CRITICAL);
        UUID held = lab.sends(FOR_ANOTHER_BIRTH_DATE);
        assertThat(lab.stateOf(held)).isEqualTo("quarantined");
        UUID later = lab.sends(SampleReports.FLAT);

        String inbox = browser("en").get("/inbox").text();
        assertThat(inbox)
                .contains("waiting: 1 held, 1 of them critical; 0 failed")
                .contains(
                        "One message waits for a decision.",
                        "The laboratory calls one of them critical.",
                        "Until then nothing of it is in the inbox.");
        assertThat(browser("de").get("/inbox").text()).contains("Eine Nachricht wartet auf eine Entscheidung.");

        String list = browser("en").get("/messages").text();
        assertThat(list.indexOf("/messages/" + held)).isPositive().isLessThan(list.indexOf("/messages/" + later));
        String row = list.substring(list.indexOf("<tbody>"), list.indexOf("</tr>", list.indexOf("<tbody>")));
        assertThat(row).contains("danger-critical", "A-2026-004711").doesNotContain("Prüfling");

        String trail = page(held);
        assertThat(trail)
                .contains("Waits for a decision", "danger-critical", "A-2026-004711")
                .contains("Call the laboratory now")
                .doesNotContain("Prüfling");
    }

    @Test
    void whatNobodyCallsDangerousWaitsBehindWhatIsCritical() {
        lab.sends(SampleReports.FLAT);
        lab.sends(SampleReports.CRITICAL);
        UUID critical = lab.sends(FOR_ANOTHER_BIRTH_DATE);
        UUID newer = lab.sends(SampleReports.changed("0203101M\u00fcller-Test", "0203101Anderer-Nam"));

        for (String address : new String[] {"/messages", "/messages?state=quarantined"}) {
            String list = browser("en").get(address).text();
            assertThat(list.indexOf("/messages/" + critical))
                    .isPositive()
                    .isLessThan(list.indexOf("/messages/" + newer));
        }
    }

    @Test
    void anAdministratorSeesTheDangerButNoOrderAndANurseNeither() {
        lab.sends(SampleReports.CRITICAL);
        UUID held = lab.sends(FOR_ANOTHER_BIRTH_DATE);
        Client administrator =
                server.signIn(server.person(practice, Role.ADMIN)).with("Accept-Language", "en");

        for (String address : new String[] {"/messages", "/messages/" + held}) {
            assertThat(administrator.get(address).text())
                    .contains("danger-critical", "1 of them critical")
                    .doesNotContain("A-2026-004711");
        }
        assertThat(server.signIn(server.person(practice, Role.NURSE))
                        .with("Accept-Language", "en")
                        .get("/inbox")
                        .text())
                .doesNotContain("/messages", "waits for a decision");
    }
}
