package health.careloop.pages;

/** Where in a list a page stands; {@code page} counts from 1, {@code totalPages} is 1 for an empty list. */
public record Paging(int page, int totalPages, int total) {
    public static Paging of(int page, int pageSize, int total) {
        return new Paging(page, Math.max(1, Math.ceilDiv(total, pageSize)), total);
    }

    /** Asked for more than there is. */
    public boolean isBeyond() {
        return page > totalPages;
    }

    public boolean hasPrevious() {
        return page > 1;
    }

    public boolean hasNext() {
        return page < totalPages;
    }
}
