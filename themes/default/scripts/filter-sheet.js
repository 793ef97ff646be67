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
	groups.replaceWith(place);
	sheet.querySelector("[data-part=filters]")?.append(groups);
	wide.addEventListener("change", close);
	for (const button of sheet.querySelectorAll("[data-close]")) button.addEventListener("click", close);
	sheet.addEventListener(
		"close",
		() => {
			place.replaceWith(groups);
			wide.removeEventListener("change", close);
			for (const button of sheet.querySelectorAll("[data-close]")) button.removeEventListener("click", close);
			opener.focus({ preventScroll: true });
		},
		{ once: true },
	);
	sheet.showModal();
}
