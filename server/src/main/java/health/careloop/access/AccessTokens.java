package health.careloop.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import health.careloop.tenancy.TenantId;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tokens of API clients: ES256, a quarter of an hour, for this installation only. The token says who and where;
 * what the person may do is looked up, so a right that was taken away is gone although the token lives.
 */
@Component
class AccessTokens {
    static final String AUDIENCE = "careloop";
    private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");
    /** A new password ends the tokens made before it. */
    static final String CREDENTIAL = "credential";

    private static final int LONGEST = 4096;
    /** No padding, no blanks; a signature of 64 bytes whose last letter carries no spare bits: one token, one spelling. */
    private static final Pattern FORM = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]{85}[AQgw]");

    private static final int TOLERATED_SKEW_SECONDS = 30;
    /** What our tokens carry, and nothing else: no jwk, jku, x5u, x5c, crit, b64, zip, cty. */
    private static final Set<String> HEADER = Set.of("alg", "typ", "kid");

    /** RFC 8176. */
    private static final List<String> PASSWORD_ONLY = List.of("pwd");

    private static final List<String> PASSWORD_AND_CODE = List.of("pwd", "otp");

    /** @param secondFactorAt when a code was given for it; null: the password alone made it */
    record Claims(
            String id,
            PersonId person,
            TenantId tenant,
            int credentialVersion,
            @Nullable Instant secondFactorAt) {}

    private final SigningKeys keys;
    private final AccessSettings settings;
    private final PublicAddress address;
    private final Clock clock;

    AccessTokens(SigningKeys keys, AccessSettings settings, PublicAddress address, Clock clock) {
        this.keys = keys;
        this.settings = settings;
        this.address = address;
        this.clock = clock;
    }

    /** @param secondFactorAt when the second factor was proved, just now; null: there is none */
    String issue(People.Person person, Membership membership, @Nullable Instant secondFactorAt) {
        ECKey key = keys.current();
        Instant now = clock.instant();
        String tenant = membership.tenant().toString();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(AUDIENCE)
                .subject(person.id().toString())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(settings.tokenLength())))
                .claim("userId", person.id().toString())
                .claim("tenantId", tenant)
                .claim("companyId", tenant)
                .claim("role", membership.role().wire())
                .claim("email", person.email())
                .claim(CREDENTIAL, person.credentialVersion())
                .claim("amr", secondFactorAt == null ? PASSWORD_ONLY : PASSWORD_AND_CODE)
                .claim("auth_time", (secondFactorAt == null ? now : secondFactorAt).getEpochSecond())
                .build();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(TYPE)
                        .keyID(key.getKeyID())
                        .build(),
                claims);
        try {
            token.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("Signing a token failed", e);
        }
        return token.serialize();
    }

    /** Empty for everything that is not exactly ours. */
    Optional<Claims> verify(String text) {
        if (text.length() > LONGEST || !FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            SignedJWT token = SignedJWT.parse(text);
            JWSHeader header = token.getHeader();
            String keyId = header.getKeyID();
            if (!header.getIncludedParams().equals(HEADER)
                    || !JWSAlgorithm.ES256.equals(header.getAlgorithm())
                    || !TYPE.equals(header.getType())
                    || keyId == null) {
                return Optional.empty();
            }
            Optional<ECKey> key = keys.find(keyId);
            if (key.isEmpty() || !token.verify(new ECDSAVerifier(key.get().toECPublicKey()))) {
                return Optional.empty();
            }
            return claims(token.getJWTClaimsSet());
        } catch (ParseException | JOSEException | IllegalArgumentException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    private Optional<Claims> claims(JWTClaimsSet claims) throws ParseException {
        Instant now = clock.instant();
        String id = claims.getJWTID();
        String person = claims.getStringClaim("userId");
        String tenant = claims.getStringClaim("tenantId");
        Integer credential = claims.getIntegerClaim(CREDENTIAL);
        List<String> methods = claims.getStringListClaim("amr");
        Long authenticated = claims.getLongClaim("auth_time");
        if (!issuer().equals(claims.getIssuer())
                || !List.of(AUDIENCE).equals(claims.getAudience())
                || !before(now, claims.getExpirationTime())
                || !before(issued(claims.getIssueTime()), Date.from(now.plusSeconds(TOLERATED_SKEW_SECONDS)))
                || claims.getNotBeforeTime() != null
                        && !before(claims.getNotBeforeTime().toInstant(), Date.from(now))
                || id == null
                || person == null
                || tenant == null
                || credential == null
                || !PASSWORD_ONLY.equals(methods) && !PASSWORD_AND_CODE.equals(methods)
                || authenticated == null
                || authenticated > now.getEpochSecond() + TOLERATED_SKEW_SECONDS
                || !person.equals(claims.getSubject())) {
            return Optional.empty();
        }
        return Optional.of(new Claims(
                id,
                new PersonId(UUID.fromString(person)),
                TenantId.parse(tenant),
                credential,
                PASSWORD_AND_CODE.equals(methods) ? Instant.ofEpochSecond(authenticated) : null));
    }

    private static Instant issued(@Nullable Date at) {
        return at == null ? Instant.MAX : at.toInstant();
    }

    private static boolean before(Instant one, @Nullable Date other) {
        return other != null && one.isBefore(other.toInstant());
    }

    private String issuer() {
        return address.url("");
    }
}
