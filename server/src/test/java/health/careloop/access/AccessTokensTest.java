package health.careloop.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import health.careloop.Client;
import health.careloop.TestServer;
import health.careloop.TestServer.Somebody;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class AccessTokensTest {
    private final TestServer server = TestServer.shared();
    private final Somebody doctor = server.person(server.createTenant(), Role.DOCTOR);
    private final AccessTokens tokens = server.bean(AccessTokens.class);
    private final ECKey key = server.bean(SigningKeys.class).current();

    @Test
    void carriesTheClaimsOfTheSourceDesigns() throws ParseException {
        Client.Answer answer = login();

        assertThat(answer.json().path("tokenType").asString()).isEqualTo("Bearer");
        assertThat(answer.json().path("expiresIn").asInt()).isEqualTo(900);
        SignedJWT token = SignedJWT.parse(answer.json().path("accessToken").asString());
        Map<String, Object> claims = token.getJWTClaimsSet().getClaims();
        assertThat(claims)
                .containsEntry("userId", doctor.id().toString())
                .containsEntry("tenantId", doctor.tenant().id().toString())
                .containsEntry("companyId", doctor.tenant().id().toString())
                .containsEntry("role", "doctor")
                .containsEntry("email", doctor.email());
        assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.ES256);
        assertThat(token.getHeader().getType().getType()).isEqualTo("at+jwt");
    }

    @Test
    void thePublishedKeysHaveNoPrivateHalf() {
        Client.Answer answer = server.anonymous().get("/.well-known/jwks.json");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("keys").get(0).path("kid").asString()).isEqualTo(key.getKeyID());
        assertThat(answer.json().path("keys").get(0).has("d")).isFalse();
    }

    @Test
    void thePrivateHalfLiesSealed() {
        byte[] kept = server.database()
                .sql("select private_key from control.signing_keys where id = ?")
                .param(key.getKeyID())
                .query(byte[].class)
                .single();

        assertThat(new String(kept, StandardCharsets.ISO_8859_1))
                .doesNotContain(key.getD().toString());
    }

    @Test
    void takesATokenThatIsExactlyRight() throws JOSEException {
        assertThat(tokens.verify(token(claims -> {}, header -> {}))).isPresent();
    }

    @Test
    void refusesClaimsThatAreNotOurs() throws JOSEException {
        Instant now = Instant.now();
        Map<String, Consumer<JWTClaimsSet.Builder>> wrong = new LinkedHashMap<>();
        wrong.put("expired", c -> c.expirationTime(Date.from(now.minusSeconds(1))));
        wrong.put("no expiry", c -> c.expirationTime(null));
        wrong.put("issued tomorrow", c -> c.issueTime(Date.from(now.plusSeconds(86_400))));
        wrong.put("not issued", c -> c.issueTime(null));
        wrong.put("not yet valid", c -> c.notBeforeTime(Date.from(now.plusSeconds(60))));
        wrong.put("another issuer", c -> c.issuer("https://evil.example"));
        wrong.put("no issuer", c -> c.issuer(null));
        wrong.put("another audience", c -> c.audience("other"));
        wrong.put("two audiences", c -> c.audience(List.of("careloop", "other")));
        wrong.put("no audience", c -> c.audience((String) null));
        wrong.put("no id", c -> c.jwtID(null));
        wrong.put("no person", c -> c.claim("userId", null));
        wrong.put("person is a list", c -> c.claim("userId", List.of(doctor.id().toString())));
        wrong.put("person is no id", c -> c.claim("userId", "1").subject("1"));
        wrong.put("another subject", c -> c.subject(UUID.randomUUID().toString()));
        wrong.put("no tenant", c -> c.claim("tenantId", null));
        wrong.put("tenant is no id", c -> c.claim("tenantId", "*"));
        wrong.put("no credential", c -> c.claim("credential", null));
        wrong.put("credential is no number", c -> c.claim("credential", "1"));
        wrong.put("no methods", c -> c.claim("amr", null));
        wrong.put("methods are a text", c -> c.claim("amr", "pwd"));
        wrong.put("a code without a password", c -> c.claim("amr", List.of("otp")));
        wrong.put("a method we have not", c -> c.claim("amr", List.of("pwd", "otp", "hwk")));
        wrong.put("no time of signing in", c -> c.claim("auth_time", null));
        wrong.put(
                "signed in tomorrow",
                c -> c.claim("auth_time", now.plusSeconds(86_400).getEpochSecond()));
        for (var change : wrong.entrySet()) {
            assertThat(tokens.verify(token(change.getValue(), header -> {})))
                    .as(change.getKey())
                    .isEmpty();
        }
    }

    @Test
    void refusesHeadersThatAreNotOurs() throws Exception {
        ECKey own = new ECKeyGenerator(Curve.P_256).keyID("mine").generate();
        Map<String, Consumer<JWSHeader.Builder>> wrong = new LinkedHashMap<>();
        wrong.put("typ JWT", h -> h.type(JOSEObjectType.JWT));
        wrong.put("no typ", h -> h.type(null));
        wrong.put("no kid", h -> h.keyID(null));
        wrong.put("unknown kid", h -> h.keyID("../../etc/passwd"));
        wrong.put("jwk", h -> h.jwk(own.toPublicJWK()));
        wrong.put("jku", h -> h.jwkURL(URI.create("https://evil.example/keys")));
        wrong.put("x5u", h -> h.x509CertURL(URI.create("https://evil.example/cert")));
        wrong.put("x5c", h -> h.x509CertChain(List.of(com.nimbusds.jose.util.Base64.encode("x"))));
        wrong.put("crit", h -> h.criticalParams(Set.of("exp")).customParam("exp", 1));
        wrong.put("cty", h -> h.contentType("JWT"));
        wrong.put("anything else", h -> h.customParam("admin", true));
        for (var change : wrong.entrySet()) {
            assertThat(tokens.verify(token(claims -> {}, change.getValue())))
                    .as(change.getKey())
                    .isEmpty();
        }
    }

    @Test
    void refusesOtherKeysAndAlgorithms() throws Exception {
        ECKey own = new ECKeyGenerator(Curve.P_256).keyID(key.getKeyID()).generate();
        SignedJWT foreign = new SignedJWT(header().build(), claims().build());
        foreign.sign(new ECDSASigner(own));
        assertThat(tokens.verify(foreign.serialize())).isEmpty();

        // The public key taken as a shared secret.
        SignedJWT confused = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(new JOSEObjectType("at+jwt"))
                        .keyID(key.getKeyID())
                        .build(),
                claims().build());
        confused.sign(new MACSigner(key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)));
        assertThat(tokens.verify(confused.serialize())).isEmpty();

        String right = token(claims -> {}, header -> {});
        String payload = right.split("\\.")[1];
        String none = encode("{\"alg\":\"none\",\"typ\":\"at+jwt\",\"kid\":\"" + key.getKeyID() + "\"}");
        assertThat(tokens.verify(none + "." + payload + ".")).isEmpty();
        // CVE-2022-21449: a signature of zeros
        assertThat(tokens.verify(right.substring(0, right.lastIndexOf('.') + 1)
                        + Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[64])))
                .isEmpty();
    }

    @Test
    void refusesWhatWasChangedAnywhere() throws JOSEException {
        String right = token(claims -> {}, header -> {});
        int signature = right.lastIndexOf('.');
        for (int at = 0; at < right.length(); at++) {
            char other = right.charAt(at) == 'A' ? 'B' : 'A';
            if (right.charAt(at) == '.') {
                continue;
            }
            String altered = right.substring(0, at) + other + right.substring(at + 1);
            assertThat(tokens.verify(altered))
                    .as("character " + at + ", signature from " + signature)
                    .isEmpty();
        }
        for (String nonsense :
                List.of("", ".", "..", "a.b.c", "null", "x".repeat(5000), right + ".", right + "=", " ")) {
            assertThat(tokens.verify(nonsense)).as(nonsense).isEmpty();
        }
    }

    @Test
    void aRefusedTokenIsToldSoAndOpensNothing() {
        Client.Answer answer = server.anonymous().withBearer("a.b.c").get("/api/v1/auth/me");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.problem()).isEqualTo("token-invalid");
        assertThat(answer.header("www-authenticate"))
                .hasValueSatisfying(v -> assertThat(v).contains("invalid_token"));
        // and does not stand in the way of getting a new one
        assertThat(server.anonymous()
                        .withBearer("a.b.c")
                        .post("/api/v1/auth/login", Map.of("email", doctor.email(), "password", doctor.password()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aTokenOfAnotherTenantThePersonNeverBelongedToOpensNothing() throws JOSEException {
        String foreign = server.createTenant().id().toString();
        String forged = token(claims -> claims.claim("tenantId", foreign), header -> {});

        Client.Answer answer = server.anonymous().withBearer(forged).get("/api/v1/auth/me");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.problem()).isEqualTo("no-membership");
    }

    private Client.Answer login() {
        return server.anonymous()
                .post("/api/v1/auth/login", Map.of("email", doctor.email(), "password", doctor.password()));
    }

    private JWSHeader.Builder header() {
        return new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(key.getKeyID());
    }

    private JWTClaimsSet.Builder claims() {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(server.bean(PublicAddress.class).url(""))
                .audience("careloop")
                .subject(doctor.id().toString())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(60)))
                .claim("userId", doctor.id().toString())
                .claim("tenantId", doctor.tenant().id().toString())
                .claim("credential", 1)
                .claim("amr", List.of("pwd"))
                .claim("auth_time", now.getEpochSecond());
    }

    private String token(Consumer<JWTClaimsSet.Builder> claimsChange, Consumer<JWSHeader.Builder> headerChange)
            throws JOSEException {
        JWTClaimsSet.Builder claims = claims();
        claimsChange.accept(claims);
        JWSHeader.Builder header = header();
        headerChange.accept(header);
        SignedJWT token = new SignedJWT(header.build(), claims.build());
        token.sign(new ECDSASigner(key));
        return token.serialize();
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
