// Runs before the first paint: colour scheme, text size and language as this machine last used them, so nothing flashes.
// A file of its own because the page's Content-Security-Policy allows no inline script.
(() => {
  const root = document.documentElement;
  let prefs = {};
  let scheme = "auto";
  let hasLeft = false;
  try {
    hasLeft = localStorage.getItem("congvu.out") !== null;
    prefs = JSON.parse(localStorage.getItem("congvu.prefs") ?? "{}");
    scheme = localStorage.getItem("congvu.scheme") ?? "auto";
  } catch {
    // Storage may be forbidden or damaged: the defaults stand.
  }
  const dark = scheme === "dark" || (scheme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  root.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
  root.style.fontSize = `${prefs.textSize ?? 100}%`;
  root.lang = prefs.language === "en" ? "en" : "vi";
  // Who signed out without a line is not let in again; features/session tells the server first.
  if (hasLeft) return;
  // Whether the session goes on is asked while the app is still on its way; shared/api/client.ts takes the answer.
  const answer = fetch("/api/v1/session/refresh", {
    method: "POST",
    headers: { Accept: "application/json", "Accept-Language": root.lang, "X-Congvu": "1" },
    credentials: "same-origin",
    signal: AbortSignal.timeout(25_000),
  });
  answer.catch(() => undefined);
  window.congvuRefresh = answer;
})();
