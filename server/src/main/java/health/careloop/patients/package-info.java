/** Identity of patients, and how a patient is named at the head of a screen. */
@NullMarked
package health.careloop.patients;

import org.jspecify.annotations.NullMarked;
