// The inbox by keyboard: J and K go from one conversation to the next, R answers, Escape leaves the field.

export function startKeys(): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { target } = event;
    if (target instanceof HTMLElement && target.matches("input, textarea, select")) {
      if (event.key === "Escape") target.blur();
      return;
    }
    switch (event.key) {
      case "j":
        return openNeighbour(1);
      case "k":
        return openNeighbour(-1);
      case "ArrowDown":
      case "ArrowUp":
        return moveFocus(event);
      case "r":
        event.preventDefault();
        document.querySelector<HTMLElement>("#reply-text")?.focus();
    }
  });
}

const links = () => [...document.querySelectorAll<HTMLAnchorElement>(".thread-link")];

/** With no conversation open, the first is next and the last is previous. */
function openNeighbour(step: 1 | -1): void {
  const all = links();
  const open = all.findIndex((link) => link.ariaCurrent !== null);
  const next = open === -1 ? all.at(step === 1 ? 0 : -1) : all[open + step];
  next?.click();
}

function moveFocus(event: KeyboardEvent): void {
  const all = links();
  const at = all.indexOf(document.activeElement as HTMLAnchorElement);
  if (at === -1) return;
  event.preventDefault();
  all[at + (event.key === "ArrowDown" ? 1 : -1)]?.focus();
}
