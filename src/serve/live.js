/**
 * Keeps an open page true: loads it again when what stands at its address has changed, and runs
 * the notice of problems over the last good page. Only the development server sends this.
 */
(() => {
  const PLACE = "milepost.serve.place";
  const HIDDEN = "milepost.serve.hidden";
  const stamp = document.currentScript?.dataset.stamp ?? "";
  /** @type {EventSource | undefined} */
  let events;

  /** Listens while somebody looks: a browser keeps few connections to one host. */
  function listen() {
    events?.close();
    events = undefined;
    if (document.hidden) return;
    events = new EventSource(`/__milepost/events/${stamp}${location.pathname}`);
    events.addEventListener("changed", () => {
      events?.close();
      keepPlace();
      location.reload();
    });
  }

  /** Returns the window that the reader scrolls: the page behind the notice, or this one. */
  function scrolled() {
    return document.querySelector("iframe")?.contentWindow ?? window;
  }

  /** Remembers how far the reader has come; a notice in between would lose it. */
  function keepPlace() {
    const { scrollX, scrollY } = scrolled();
    sessionStorage.setItem(PLACE, JSON.stringify([location.pathname, scrollX, scrollY]));
  }

  function takePlace() {
    const kept = sessionStorage.getItem(PLACE);
    sessionStorage.removeItem(PLACE);
    const [path, x, y] = JSON.parse(kept ?? "[]");
    if (path === location.pathname) scrolled().scrollTo(x, y);
  }

  /**
   * Lets the reader hide the notice; it stays hidden until the problems are others.
   * @param {HTMLElement} shade
   * @param {HTMLIFrameElement} frame
   */
  function runNotice(shade, frame) {
    const name = () => {
      if (shade.hidden) document.title = frame.contentDocument?.title || document.title;
    };
    const hide = () => {
      shade.hidden = true;
      frame.inert = false;
      frame.removeAttribute("tabindex");
      sessionStorage.setItem(HIDDEN, stamp);
      name();
    };
    frame.addEventListener("load", name);
    const button = document.querySelector("button");
    if (button) button.hidden = false;
    button?.addEventListener("click", () => {
      hide();
      frame.focus();
    });
    addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !shade.hidden) {
        hide();
        frame.focus();
      }
    });
    if (location.hash) frame.contentWindow?.location.replace(frame.src + location.hash);
    if (sessionStorage.getItem(HIDDEN) === stamp) hide();
  }

  const shade = document.querySelector("main.shade");
  const frame = document.querySelector("iframe[inert]");
  if (shade instanceof HTMLElement && frame instanceof HTMLIFrameElement) runNotice(shade, frame);
  const box = document.querySelector(".shade:not([hidden]) > .box[role=alertdialog]");
  if (box instanceof HTMLElement) box.focus();
  addEventListener("load", takePlace);
  document.addEventListener("visibilitychange", listen);
  listen();
})();
