/**
 * Shows the filters over the page on a narrow screen, in a modal dialog from the bottom.
 *
 * The groups are moved, not copied, and moved back when it closes, however it is closed.
 */
const WIDE = "(min-width: 62em)";

/**
 * @param {HTMLDialogElement} sheet its first `[data-part=filters]` takes the groups
 * @param {HTMLElement} groups
 * @param {HTMLElement} opener gets the focus back
 */
export function openSheet(sheet, groups, opener) {
  const place = document.createComment("filters");
  const wide = matchMedia(WIDE);
  const close = () => sheet.close();
  // The sheet's own box is filled by its parts: what meets the sheet itself is the page around it.
  const closeOutside = (/** @type {Event} */ { target }) => target === sheet && close();
  groups.replaceWith(place);
  sheet.querySelector("[data-part=filters]")?.append(groups);
  wide.addEventListener("change", close);
  sheet.addEventListener("click", closeOutside);
  for (const button of sheet.querySelectorAll("[data-close]")) button.addEventListener("click", close);
  sheet.addEventListener(
    "close",
    () => {
      place.replaceWith(groups);
      wide.removeEventListener("change", close);
      sheet.removeEventListener("click", closeOutside);
      for (const button of sheet.querySelectorAll("[data-close]")) button.removeEventListener("click", close);
      opener.focus({ preventScroll: true });
    },
    { once: true },
  );
  sheet.showModal();
}
