/**
 * Layout, components and wording of every screen: pure functions from view records to bytes.
 *
 * <p>Nouns: {@link health.careloop.pages.Pages} renders a template, {@link health.careloop.pages.PageFrame} is what
 * surrounds every screen, {@link health.careloop.pages.Texts} turns decided values into words. Knows no domain: modules
 * bring their own view records and templates and depend on this package, never the other way round. No template holds a
 * script or a style of its own. Start reading at {@code jte/pages/layout.jte}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package health.careloop.pages;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
