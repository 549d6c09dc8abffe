/** takeOver is what a page tells a waiting service worker when its reader asks for the new version. */
export const takeOver = "congvu.takeOver";
