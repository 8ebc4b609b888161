package health.careloop.web;

import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is wanted, from {@code ?page=&limit=}; a handler takes it as an argument (D21).
 *
 * @param page from 1
 * @param limit 1 to 100
 */
public record PageRequest(int page, int limit) {
    public static final int DEFAULT_LIMIT = 20;
    public static final int MAXIMUM_LIMIT = 100;
    /** Deeper than this, nobody pages; they search. */
    public static final int MAXIMUM_PAGE = 100_000;

    public PageRequest {
        if (page < 1 || page > MAXIMUM_PAGE || limit < 1 || limit > MAXIMUM_LIMIT) {
            throw new IllegalArgumentException("No such page: " + page + " of " + limit);
        }
    }

    public static PageRequest first() {
        return new PageRequest(1, DEFAULT_LIMIT);
    }

    /** @throws ProblemException 400 when either is out of range or no number */
    public static PageRequest parse(@Nullable String page, @Nullable String limit) {
        return new PageRequest(
                number("page", page, 1, MAXIMUM_PAGE), number("limit", limit, DEFAULT_LIMIT, MAXIMUM_LIMIT));
    }

    /** For a page that people open: an address typed wrong shows the beginning, one too far the end. */
    public static PageRequest forgiving(@Nullable String page) {
        if (page == null || !page.matches("0*[1-9][0-9]*")) {
            return first();
        }
        String digits = page.replaceFirst("^0+", "");
        return new PageRequest(
                digits.length() > 6 ? MAXIMUM_PAGE : Math.min(Integer.parseInt(digits), MAXIMUM_PAGE), DEFAULT_LIMIT);
    }

    /** Rows before this page. */
    public long offset() {
        return (page - 1L) * limit;
    }

    private static int number(String name, @Nullable String text, int otherwise, int most) {
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        if (text.matches("[0-9]{1,7}")) {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        }
        throw Problem.badRequest("'" + name + "' must be a whole number from 1 to " + most + ".")
                .exception();
    }
}
