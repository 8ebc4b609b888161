package health.careloop.console;

import health.careloop.intake.LastMessages.Last;
import health.careloop.pages.Paging;
import health.careloop.provisioning.Run;
import health.careloop.tenancy.Tenant.Status;
import health.careloop.tenancy.Tier;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The tenants of the installation, the newest first.
 *
 * @param mailsKept whether mails can be read here
 */
public record TenantListView(
        TenantFilter filter,
        String query,
        List<Row> rows,
        Map<TenantFilter, Integer> counts,
        Paging paging,
        boolean mailsKept,
        Instant freshAt) {

    /**
     * @param behind whether its tables are of an older version than this build's
     * @param run where the making of it stands; absent for one that was made without a run
     * @param last absent for one that receives nothing
     */
    public record Row(
            UUID id,
            String slug,
            String name,
            Status status,
            @Nullable Tier tier,
            @Nullable String cell,
            @Nullable String bsnr,
            @Nullable String version,
            boolean behind,
            Run.@Nullable State run,
            @Nullable Last last) {}

    public int countOf(TenantFilter filter) {
        return counts.getOrDefault(filter, 0);
    }

    /** The address of the list under a filter, what is searched for kept. */
    public String hrefOf(TenantFilter other) {
        return href(other, 1);
    }

    public String hrefOfPage(int page) {
        return href(filter, page);
    }

    private String href(TenantFilter of, int page) {
        String search = query.isBlank() ? "" : "&q=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
        return "/console/tenants?filter=" + of.word() + search + (page > 1 ? "&page=" + page : "");
    }
}
