package health.careloop.pages;

import java.util.List;

/**
 * For somebody whose role has no page: what it may do, in words of the {@code can} enum, and whom to ask.
 *
 * @param administrators by name; empty when the tenant has none
 */
public record WelcomeView(List<? extends Enum<?>> can, List<String> administrators) {}
