package health.careloop.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Shows a problem to a person; implemented where the screens are. Status and headers may still be changed. */
public interface ErrorPage {
    /** @return whether the answer was written; otherwise it is written as JSON */
    boolean show(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException;
}
