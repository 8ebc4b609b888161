package health.careloop.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Who may call this handler: a signed-in person whose role has every one of these; empty, any signed-in person. What
 * somebody may only because they run the installation takes the second factor as well, without being said here.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Requires {
    Permission[] value() default {};

    /**
     * Whether the second factor must have been proved within {@link SignedIn#FRESH}. Of a page whose form takes one,
     * form and target have one address: whoever was sent away to prove it comes back to the form.
     */
    boolean freshFactor() default false;
}
