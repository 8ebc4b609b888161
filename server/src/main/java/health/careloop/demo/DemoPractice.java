package health.careloop.demo;

import health.careloop.intake.NewSender;
import health.careloop.tenancy.TenantId;
import java.util.Optional;

/** A practice of the demonstration, its doctor's login, and the laboratory's key to it. */
record DemoPractice(
        TenantId tenant, String slug, String name, Optional<String> bsnr, String doctor, NewSender sender) {}
