package health.careloop.senders;

import health.careloop.audit.Audit;
import health.careloop.keys.Tokens;
import health.careloop.tenancy.Tenants;
import health.careloop.web.Problem;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;

/**
 * {@link Senders} and what they need, for a program that makes senders and serves nothing. The server finds the same
 * beans itself.
 */
@ComponentScan(basePackageClasses = {Audit.class, Tokens.class, Tenants.class})
@ComponentScan(
        basePackageClasses = Problem.class,
        useDefaultFilters = false,
        includeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*\\.TimeConfiguration"))
@Import({Senders.class, SenderStore.class, SecretUses.class})
public final class SenderBeans {}
