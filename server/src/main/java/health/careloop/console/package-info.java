/**
 * The screens of those who run the installation: its tenants, how each is being made, archive and restore, and the mails
 * that were kept because no SMTP server is configured. Owns no table; everything goes through {@link
 * health.careloop.provisioning.Provisioning} and {@link health.careloop.mail.Mailbox}. Invariant: no row of a tenant's
 * is shown, and of its messages only when the last one came. Start reading at {@code TenantPages}.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"access", "audit", "intake", "mail", "pages", "provisioning", "tenancy", "web"})
package health.careloop.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
