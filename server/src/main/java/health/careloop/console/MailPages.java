package health.careloop.console;

import health.careloop.access.Frames;
import health.careloop.access.Permission;
import health.careloop.access.PublicAddress;
import health.careloop.access.Requires;
import health.careloop.audit.Action;
import health.careloop.audit.Audit;
import health.careloop.audit.Entry;
import health.careloop.mail.Mailbox;
import health.careloop.pages.PageFrame.Nav;
import health.careloop.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** The mails that were kept. Where an SMTP server is configured there are none, and the page says so. */
@Controller
@RequestMapping("/console/mails")
@Requires(Permission.MANAGE_TENANTS)
class MailPages {
    private static final int MOST = 100;

    private final Mailbox mailbox;
    private final Audit audit;
    private final Frames frames;
    private final PublicAddress address;

    MailPages(Mailbox mailbox, Audit audit, Frames frames, PublicAddress address) {
        this.mailbox = mailbox;
        this.audit = audit;
        this.frames = frames;
        this.address = address;
    }

    @GetMapping
    ResponseEntity<byte[]> list(HttpServletRequest request) {
        List<Mailbox.Mail> kept = mailbox.keeps() ? mailbox.kept(MOST) : List.of();
        MailListView view = new MailListView(
                kept.stream()
                        .map(mail -> new MailListView.Row(mail.id(), mail.to(), mail.subject(), mail.at()))
                        .toList(),
                MOST,
                mailbox.sentBy().orElse(null));
        return frames.page("console/mails", request, Nav.TENANTS, 0, view);
    }

    /** With an entry in the audit trail: a link in it lets somebody in. */
    @GetMapping("/{id}")
    ResponseEntity<byte[]> mail(HttpServletRequest request, @PathVariable UUID id) {
        Mailbox.Mail mail = kept(id).orElseThrow(MailPages::notFound);
        audit.recordForPlatform(Entry.of(Action.MAIL_VIEWED, "mail", id), null);
        MailView view =
                new MailView(mail.to(), mail.subject(), mail.at(), MailView.lines(mail.text(), address.url("")));
        return frames.page("console/mail", request, Nav.TENANTS, 0, view);
    }

    private Optional<Mailbox.Mail> kept(UUID id) {
        return mailbox.keeps() ? mailbox.findKept(id) : Optional.empty();
    }

    private static RuntimeException notFound() {
        return Problem.notFound("mail").exception();
    }
}
