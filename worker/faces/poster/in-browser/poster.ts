// The print button of a poster: without a script it is not there, and the browser's own menu prints as well.

for (const button of document.querySelectorAll<HTMLButtonElement>("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
