/**
 * Mail to people, sent beside the work that caused it: {@link health.careloop.mail.Mailbox} takes a {@link
 * health.careloop.mail.Letter} in the transaction of its cause, a node sends it afterwards. Invariant: a letter is sealed
 * while it waits and wiped when it has left. Start reading at {@code Mailbox}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"keys", "pages", "tenancy"})
package health.careloop.mail;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
