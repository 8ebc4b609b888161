package health.careloop.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {
    private final Passwords passwords = new Passwords();
    private final List<String> context =
            List.of("Erika Mustermann", "e.mustermann@praxis-sonnenhof.de", "Praxis Sonnenhof");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct horse battery staple",
                "violet lantern under the quay",
                "Überraschung am Küchentisch",
                "密码是用来保护病人的数据和隐私的",
                "zq8!kd-w2mm0/x#"
            })
    void takesWhatNobodyWouldGuess(String password) {
        assertThat(passwords.weakness(password, context)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "fourteen chars", "ääääääääääääää"})
    void refusesWhatIsShort(String password) {
        assertThat(passwords.weakness(password, context)).contains(Passwords.Weakness.TOO_SHORT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "passwordpassword",
                "Password12345678!",
                "123456789012345",
                "aaaaaaaaaaaaaaaaaaaa",
                "qwertzuiopqwertzuiop",
                "ErikaMustermann2026!",
                "praxis-sonnenhof-1234",
                "Sommer2026Sommer2026",
                "careloopcareloop!!"
            })
    void refusesWhatEverybodyWouldTry(String password) {
        assertThat(passwords.weakness(password, context)).contains(Passwords.Weakness.TOO_COMMON);
    }

    @Test
    void refusesEveryCommonWordRepeatedToLength() {
        assertThat(CommonPasswords.words()).hasSizeGreaterThan(100).allSatisfy(word -> {
            String repeated = word.repeat(15 / word.length() + 1);
            assertThat(passwords.weakness(repeated.toUpperCase(Locale.ROOT), List.of()))
                    .isPresent();
        });
    }

    @Test
    void refusesWhatIsEndless() {
        assertThat(passwords.weakness("ab1!xyzq".repeat(33), context)).contains(Passwords.Weakness.TOO_LONG);
        assertThat(passwords.matches("x".repeat(257), passwords.hash("violet lantern under the quay")))
                .isFalse();
    }

    @Test
    void theSameLetterTypedInTwoWaysIsOnePassword() {
        String hash = passwords.hash("Ko\u0308nigin der Instrumente");

        assertThat(passwords.matches("K\u00f6nigin der Instrumente", hash)).isTrue();
        assertThat(passwords.matches("Konigin der Instrumente", hash)).isFalse();
    }

    @Test
    void nobodysHashCostsWhatSomebodysDoes() {
        assertThat(passwords.outdated(Passwords.NOBODYS)).isFalse();
        assertThat(passwords.hash("violet lantern under the quay")).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(Passwords.NOBODYS).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }
}
