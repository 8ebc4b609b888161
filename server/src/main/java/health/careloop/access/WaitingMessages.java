package health.careloop.access;

import health.careloop.pages.PageFrame;

/** What waits for a person in the tenant in scope, shown on every page of whoever may see messages. */
public interface WaitingMessages {
    PageFrame.Waiting count();
}
