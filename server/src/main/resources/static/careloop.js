// Careloop enhances pages that work without it: keys in lists, focus kept, freshness, a lost connection said aloud.
"use strict";

// htmx 2 writes what our own server rendered through innerHTML. The policy says so in one place; what keeps foreign text
// from becoming markup is the escaping on the server, allowScriptTags=false and the nonce in the policy of the page.
if (window.trustedTypes && trustedTypes.createPolicy) {
  trustedTypes.createPolicy("default", { createHTML: (html) => html });
}

(() => {
  const $ = (selector, from = document) => from.querySelector(selector);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const rows = () => all("[data-row]");
  const rowOf = (element) => element?.closest("li, tr")?.querySelector("[data-row]") ?? null;
  let wanted = null; // the row that should have the focus after a swap: its id and its place

  const move = (by) => {
    const list = rows();
    if (!list.length) return;
    const at = list.indexOf(rowOf(document.activeElement));
    const next = list[at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(Math.max(at + by, 0), list.length - 1)];
    next.focus();
    next.closest("li, tr").scrollIntoView({ block: "nearest" });
  };

  const press = (button) => {
    if (button) button.form.requestSubmit(button);
  };

  // What a key cannot do here is said in a line, seen and heard, until the next key.
  const say = (text) => {
    const line = $("#said");
    if (!text || !line) return;
    line.textContent = text;
    line.hidden = false;
    $("#announcer").textContent = text;
  };
  const markRead = () => {
    const row = document.activeElement.closest("li.row");
    const button = row && $("[data-read]", row);
    const words = $("#inbox")?.dataset;
    if (button) press(button);
    else if (!row) say(words?.sayNoRow);
    else say(row.classList.contains("row-read") ? words?.sayRead : words?.sayCritical);
  };
  const undo = () => {
    const button = $("[data-undo]");
    if (button) press(button);
    else say($("#inbox")?.dataset.sayNoUndo);
  };

  const keys = {
    j: () => move(1),
    k: () => move(-1),
    "/": () => { const q = $("#q"); if (q) { q.focus(); q.select(); } },
    e: markRead,
    z: undo,
    u: () => $("[data-back]")?.click(),
    "?": () => { const help = $("#shortcuts"); if (help && !help.open) help.showModal(); },
  };

  document.addEventListener("keydown", (event) => {
    if (event.target.id === "q" && event.key === "Escape") { event.target.blur(); return; }
    if (document.body.dataset.shortcuts !== "on" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, dialog[open], [contenteditable]")) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    $("#said").hidden = true;
    act();
  });

  // Close the menu of the signed-in person as other menus do.
  document.addEventListener("click", (event) => {
    const me = $(".me[open]");
    if (me && !me.contains(event.target)) me.open = false;
  });
  document.addEventListener("keydown", (event) => {
    const me = $(".me[open]");
    if (me && event.key === "Escape") { me.open = false; $("summary", me).focus(); }
  });

  // A list that is swapped keeps the focus: on the same row if it is still there, else on the one in its place.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const row = event.detail.target?.contains(document.activeElement) ? rowOf(document.activeElement) : null;
    wanted = row && { id: row.id, at: rows().indexOf(row) };
  });
  document.addEventListener("htmx:afterSwap", () => {
    lost(false);
    const list = $("[data-announce]");
    const announcer = $("#announcer");
    const toast = $(".toast p");
    // A list that looks the same as a second ago has nothing to say.
    const words = toast ? toast.textContent : list?.dataset.announce;
    if (words && announcer && announcer.textContent !== words) announcer.textContent = words;
    const unread = $("#unread");
    if (unread && list?.dataset.unread) {
      unread.hidden = list.dataset.unread === "0";
      unread.firstElementChild.textContent = list.dataset.unreadNumber;
      unread.lastElementChild.textContent = list.dataset.unreadWords;
    }
    if (!wanted) return;
    const place = rows();
    (document.getElementById(wanted.id) ?? place[Math.min(wanted.at, place.length - 1)])?.focus({ preventScroll: true });
    wanted = null;
  });

  // Never silently stale: reload lists while they are looked at, and say so when that fails.
  const lost = (is) => { const banner = $("#connection"); if (banner) banner.hidden = !is; };
  ["htmx:sendError", "htmx:timeout"].forEach((name) => document.addEventListener(name, () => lost(true)));
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status === 401 || event.detail.xhr.status === 403) location.reload();
    else lost(true);
  });
  addEventListener("offline", () => lost(true));
  addEventListener("online", () => { lost(false); refresh(); });
  const refresh = () => {
    const list = $("[data-refresh]");
    if (list && window.htmx && !document.hidden && !$("dialog[open]") && document.activeElement.id !== "q") htmx.trigger(list, "refresh");
  };
  const list = $("[data-refresh]");
  if (list) setInterval(refresh, list.dataset.refresh * 1000);

  // A link to copy is selected as soon as it is entered.
  all("[data-select]").forEach((field) => field.addEventListener("focus", () => field.select()));

  // A form that came back with problems starts at their summary.
  $("[data-focus]")?.focus();
})();
